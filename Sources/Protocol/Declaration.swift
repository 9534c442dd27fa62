import FlatBackprop

/// What the course says of an assignment: all that the judge wants to know of its functions, and of
/// what they are called with.
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
    /// they are. One of another assignment has its folder before it, as in `10-modular/ReLU`.
    public var uses: [String]

    /// For some lines, the other lines of the function that they build on, in what they check.
    public var lineUses: [String: [String]]?

    /// For a line that is no stage of the student's, but a check of something they write: a text
    /// that begins the declaration of what is checked, as `func order`.
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

  /// A case of a function, drawn: its inputs by name. Inputs of all kinds travel as tensors.
  public struct Case: Codable, Equatable, Sendable {
    /// What is particular about these inputs, as in "the lecture's scores".
    public var name: String
    public var inputs: [String: Tensor]

    /// The upstream gradient of a layer's output, where it is not to be drawn at random.
    public var upstream: Tensor?

    /// What a random upstream gradient is drawn from.
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
      /// Data or parameters: a tensor, or a number that is no setting. It may be nudged.
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

    /// The axes' letters, as in `["N", "D"]`; none for a single number or where any shape will do.
    public var axes: [String]

    private init(_ name: String, _ kind: Kind, _ axes: String) {
      self.name = name
      self.kind = kind
      self.axes = axes.split(separator: " ").map(String.init)
    }

    /// - Parameter axes: The axes' letters with blanks between them, as in `"N D"`.
    public static func tensor(_ name: String, _ axes: String = "") -> Input {
      Input(name, .tensor, axes)
    }

    public static func number(_ name: String) -> Input { Input(name, .number, "") }

    public static func labels(_ name: String, _ axes: String = "N") -> Input {
      Input(name, .labels, axes)
    }

    public static func integer(_ name: String) -> Input { Input(name, .integer, "") }

    public static func integers(_ name: String) -> Input { Input(name, .integers, "") }

    /// Whether a value of this input can be changed a little: not where it counts or names something.
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
