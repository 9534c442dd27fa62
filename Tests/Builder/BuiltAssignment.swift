import Foundation
import Grader
import Portraits
import Protocol
import Supervisor

/// A student's assignment, built.
public struct BuiltAssignment: Sendable {
  /// The assignment's folder.
  public let folder: String

  /// The path of the program that runs it; `nil` where nothing of it could be built.
  public let program: String?

  /// What does not compile.
  public let unbuilt: Unbuilt

  /// Identifies the sources that it was built from, and the kit it was built with.
  public let hash: String

  /// Grades what was built.
  /// - Parameters:
  ///   - sources: The folder that holds the assignments' folders.
  ///   - expected: The folder that holds the files of expected values.
  ///   - caseName: The case to grade on, by the beginning of its name; `nil` for all.
  ///   - isMeant: Whether a function is to be graded.
  public func grade(
    sources: URL, expected: URL, limits: Limits = Limits(), case caseName: String? = nil,
    only isMeant: (Declaration.Function) -> Bool = { _ in true }
  ) throws -> Report {
    guard let program else {
      return try AssignmentGrader.ungraded(
        folder, sources: sources.path, expected: expected, problems: unbuilt.problems)
    }
    return try AssignmentGrader(
      submission: program, sources: sources.path, expected: expected, limits: limits,
      case: caseName
    ).grade(folder, without: unbuilt, only: isMeant)
  }

  /// Grades what was built, and portrays each function.
  /// - Parameters:
  ///   - sources: The folder that holds the assignments' folders.
  ///   - expected: The folder that holds the files of expected values.
  public func portray(
    sources: URL, expected: URL, limits: Limits = Limits()
  ) throws -> (report: Report, portraits: [Portrait]) {
    guard let program else {
      return (try grade(sources: sources, expected: expected, limits: limits), [])
    }
    return try AssignmentGrader(
      submission: program, sources: sources.path, expected: expected, limits: limits
    ).portray(folder, without: unbuilt)
  }
}
