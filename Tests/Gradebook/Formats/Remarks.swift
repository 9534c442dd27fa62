extension GradedSubmission {
  /// All lines with their assignments, numbered as in `04.7`.
  var numberedLines: [(number: String, assignment: GradedAssignment, line: GradedLine)] {
    assignments.flatMap { assignment in
      assignment.lines.enumerated().map { index, line in
        ("\(assignment.folder.prefix { $0 != "-" }).\(index + 1)", assignment, line)
      }
    }
  }

  /// The assignments of which no line can be graded, and why. For a platform that counts tests,
  /// each becomes a failed test that is worth nothing: without any test, the platform would take
  /// the submission for a perfect one.
  var ungraded: [(folder: String, reason: String)] {
    assignments.compactMap { assignment in
      guard case .cannotBeGraded(let reason) = assignment.status else { return nil }
      return (assignment.folder, reason)
    }
  }

  /// Remarks that do not belong to a line.
  var remarks: [String] {
    let lines = assignments.flatMap { assignment in
      (assignment.status.reason.map { ["\(assignment.folder): \(assignment.status.word), \($0)"] }
        ?? [])
        + assignment.problems.filter { $0 != assignment.status.reason }
        .map { "\(assignment.folder): \($0)" }
    }
    let most = 20
    let others = leftOut.count - most
    return lines + leftOut.prefix(most).map { "Left out: \($0)" }
      + (others > 0 ? ["Left out: \(others) more."] : [])
  }
}

extension GradedLine {
  /// The function and the line.
  var title: String { "\(function): \(line)" }

  /// What is said about it.
  var remark: String {
    if let message { return message + (caseName.map { " (on the case \"\($0)\")" } ?? "") }
    if !waitsFor.isEmpty { return "waits for \(waitsFor.joined(separator: ", "))" }
    return verdict
  }
}
