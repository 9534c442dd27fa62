import Foundation
import Grader
import Testing

/// Grades an assignment inside a test: what is wrong becomes an issue at the student's own line.
enum Grader {
  /// The package's folder.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The folder that the student's code was taken from when it was built.
  static let grade = ProcessInfo.processInfo.environment["GRADE"] ?? "assignments"

  static func grade(_ folder: String) {
    do {
      // `SEED=7 swift test` grades on the cases that `kit expected --seed 7` drew, and
      // `LIMIT=60 swift test` gives every line a minute of CPU in place of ten seconds.
      let seed = try setting("SEED", "a whole number") { UInt64($0) }
      let seconds = try setting("LIMIT", "a number of seconds from 0.1 to 3600") {
        Double($0).flatMap { (0.1...3600).contains($0) ? $0 : nil }
      }
      let grader = AssignmentGrader(
        submission: Products.submission, sources: root.appending(path: grade).path,
        expected: Products.expected(seed: seed, root: root),
        limits: Limits(seconds: seconds ?? 10))
      let report = try grader.grade(folder)
      Board.shared.add(report)
      record(report)
    } catch {
      Board.shared.add(Report(folder: folder))
      Issue.record("\(error)")
    }
  }

  /// A setting from the environment.
  /// - Throws: A sentence where it is there but is none.
  private static func setting<Value>(
    _ name: String, _ kind: String, _ read: (String) -> Value?
  ) throws -> Value? {
    guard let text = ProcessInfo.processInfo.environment[name] else { return nil }
    guard let value = read(text) else { throw BadSetting("\(name)=\(text) is not \(kind).") }
    return value
  }

  private static func record(_ report: Report) {
    for problem in report.problems {
      Issue.record("\(problem.text)", at: problem.place)
    }
    for line in report.lines {
      guard let complaint = line.verdict.complaint else { continue }
      let onCase = line.caseName.map { " (on the case \"\($0)\")" } ?? ""
      Issue.record("\(line.name): \(complaint)\(onCase)", at: line.place)
    }
    let toDo = report.lines.filter { $0.verdict == .toDo }
    if let next = toDo.first {
      let count = toDo.count == 1 ? "1 line is" : "\(toDo.count) lines are"
      Issue.record(
        "\(count) still to do. Write \(next.subject) next.", at: next.place)
    }
    let waiting = report.lines.filter {
      if case .waits = $0.verdict { true } else { false }
    }
    if let first = waiting.first, case .waits(let lines) = first.verdict {
      let count = waiting.count == 1 ? "1 line waits" : "\(waiting.count) lines wait"
      Issue.record(
        "\(count) for others: \"\(first.name)\" is graded once these are right: "
          + lines.joined(separator: ", ") + ".", at: first.place)
    }
  }
}

private struct BadSetting: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension Issue {
  /// Records an issue at a line of the student's file, so that an editor marks it there.
  fileprivate static func record(_ text: String, at place: Place?) {
    Output.settle()
    guard let place else {
      Issue.record(Comment(rawValue: text))
      return
    }
    let file = place.file.split(separator: "/").suffix(2).joined(separator: "/")
    Issue.record(
      Comment(rawValue: text),
      sourceLocation: SourceLocation(
        fileID: file, filePath: place.file, line: place.line, column: 3))
  }
}
