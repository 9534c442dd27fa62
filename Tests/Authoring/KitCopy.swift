import Foundation
import KitSupport

/// Copies the kit for others: what grading needs, and the stubs, but no solutions and none of the
/// kit's own tests.
struct KitCopy {
  private let root: URL

  /// The files and folders that grading needs; those that do not exist are skipped.
  private static let parts = [
    "Package.swift", "Sources",
    "Tests/Authoring", "Tests/Builder", "Tests/Diagnosis", "Tests/Gradebook", "Tests/GradientCheck",
    "Tests/Grader", "Tests/Grading", "Tests/GraphReport", "Tests/Portraits", "Tests/Starter",
    "Tests/Supervisor", "Tests/SwiftText", "Tests/Tutor",
  ]

  /// - Parameter root: The folder of the package.
  init(root: URL) { self.root = root }

  /// Writes a copy without the fresh cases, which are of use only while nobody has seen them.
  /// - Parameter more: Further files and folders of the kit.
  func write(to target: URL, with more: [String] = []) throws {
    let files = FileManager.default
    for part in Self.parts + more where files.fileExists(atPath: root.appending(path: part).path) {
      let copy = target.appending(path: part)
      try files.createDirectory(
        at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
      try files.copyItem(at: root.appending(path: part), to: copy)
    }
    let expected = target.appending(path: "Tests/Grading/Expected")
    for name in try files.contentsOfDirectory(atPath: expected.path)
    where name.hasPrefix("seed-") {
      try files.removeItem(at: expected.appending(path: name))
    }
    try StubMaker(root: root).stubs().writeStale(root: target)
  }

  /// Makes a folder to write into.
  /// - Throws: A sentence where something is in it already.
  static func makeEmpty(_ target: URL) throws {
    let files = FileManager.default
    if let there = try? files.contentsOfDirectory(atPath: target.path), !there.isEmpty {
      throw KitError("\(target.path) is not empty: a release is written into a new folder.")
    }
    do {
      try files.createDirectory(at: target, withIntermediateDirectories: true)
    } catch {
      throw KitError("\(target.path) cannot be made: \(error.reason)")
    }
  }
}
