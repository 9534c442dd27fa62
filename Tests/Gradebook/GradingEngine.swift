import Foundation

/// What grades one assignment of one staged submission.
public protocol GradingEngine: Sendable {
  /// The version of the kit: a grade of another version is made anew.
  func version(of assignment: String) throws -> String

  /// A hash of the sources in a folder.
  func hash(of folder: URL) throws -> String

  /// Builds and grades an assignment.
  /// - Parameters:
  ///   - submission: The folder that holds the assignments' folders.
  ///   - seed: What the cases are drawn from; `nil` for those that everybody has.
  /// - Throws: A sentence where the machine failed, not the student.
  func grade(
    _ assignment: String, of submission: URL, seed: UInt64?
  ) throws -> (
    status: GradedAssignment.Status, lines: [GradedLine], problems: [String], printed: String
  )
}
