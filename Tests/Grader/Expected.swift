import FlatBackprop
import Foundation
import KitSupport
import Protocol

/// What an assignment's functions give where they are right: made from the solutions, kept in a
/// file, and read by the judge, which never links a solution.
public struct Expected: Codable, Equatable, Sendable {
  public var folder: String

  /// What the course declares of the functions, in their order.
  public var functions: [Declaration.Function]
  public var runs: [Run]

  package init(folder: String, functions: [Declaration.Function], runs: [Run]) {
    (self.folder, self.functions, self.runs) = (folder, functions, runs)
  }

  /// What the course declares of a function.
  public func function(_ name: String) -> Declaration.Function? {
    functions.first { $0.name == name }
  }

  /// The names of a function's lines, in their order.
  public func lines(of function: String) -> [String] {
    runs.filter { $0.function == function }.flatMap(\.lines).map(\.name.base).uniqued
  }

  /// Leaves out all cases except those whose names begin with a text.
  /// - Throws: A sentence if there are none.
  mutating func keep(_ name: String) throws {
    let kept = runs.filter { $0.name.hasPrefix(name) }
    guard !kept.isEmpty else {
      throw KitError(
        "\(folder) has no case \"\(name)\", only "
          + runs.map { "\"\($0.name)\"" }.uniqued.joined(separator: ", ") + ".")
    }
    runs = kept
    functions = functions.filter { function in kept.contains { $0.function == function.name } }
  }

  /// One function on one case.
  public struct Run: Codable, Equatable, Sendable {
    public var function: String

    /// The case's name.
    public var name: String
    public var inputs: [String: Tensor]

    /// A layer's output line and the gradient it receives; `nil` for a function that has a loss.
    public var output: String?
    public var upstream: Tensor?

    /// The lines in the order they run.
    public var lines: [Line]

    /// The lines whose values the function returns, by the labels it returns them under. The label
    /// of a single value is `""`.
    public var returns: [String: String]?

    /// Creates a run whose lines are not known yet.
    package init(function: String, name: String, inputs: [String: Tensor]) {
      (self.function, self.name, self.inputs) = (function, name, inputs)
      lines = []
    }

    /// What a submission is asked to run.
    /// - Parameter callName: How it calls the function, if it offers it under another name.
    package func call(in folder: String, as callName: String? = nil) -> Request.Call {
      Request.Call(
        folder: folder, function: callName ?? function, inputs: inputs, upstream: upstream)
    }
  }

  /// A line, and for a forward line what it gives and what it reads.
  public struct Line: Codable, Equatable, Sendable {
    public enum Role: String, Codable, Sendable {
      case forward, loss, backward
    }

    public var name: LineName
    public var role: Role

    /// What a forward line or the loss gives; `nil` for a backward line, which is compared with the
    /// numeric gradient of the student's own forward pass.
    public var value: Tensor?

    /// The forward lines that its body reads, and the inputs, unless they are labels or sizes.
    public var reads: [LineName]

    /// Those of ``reads`` that make no difference on this case, only on others: a value that a mask
    /// chooses, say.
    public var readsElsewhere: [LineName]?

    /// The labels that a forward line's body looks at, by the name of that input. Other labels show
    /// it: labels cannot be nudged.
    public var labels: LineName?

    /// For a backward line, the numeric gradient of its variable as one number, if it has no kink.
    /// The slopes of a student's forward pass must come to the same number, or the pass does not
    /// compute what it seems to.
    public var slope: Double?

    /// Creates a line whose reads are not known yet.
    package init(name: LineName, role: Role, value: Tensor?) {
      (self.name, self.role, self.value) = (name, role, value)
      reads = []
    }
  }
}
