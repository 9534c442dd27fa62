/// Tables that learning management systems import.
public struct LMS {
  private let assignments: [String]
  private let weights: Weights

  public init(assignments: [String], _ weights: Weights) {
    (self.assignments, self.weights) = (assignments, weights)
  }

  /// Writes the table for Canvas, with the columns of its gradebook export and a row of possible
  /// points. (community.canvaslms.com, "How do I import grades in the Gradebook?".)
  /// - Parameter write: Receives the table row by row.
  public func canvas(_ records: Records, write: (String) -> Void) throws {
    // Any record in which an assignment could be graded tells what it is worth.
    var possible: [String: Double] = [:]
    try records.forEach { record in
      for assignment in record.assignments where !assignment.lines.isEmpty {
        possible[assignment.folder] = weights.possible(in: assignment)
      }
    }
    write(CSV.row(["Student", "ID", "SIS User ID", "SIS Login ID", "Section"] + assignments))
    write(
      CSV.row(
        ["Points Possible", "", "", "", ""] + assignments.map { possible[$0]?.asPoints ?? "" }))
    try records.forEach { record in
      let student = record.student
      write(CSV.row([student.name, "", student.id, student.id, ""] + points(of: record)))
    }
  }

  /// Writes the table for Moodle, with an identifier and one column per grade item.
  /// (docs.moodle.org, "Grade import", "CSV import".)
  /// - Parameter write: Receives the table row by row.
  public func moodle(_ records: Records, write: (String) -> Void) throws {
    write(CSV.row(["idnumber"] + assignments))
    try records.forEach { write(CSV.row([$0.student.id] + points(of: $0))) }
  }

  private func points(of record: GradedSubmission) -> [String] {
    assignments.map { folder in
      record.assignments.first { $0.folder == folder }.flatMap { weights.points(of: $0)?.asPoints }
        ?? ""
    }
  }
}
