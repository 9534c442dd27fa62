import Foundation
import KitSupport
import Supervisor

/// A submission that is kept running while one function after the other is graded.
public final class RunningSubmission {
  package let session: Session
  private let sources: String
  private let prints: Prints

  /// - Parameters:
  ///   - submission: The path of the program that runs the student's code.
  ///   - sources: The folder that holds the assignments' folders.
  ///   - isConfined: Whether to deny the submission access to everything it does not need.
  public init(
    submission: String, sources: String, limits: Limits = Limits(),
    confined isConfined: Bool = false
  ) {
    session = Session(executable: submission, limits: limits, confined: isConfined)
    self.sources = sources
    prints = Prints(limit: limits.printedBytes)
  }

  /// Grades one function.
  /// - Parameter callName: How the submission calls it, if it offers it under another name.
  public func grade(
    _ expected: Expected, function: String, as callName: String
  ) throws -> Report {
    var report = Report(folder: expected.folder)
    let grader = try grader(expected, function: function, as: callName)
    report.lines = try grader.grade()
    try grader.explain(&report.lines)
    report.problems = grader.findings.problems
    return report
  }

  /// Creates the grader of one function, which afterwards knows what it has found.
  func grader(
    _ expected: Expected, function: String, as callName: String
  ) throws -> FunctionGrader {
    guard let declaration = expected.function(function) else {
      throw KitError("\(expected.folder) has no function called \(function).")
    }
    return FunctionGrader(
      session: session, source: Source(folder: "\(sources)/\(expected.folder)"),
      folder: expected.folder, function: declaration,
      on: expected.runs.filter { $0.function == function }, callName: callName,
      prints: prints)
  }

  /// The lines of a function that is not run.
  static func unreached(
    _ expected: Expected, function: String, sources: String
  ) -> [LineReport] {
    let source = Source(folder: "\(sources)/\(expected.folder)")
    return expected.lines(of: function).map { name in
      LineReport(
        function: function, name: name, verdict: .notReached,
        place: source.place(ofStage: name, in: function), caseName: nil,
        subject: "\"\(name)\" of \(function)", cause: nil)
    }
  }

  /// Ends the submission.
  /// - Parameter lines: The verdicts, which tell on which case the prints of a line are of
  ///   interest.
  /// - Returns: What its code has printed.
  @discardableResult
  public func close(_ lines: [LineReport] = []) -> String {
    session.close()
    return prints.text(for: lines)
  }
}
