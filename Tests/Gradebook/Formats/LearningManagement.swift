/// Tables that learning management systems import.
public enum LMS {
  /// Canvas: the columns that its gradebook export has, and a row of possible points.
  /// (community.canvaslms.com, "How do I import grades in the Gradebook?".)
  public static func canvas(
    _ students: [GradedSubmission], assignments: [String], _ weights: Weights
  ) -> String {
    let possible = assignments.map { folder in
      students.lazy.compactMap { $0.assignments.first { $0.folder == folder && !$0.lines.isEmpty } }
        .first.map { weights.possible(in: $0).asPoints } ?? ""
    }
    let head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    return CSV.row(head + assignments)
      + CSV.row(["Points Possible", "", "", "", ""] + possible)
      + students.map { record in
        CSV.row(
          [record.student.name, "", record.student.id, record.student.id, ""]
            + points(record, assignments, weights))
      }.joined()
  }

  /// Moodle: an identifier and a column a grade item.
  /// (docs.moodle.org, "Grade import", "CSV import".)
  public static func moodle(
    _ students: [GradedSubmission], assignments: [String], _ weights: Weights
  ) -> String {
    CSV.row(["idnumber"] + assignments)
      + students.map { CSV.row([$0.student.id] + points($0, assignments, weights)) }.joined()
  }

  private static func points(
    _ record: GradedSubmission, _ assignments: [String], _ weights: Weights
  ) -> [String] {
    assignments.map { folder in
      record.assignments.first { $0.folder == folder }.flatMap { weights.points(of: $0)?.asPoints }
        ?? ""
    }
  }
}
