import Foundation

/// Grades an assignment: the student's process on one side, the expected values on the other.
public struct AssignmentGrader {
  private let submission: String
  private let sources: String
  private let expected: URL
  private let limits: Limits

  /// - Parameters:
  ///   - submission: The path of the program that runs the student's code.
  ///   - sources: The folder that holds the assignments' folders.
  ///   - expected: The folder that holds the files of expected values.
  public init(submission: String, sources: String, expected: URL, limits: Limits = Limits()) {
    self.submission = submission
    self.sources = sources
    self.expected = expected
    self.limits = limits
  }

  /// Grades one assignment.
  /// - Parameter folder: Its folder, as in `04-svm`.
  /// - Throws: A sentence where the expected values cannot be read or the submission not started.
  public func grade(_ folder: String) throws -> Report {
    let expected = try Expected.read(folder, from: expected)
    var functions: [String] = []
    for run in expected.runs where !functions.contains(run.function) {
      functions.append(run.function)
    }
    return try grade(expected, calls: functions.map { ($0, $0) })
  }

  /// Grades one function alone.
  /// - Parameter callName: How the submission calls it, if it offers it under another name.
  public func grade(_ folder: String, function: String, as callName: String) throws -> Report {
    try grade(try Expected.read(folder, from: expected), calls: [(function, callName)])
  }

  private func grade(
    _ expected: Expected, calls: [(function: String, name: String)]
  ) throws -> Report {
    let session = Session(executable: submission, limits: limits, hiding: self.expected.path)
    let source = Source(folder: "\(sources)/\(expected.folder)")
    var report = Report(folder: expected.folder)
    for call in calls {
      let grader = FunctionGrader(
        session: session, source: source, folder: expected.folder, function: call.function,
        callName: call.name)
      report.lines += try grader.grade(expected.runs.filter { $0.function == call.function })
      report.problems += grader.problems
    }
    report.printed = session.close()
    return report
  }
}
