extension GradedSubmission {
  /// All lines with their assignments, numbered as in `04.7`.
  var numberedLines: [(number: String, assignment: GradedAssignment, line: GradedLine)] {
    assignments.flatMap { assignment in
      assignment.lines.enumerated().map { index, line in
        ("\(assignment.folder.prefix { $0 != "-" }).\(index + 1)", assignment, line)
      }
    }
  }

  /// What is to be said beside the lines.
  var remarks: [String] {
    assignments.flatMap { assignment in
      (assignment.status.reason.map { ["\(assignment.folder): \(assignment.status.word), \($0)"] }
        ?? [])
        + assignment.problems.map { "\(assignment.folder): \($0)" }
    }
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
