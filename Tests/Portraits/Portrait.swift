import FlatBackprop
import Grader
import Protocol

/// A function as its student wrote it: what each line gave on each case and what it should have
/// given, which lines read which, and what flows back along each edge. This is all that a picture
/// of it needs.
public struct Portrait: Sendable {
  public let function: Declaration.Function

  /// The verdicts, and what is wrong with the function as a whole.
  public let lines: [LineReport]
  public let problems: [Problem]

  /// A layer's output line; `nil` for a function that has a loss.
  public let output: LineName?

  /// The run that the graph is drawn of: its lines in their order.
  public let drawn: Expected.Run

  /// The edges of the forward pass: from a line or an input to a line that reads it.
  public internal(set) var forward: [Edge] = []

  /// The edges of the backward pass: from the gradient that arrives to the gradient it is part of.
  public internal(set) var backward: [Edge] = []
  public internal(set) var cases: [Case] = []

  /// Everything that each line reads in the student's own code: lines, gradients and inputs.
  public internal(set) var looks: [LineName: [LineName]] = [:]

  /// The verdict on a line, whatever its step.
  public func report(of line: LineName) -> LineReport? { lines.first { $0.name == line.base } }

  /// One value goes into another.
  public struct Edge: Equatable, Sendable {
    public let from: LineName
    public let to: LineName
    public var state: State

    package init(from: LineName, to: LineName, state: State) {
      (self.from, self.to, self.state) = (from, to, state)
    }
  }

  /// What is known about an edge.
  public enum State: Equatable, Sendable {
    /// The student's line reads it, and nothing is known to be wrong with that.
    case read

    /// The correct line reads it, but the student's line does not.
    case unread

    /// The student's line reads it, but the correct line does not.
    case extra

    /// What flows along it is missing, has the wrong sign, or is off by a constant factor: `N`,
    /// `1/N` or a number.
    case missing
    case negated
    case scaled(String)

    /// The line is still to do, or waits, or could not be run.
    case open

    /// Whether something is wrong on this very edge.
    public var isWrong: Bool {
      switch self {
      case .read, .open: false
      case .unread, .extra, .missing, .negated, .scaled: true
      }
    }
  }

  /// The function on one case.
  public struct Case: Sendable {
    public let run: Expected.Run

    /// What the student's lines gave, each on right values of the lines before it.
    public internal(set) var given: [LineName: Tensor] = [:]

    /// What the lines should give, as far as that is known.
    public internal(set) var right: [LineName: Tensor] = [:]

    /// The lines that are wrong on this case.
    public internal(set) var wrong: Set<LineName> = []

    /// What wrong lines are made of, for those whose verdict was found on this case.
    public internal(set) var origins: [LineName: Origin] = [:]

    public var name: String { run.name }
  }
}

extension AssignmentGrader {
  /// Grades an assignment, and portrays each of its functions that can be called.
  /// - Parameter unbuilt: What of it does not compile.
  /// - Throws: A sentence where the expected values cannot be read or the submission not started.
  public func portray(
    _ folder: String, without unbuilt: Unbuilt = Unbuilt()
  ) throws -> (report: Report, portraits: [Portrait]) {
    let expected = try Expected.read(folder, from: expected)
    return try portray(
      expected, calls: expected.functions.map { ($0.name, $0.name) }, without: unbuilt)
  }

  /// Grades and portrays one function alone.
  /// - Parameter callName: How the submission calls it, if it offers it under another name.
  public func portray(
    _ folder: String, function: String, as callName: String
  ) throws -> (report: Report, portraits: [Portrait]) {
    try portray(Expected.read(folder, from: expected), calls: [(function, callName)])
  }

  private func portray(
    _ expected: Expected, calls: [(function: String, name: String)],
    without unbuilt: Unbuilt = Unbuilt()
  ) throws -> (report: Report, portraits: [Portrait]) {
    var portraits: [Portrait] = []
    let report = try grade(expected, calls: calls, without: unbuilt) { grader, lines in
      portraits += try [Portraitist(grader, lines: lines).portrait()].compactMap { $0 }
    }
    return (report, portraits)
  }
}
