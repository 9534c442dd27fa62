import Foundation
import Grader
import KitSupport
import Portraits
import Supervisor

/// Builds and grades assignments one after the other.
public struct GradingRun: Sendable {
  private let builder: Builder
  private let kit: Kit
  private let sources: URL
  private let expected: URL
  private let limits: Limits
  private let caseName: String?

  /// - Parameters:
  ///   - sources: The folder that holds the assignments' folders.
  ///   - expected: The folder that holds the files of expected values.
  ///   - caseName: The case to grade on, by the beginning of its name; `nil` for all.
  public init(
    _ builder: Builder, _ kit: Kit, sources: URL, expected: URL, limits: Limits = Limits(),
    caseName: String? = nil
  ) {
    (self.builder, self.kit, self.caseName) = (builder, kit, caseName)
    (self.sources, self.expected, self.limits) = (sources.standardizedFileURL, expected, limits)
  }

  /// A warning for whoever grades other people's code, if the compiler cannot be confined.
  public var warning: String? { builder.warning }

  /// Builds and grades an assignment.
  /// - Throws: ``KitError`` where the machine failed, not the student.
  public func grade(_ folder: String) throws -> Report {
    try builder.build(folder, in: sources)
      .grade(sources: sources, expected: expected, limits: limits, case: caseName)
  }

  /// Builds and grades an assignment, and keeps what its lines gave.
  public func portray(_ folder: String) throws -> (report: Report, portraits: [Portrait]) {
    try builder.build(folder, in: sources)
      .portray(sources: sources, expected: expected, limits: limits)
  }
}

extension Kit {
  /// The folders of the assignments with these numbers or names; all of them if none are given.
  /// - Throws: A sentence where there is no such assignment.
  public func folders(meantBy words: [String]) throws -> [String] {
    let all = try folders()
    if words.isEmpty { return all }
    return try words.map { word in
      let name = word.hasSuffix("/") ? String(word.dropLast()) : word
      guard let folder = all.first(where: { $0 == name || $0.hasPrefix(name + "-") }) else {
        throw KitError(
          "There is no assignment \"\(word)\". There are \(all.joined(separator: ", ")).")
      }
      return folder
    }
  }
}
