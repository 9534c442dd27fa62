import FlatBackprop

/// An assignment as it is graded: its functions, each on some cases.
public struct Exercise: Sendable {
  /// The folder that holds the student's file, as in `04-svm`.
  public let folder: String
  public let functions: [Function]

  public init(_ folder: String, _ functions: [Function]) {
    self.folder = folder
    self.functions = functions
  }

  /// A function and what it is graded on.
  public struct Function: Sendable {
    public let name: String

    /// The other functions of the assignment that this one calls.
    public let calls: [String]
    public let cases: [Case]

    public init(_ name: String, calling calls: [String] = [], _ cases: [Case]) {
      self.name = name
      self.calls = calls
      self.cases = cases
    }
  }
}

/// The inputs of one graded call.
public struct Case: Sendable {
  /// What is particular about these inputs, as a message puts it: "the lecture's numbers".
  public let name: String

  /// Draws the inputs: fixed ones leave the generator alone.
  public let inputs: @Sendable (inout SeededGenerator) -> [String: Tensor]

  /// The upstream gradient of a layer's output where it is not to be drawn at random.
  public let upstream: Tensor?

  public init(
    _ name: String, upstream: Tensor? = nil,
    _ inputs: @escaping @Sendable (inout SeededGenerator) -> [String: Tensor]
  ) {
    self.name = name
    self.upstream = upstream
    self.inputs = inputs
  }
}

extension Tensor {
  /// Class indices as a case's input.
  public init(labels: [Int]) {
    self.init(labels.map { Double($0) })
  }
}
