import Foundation
import Judge
import Testing

/// Grades an assignment inside a test: what is wrong becomes an issue at the student's own line.
enum Grader {
  /// The package's folder.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The folder that the student's code was taken from when it was built.
  static let grade = ProcessInfo.processInfo.environment["GRADE"] ?? "assignments"

  /// `SEED=7 swift test` grades on the cases that `kit expected --seed 7` drew.
  static let seed = ProcessInfo.processInfo.environment["SEED"].flatMap { UInt64($0) }

  /// `LIMIT=60 swift test` gives every line a minute of CPU instead of ten seconds.
  static let seconds = ProcessInfo.processInfo.environment["LIMIT"].flatMap { Double($0) } ?? 10

  static func grade(_ folder: String) {
    let grader = AssignmentGrader(
      submission: Products.submission, sources: root.appending(path: grade).path,
      expected: Products.expected(seed: seed, root: root), limits: Limits(seconds: seconds))
    do {
      let report = try grader.grade(folder)
      Board.shared.add(report)
      record(report)
    } catch {
      Board.shared.add(Report(folder: folder))
      Issue.record("\(error)")
    }
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
        "\(count) still to do. Write \"\(next.name)\" of \(next.function) next.", at: next.place)
    }
    let waiting = report.lines.filter {
      if case .waits = $0.verdict { true } else { false }
    }
    if let first = waiting.first, case .waits(let lines) = first.verdict {
      let count =
        waiting.count == 1 ? "1 backward line waits" : "\(waiting.count) backward lines wait"
      Issue.record(
        "\(count) for forward lines: \"\(first.name)\" is graded once these are right: "
          + lines.joined(separator: ", ") + ".", at: first.place)
    }
  }
}

extension Issue {
  /// Records an issue at a line of the student's file, so that an editor marks it there.
  fileprivate static func record(_ text: String, at place: Place?) {
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
