import Builder
import Foundation
import Grader
import KitSupport
import Portraits
import Supervisor

/// A folder of assignments as a student may have left them, and what becomes of it.
public struct Workshop: Sendable {
  public static let kit = Kit(
    root: Submissions.root,
    products: URL(filePath: Products.program("kit")).deletingLastPathComponent())

  public let sources = FileManager.default.temporaryDirectory.appending(path: "workshop-\(UUID())")

  /// Copies some assignments' solutions.
  public init(_ folders: String...) throws {
    try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
    for folder in folders {
      try FileManager.default.copyItem(
        at: Submissions.root.appending(path: "solutions/\(folder)"),
        to: sources.appending(path: folder))
    }
  }

  /// Removes the folder.
  public func clear() { try? FileManager.default.removeItem(at: sources) }

  public func file(_ path: String) -> URL { sources.appending(path: path) }

  /// Rewrites a file.
  public func edit(_ path: String, _ change: (String) -> String) throws {
    let text = try String(contentsOf: file(path), encoding: .utf8)
    try Data(change(text).utf8).write(to: file(path))
  }

  /// Puts one text in the place of another, which must be there.
  public func edit(_ path: String, _ old: String, _ new: String) throws {
    try edit(path) { text in
      precondition(text.contains(old), "\(path) does not hold \(old)")
      return text.replacing(old, with: new, maxReplacements: 1)
    }
  }

  /// - Parameter limit: Seconds of CPU that the compiler may take at a time.
  public func grade(
    _ folder: String, limit: Double = 60, limits: Limits = Limits()
  ) async throws -> Report {
    let sources = sources
    return try await Submissions.onThread {
      try GradingRun(
        Builder(kit: Self.kit, limit: limit), Self.kit, sources: sources,
        expected: Submissions.expected, limits: limits
      ).grade(folder)
    }
  }

  /// Builds and grades an assignment, and keeps what its lines gave.
  public func portray(_ folder: String) async throws -> (report: Report, portraits: [Portrait]) {
    let sources = sources
    return try await Submissions.onThread {
      try GradingRun(
        Builder(kit: Self.kit), Self.kit, sources: sources, expected: Submissions.expected
      ).portray(folder)
    }
  }
}
