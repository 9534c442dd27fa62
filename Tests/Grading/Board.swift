import Foundation
import Grader
import Sandbox
import Synchronization
import Testing

/// The table at the end of a run: an assignment a row, its points, and what to write next.
final class Board: Sendable {
  static let shared = Board()

  private let reports = Mutex<[Report]>([])

  func add(_ report: Report) { reports.withLock { $0.append(report) } }

  /// The board as text.
  var text: String {
    let rows = reports.withLock { $0 }.sorted { $0.folder < $1.folder }
    var lines: [String] = []
    for row in rows where !row.printed.isEmpty {
      lines.append("Printed by your code in \(row.folder):")
      let printed = row.printed.split(separator: "\n")
      lines += printed.prefix(40).map { "  | \($0)" }
      if printed.count > 40 { lines.append("  | … and \(printed.count - 40) lines more") }
      lines.append("")
    }
    let width = rows.map(\.folder.count).max() ?? 0
    for row in rows {
      let points = "\(row.points)/\(row.possible)"
      lines.append(
        "\(row.folder.padded(to: width))  \(points.paddedLeft(to: 7))  \(remark(row))")
    }
    let points = rows.reduce(0) { $0 + $1.points }
    let possible = rows.reduce(0) { $0 + $1.possible }
    let total = "\(points)/\(possible)"
    lines.append("\("".padded(to: width))  \(total.paddedLeft(to: 7))  points, one a line")
    if let warning = Protection.warning { lines += ["", warning] }
    if let next = rows.lazy.compactMap(Self.nextStep).first {
      lines += ["", "Next: \(next)"]
    } else if rows.allSatisfy(\.isComplete) {
      lines += ["", "All lines are right."]
    }
    return lines.joined(separator: "\n")
  }

  /// The board for a program: an assignment a line, with its points, how many there are, and how many
  /// problems, all numbers. None of what a student's code prints or is called is in it.
  var table: String {
    reports.withLock { $0 }.sorted { $0.folder < $1.folder }.map { row in
      let toDo = row.lines.count { $0.verdict == .toDo }
      return "\(row.folder)\t\(row.points)\t\(row.possible)\t\(toDo)\t\(row.problems.count)\n"
    }.joined()
  }

  private func remark(_ report: Report) -> String {
    if report.possible == 0 { return "cannot be graded, see above" }
    if report.isComplete { return "done" }
    func count(_ isCounted: (Verdict) -> Bool) -> Int {
      report.lines.count { isCounted($0.verdict) }
    }
    let parts = [
      (count { $0.complaint != nil } + report.problems.count, "to mend"),
      (count { if case .waits = $0 { true } else { false } }, "waiting"),
      (count { $0 == .notReached }, "not reached"),
      (count { $0 == .toDo }, "to do"),
    ]
    return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  /// The first line of an assignment that needs the student's hand, and where it is.
  private static func nextStep(_ report: Report) -> String? {
    if let problem = report.problems.first {
      return "mend \(report.folder)\(at(problem.place))"
    }
    guard
      let line = report.lines.first(where: { $0.verdict == .toDo || $0.verdict.complaint != nil })
    else { return nil }
    let verb = line.verdict == .toDo ? "write" : "mend"
    return "\(verb) \(line.subject)\(at(line.place))"
  }

  private static func at(_ place: Place?) -> String {
    guard let place else { return "" }
    let root = Grader.root.path + "/"
    let file = place.file.hasPrefix(root) ? String(place.file.dropFirst(root.count)) : place.file
    return ", at \(file):\(place.line)"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  fileprivate func paddedLeft(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}

/// Prints the board when all assignments have been graded.
struct BoardTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await function()
    Output.write("\n" + Board.shared.text + "\n\n")
    // What a program is to read does not stand among texts that others have written.
    if let file = ProcessInfo.processInfo.environment["BOARD"] {
      try Data(Board.shared.table.utf8).write(to: URL(filePath: file))
    }
  }
}

extension Trait where Self == BoardTrait {
  /// Prints the board last.
  static var board: Self { Self() }
}
