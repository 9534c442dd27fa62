import Foundation
import Grader
import KitSupport

/// Grades a class: every student of a roster, several at a time, with a record for each.
public struct ClassRun: Sendable {
  private let grader: StudentGrader
  private let records: Records
  private let handedIn: URL

  /// - Parameter handedIn: The folder that holds a folder for each student.
  public init(grader: StudentGrader, records: Records, handedIn: URL) {
    self.grader = grader
    self.records = records
    self.handedIn = handedIn
  }

  /// What a run did with one student.
  public struct Progress: Sendable {
    public let student: Roster.Student
    public let record: GradedSubmission

    /// The assignments whose points differ from those of an earlier run.
    public let changes: [Change]
  }

  /// An assignment whose points differ from those of an earlier run.
  public struct Change: Equatable, Sendable {
    public let assignment: String
    public let before: Int?
    public let now: Int?
  }

  /// Grades everybody whose grade is not up to date.
  /// - Parameters:
  ///   - jobs: How many students at a time.
  ///   - report: Called for each student, in the order in which they finish.
  /// - Throws: A sentence about a record that could not be written.
  public func run(
    _ roster: Roster, jobs: Int, report: @escaping @Sendable (Progress) -> Void
  ) throws {
    try records.adopt()
    try inParallel(roster.students, jobs: jobs) { student in
      let old = records.read(student.folder)
      let record = try grader.grade(
        student, in: handedIn.appending(path: student.folder), known: old)
      try records.write(record)
      report(Progress(student: student, record: record, changes: Self.changes(old, record)))
    }
  }

  private static func changes(_ old: GradedSubmission?, _ new: GradedSubmission) -> [Change] {
    guard let old else { return [] }
    return new.assignments.compactMap { assignment in
      guard let before = old.assignments.first(where: { $0.folder == assignment.folder }),
        before.points != assignment.points
      else { return nil }
      return Change(assignment: assignment.folder, before: before.points, now: assignment.points)
    }
  }
}
