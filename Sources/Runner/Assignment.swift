import FlatBackprop
import Protocol

/// An assignment as it is run and graded: its functions, each with its call and its cases.
public struct Assignment: Sendable {
  /// The folder that holds the student's files, as in `04-svm`.
  public let folder: String
  public let functions: [Function]

  public init(_ folder: String, _ functions: [Function]) {
    self.folder = folder
    self.functions = functions
  }

  /// What the judge is told of the assignment.
  public var declaration: Declaration {
    Declaration(folder: folder, functions: functions.map(\.declaration))
  }

  /// A function of an assignment: how it is called, what with, and what it is graded on.
  public struct Function: Sendable {
    public let declaration: Declaration.Function
    public let cases: [Case]

    /// Runs the function on some inputs, with a stage that records it, and gives what it returns.
    public let run: @Sendable (Inputs, Stage) throws -> Any

    /// The function's name, as in the student's file.
    public var name: String { declaration.name }

    /// - Parameters:
    ///   - name: The name, as in the student's file.
    ///   - inputs: What it is called with.
    ///   - uses: The other functions that it builds on; those of another assignment are prefixed
    ///     with its folder, as in `10-modular/ReLU`.
    ///   - lineUses: For some lines, the other lines that they build on.
    ///   - writtenIn: Where a student writes what a line checks, for lines that are not stages: see
    ///     ``Declaration/Function/writtenIn``.
    ///   - cases: What it is graded on.
    ///   - run: Calls it. The result is graded if it is a tensor, a number, a tuple of them, or a
    ///     dictionary of tensors.
    public init<Result>(
      _ name: String, inputs: [Declaration.Input], uses: [String] = [],
      lineUses: [String: [String]] = [:], writtenIn: [String: String] = [:],
      cases: [Case], run: @escaping @Sendable (Inputs, Stage) throws -> Result
    ) {
      declaration = Declaration.Function(
        name: name, inputs: inputs, uses: uses, lineUses: lineUses, writtenIn: writtenIn)
      self.cases = cases
      self.run = run
    }

    /// The cases with their inputs drawn. The inputs of a case depend only on the seed, the folder,
    /// the function and the case's position, not on the cases before it.
    public func drawnCases(seed: UInt64, in folder: String) -> [Declaration.Case] {
      cases.enumerated().map { index, one in
        var random = SeededGenerator(
          seed: seed &+ (folder + name).stableHash &+ UInt64(index))
        let inputs = one.inputs(&random)
        return Declaration.Case(
          name: one.name, inputs: inputs, upstream: one.upstream, seed: random.state)
      }
    }
  }
}

/// The inputs of one graded call.
public struct Case: Sendable {
  /// What is particular about these inputs, as a message puts it: "the lecture's numbers".
  public let name: String

  /// Draws the inputs; a case with fixed inputs leaves the generator alone.
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
