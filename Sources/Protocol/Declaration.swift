import FlatBackprop

/// What the course declares about an assignment: everything the judge needs to know about its
/// functions and what they are called with.
public struct Declaration: Codable, Equatable, Sendable {
  /// The assignment's folder, as in `04-svm`.
  public var folder: String
  public var functions: [Function]

  public init(folder: String, functions: [Function]) {
    (self.folder, self.functions) = (folder, functions)
  }

  /// A function that a student writes, or a part that is called like one.
  public struct Function: Codable, Equatable, Sendable {
    /// The name, as in the student's file.
    public var name: String
    public var inputs: [Input]

    /// The other functions of the assignment that this one builds on: it cannot be right before
    /// they are. A function of another assignment is prefixed with its folder, as in
    /// `10-modular/ReLU`.
    public var uses: [String]

    /// For some lines, the other lines of the function that what they check builds on.
    public var lineUses: [String: [String]]?

    /// For lines that are not stages of the student's, but checks of something the student writes:
    /// the text that the declaration of what is checked begins with, such as `func order`.
    public var writtenIn: [String: String]

    public init(
      name: String, inputs: [Input], uses: [String] = [], lineUses: [String: [String]] = [:],
      writtenIn: [String: String] = [:]
    ) {
      self.name = name
      self.inputs = inputs
      self.uses = uses
      self.lineUses = lineUses.isEmpty ? nil : lineUses
      self.writtenIn = writtenIn
    }

    /// The input of this name.
    public func input(_ name: String) -> Input? { inputs.first { $0.name == name } }
  }

  /// A case of a function with its inputs drawn, by name. Inputs of all kinds are sent as tensors.
  public struct Case: Codable, Equatable, Sendable {
    /// What is particular about these inputs, as in "the lecture's scores".
    public var name: String
    public var inputs: [String: Tensor]

    /// The upstream gradient of a layer's output, where it is not to be drawn at random.
    public var upstream: Tensor?

    /// The seed that a random upstream gradient is drawn from.
    public var seed: UInt64

    public init(name: String, inputs: [String: Tensor], upstream: Tensor?, seed: UInt64) {
      self.name = name
      self.inputs = inputs
      self.upstream = upstream
      self.seed = seed
    }
  }
}

extension Declaration {
  /// An input of a function: its name, what kind of value it is, and what its axes are called.
  public struct Input: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, Sendable {
      /// Data or parameters: a tensor, or a number that is not a setting. It may be nudged.
      case tensor

      /// A setting, such as the strength of a regularization. It may be nudged.
      case number

      /// Class indices.
      case labels

      /// A whole number, such as a stride: the function counts or indexes with it.
      case integer

      /// Several whole numbers, such as a shape.
      case integers
    }

    public var name: String
    public var kind: Kind

    /// The letters of the axes, as in `["N", "D"]`; empty for a single number or if any shape will
    /// do.
    public var axes: [String]

    private init(_ name: String, _ kind: Kind, _ axes: String) {
      self.name = name
      self.kind = kind
      self.axes = axes.split(separator: " ").map(String.init)
    }

    /// - Parameter axes: The letters of the axes, separated by spaces, as in `"N D"`.
    public static func tensor(_ name: String, _ axes: String = "") -> Input {
      Input(name, .tensor, axes)
    }

    public static func number(_ name: String) -> Input { Input(name, .number, "") }

    public static func labels(_ name: String, _ axes: String = "N") -> Input {
      Input(name, .labels, axes)
    }

    public static func integer(_ name: String) -> Input { Input(name, .integer, "") }

    public static func integers(_ name: String) -> Input { Input(name, .integers, "") }

    /// Whether a value of this input can be changed slightly: not if it is a count or an index.
    public var isNudgeable: Bool { kind == .tensor || kind == .number }
  }
}

/// An assignment with the cases of its functions, by the functions' names, drawn from a seed.
public struct DrawnAssignment: Codable, Sendable {
  public var declaration: Declaration
  public var seed: UInt64
  public var cases: [String: [Declaration.Case]]

  public init(declaration: Declaration, seed: UInt64, cases: [String: [Declaration.Case]]) {
    self.declaration = declaration
    self.seed = seed
    self.cases = cases
  }
}

extension String {
  /// A hash that is the same in every run (FNV-1a).
  package var stableHash: UInt64 {
    utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
