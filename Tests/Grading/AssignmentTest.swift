import Foundation
import Grader
import Supervisor
import SwiftText
import Testing
import KitSupport

/// Grades an assignment inside a test: what is wrong becomes an issue at the student's own line.
enum AssignmentTest {
  /// The package's folder.
  static let root = PackageFolder.url

  /// The folder that the student's code was taken from when it was built.
  static let grade = ProcessInfo.processInfo.environment["GRADE"] ?? "assignments"

  static func grade(_ folder: String) {
    do {
      // `SEED=7 swift test` grades on the cases that `kit expected --seed 7` drew, and
      // `LIMIT=60 swift test` gives every line a minute of CPU in place of ten seconds.
      let seed = try seed()
      try OwnWork.check(root.appending(path: "\(grade)/\(folder)").path)
      let grader = try AssignmentGrader(
        submission: Products.submission, sources: root.appending(path: grade).path,
        expected: Products.expected(seed: seed, root: root),
        limits: Limits(asked: ProcessInfo.processInfo.environment))
      let report = try grader.grade(folder)
      Reports.shared.add(report)
      record(report)
    } catch {
      Reports.shared.add(Report(folder: folder))
      Issue.record("\(error)")
    }
  }

  /// - Throws: A sentence where a seed is asked for that is none.
  private static func seed() throws -> UInt64? {
    guard let text = ProcessInfo.processInfo.environment["SEED"] else { return nil }
    guard let seed = UInt64(text) else { throw KitError("SEED=\(text) is not a whole number.") }
    return seed
  }

  private static func record(_ report: Report) {
    for complaint in report.complaints {
      // What costs no point is told, and fails nothing.
      Issue.record(
        complaint.text, report.isComplete ? .warning : .error, at: complaint.place)
    }
  }
}

extension Issue {
  /// Records an issue at a line of the student's file, so that an editor marks it there.
  fileprivate static func record(_ text: String, _ severity: Severity, at place: Place?) {
    Output.settle()
    guard let place else {
      Issue.record(Comment(rawValue: text), severity: severity)
      return
    }
    let file = place.file.split(separator: "/").suffix(2).joined(separator: "/")
    Issue.record(
      Comment(rawValue: text), severity: severity,
      sourceLocation: SourceLocation(
        fileID: file, filePath: place.file, line: place.line, column: 3))
  }
}
