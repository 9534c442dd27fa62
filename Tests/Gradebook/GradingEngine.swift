import Foundation

/// What grades one assignment of one staged submission.
public protocol GradingEngine: Sendable {
  /// The version of the kit: grades by another version are made anew.
  func version(of assignment: String) throws -> String

  /// The folders of the assignments that an assignment's grade depends on, its own among them.
  func folders(behind assignment: String) throws -> [String]

  /// A hash of all sources that an assignment's grade depends on.
  /// - Parameter submission: The folder that holds the assignments' folders.
  func hash(of assignment: String, in submission: URL) throws -> String

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
