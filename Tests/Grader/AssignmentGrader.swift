import Foundation
import Protocol
import Supervisor

/// Grades an assignment: the student's process on one side, the expected values on the other.
public struct AssignmentGrader {
  private let submission: String
  private let sources: String
  package let expected: URL
  private let limits: Limits
  private let caseName: String?

  /// - Parameters:
  ///   - submission: The path of the program that runs the student's code.
  ///   - sources: The folder that holds the assignments' folders.
  ///   - expected: The folder that holds the files of expected values.
  ///   - caseName: The case to grade on, by the beginning of its name; `nil` for all.
  public init(
    submission: String, sources: String, expected: URL, limits: Limits = Limits(),
    case caseName: String? = nil
  ) {
    self.caseName = caseName
    self.submission = submission
    self.sources = sources
    self.expected = expected
    self.limits = limits
  }

  /// Grades one assignment.
  /// - Parameter folder: Its folder, as in `04-svm`.
  /// - Throws: A sentence where the expected values cannot be read or the submission not started.
  public func grade(_ folder: String) throws -> Report {
    try grade(folder, without: Unbuilt())
  }

  /// Grades an assignment of which some does not compile.
  /// - Parameter isMeant: Whether a function is to be graded.
  public func grade(
    _ folder: String, without unbuilt: Unbuilt,
    only isMeant: (Declaration.Function) -> Bool = { _ in true }
  ) throws -> Report {
    var expected = try Expected.read(folder, from: expected)
    if let caseName { try expected.keep(caseName) }
    return try grade(
      expected, calls: expected.functions.filter(isMeant).map { ($0.name, $0.name) },
      without: unbuilt)
  }

  /// Grades one function alone.
  /// - Parameter callName: How the submission calls it, if it offers it under another name.
  public func grade(_ folder: String, function: String, as callName: String) throws -> Report {
    try grade(Expected.read(folder, from: expected), calls: [(function, callName)])
  }

  /// Grades some functions, each as the submission calls it.
  /// - Parameter look: Looks at each function that was graded, once all have their verdicts and
  ///   before the submission ends.
  package func grade(
    _ expected: Expected, calls: [(function: String, name: String)],
    without unbuilt: Unbuilt = Unbuilt(),
    look: (FunctionGrader, [LineReport]) throws -> Void = { _, _ in }
  ) throws -> Report {
    let submission = RunningSubmission(
      submission: submission, sources: sources, limits: limits, confined: true)
    var report = Report(folder: expected.folder)
    var graders: [FunctionGrader] = []
    for call in calls {
      if unbuilt.functions[call.function] != nil {
        report.lines += RunningSubmission.unreached(
          expected, function: call.function, sources: sources)
        continue
      }
      let grader = try submission.grader(expected, function: call.function, as: call.name)
      report.lines += try grader.grade()
      report.problems += grader.findings.problems
      graders.append(grader)
    }
    report.tell(of: unbuilt)
    try letCallersWait(&report, expected, submission)
    for grader in graders { try grader.explain(&report.lines) }
    for grader in graders {
      try look(grader, report.lines.filter { $0.function == grader.declaration.name })
    }
    report.printed = submission.close(report.lines)
    return report
  }

  /// Makes wrong lines wait for what they build on, in this assignment or another, if that is not
  /// right.
  private func letCallersWait(
    _ report: inout Report, _ expected: Expected, _ submission: RunningSubmission
  ) throws {
    try report.letCallersWait(expected.functions) { folder, functions in
      // Grade these functions on the cases of their own assignment, or skip them if that is not
      // there.
      guard let other = try? Expected.read(folder, from: self.expected) else { return [] }
      var report = Report(folder: folder)
      for name in functions {
        report.lines += try submission.grader(other, function: name, as: name).grade()
      }
      report.letCallersWait(other.functions.filter { functions.contains($0.name) }) { _, _ in [] }
      return report.lines
    }
  }
}
