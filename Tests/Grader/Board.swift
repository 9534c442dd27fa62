import KitSupport
import Sandbox

/// The table at the end of a run: an assignment a row, its points, and what to write next.
public struct Board: Sendable {
  private let rows: [Report]
  private let root: String

  /// - Parameters:
  ///   - reports: The assignments that were graded.
  ///   - root: The path of the folder that is left out of the places shown.
  public init(_ reports: [Report], root: String) {
    rows = reports.sorted { $0.folder < $1.folder }
    self.root = root
  }

  /// The board as text: what the student's code has printed, the rows, and the next step.
  public var text: String {
    var lines: [String] = []
    for row in rows where !row.printed.isEmpty {
      lines.append("Printed by your code in \(row.folder):")
      let printed = row.printed.split(separator: "\n")
      lines += printed.prefix(40).map { "  | \($0)" }
      if printed.count > 40 { lines.append("  | … and \(printed.count - 40) lines more") }
      lines.append("")
    }
    lines += table
    if let warning = Protection.warning { lines += ["", warning] }
    if let next = next {
      lines += ["", "Next: \(next)"]
    } else if rows.allSatisfy(\.isComplete) {
      lines += ["", "All lines are right."]
    }
    return lines.joined(separator: "\n")
  }

  /// One line per assignment, then the total.
  public var table: [String] {
    let width = rows.map(\.folder.count).max() ?? 0
    let points = rows.reduce(0) { $0 + $1.points }
    let possible = rows.reduce(0) { $0 + $1.possible }
    let total = "\(points)/\(possible)"
    return rows.map { row in
      let points = "\(row.points)/\(row.possible)"
      return "\(row.folder.padded(to: width))  \(points.paddedLeft(to: 7))  \(row.remark)"
    } + ["\("".padded(to: width))  \(total.paddedLeft(to: 7))  points, one a line"]
  }

  /// The board for a program: one line per assignment, with its folder, its points, the possible
  /// points, the number of lines still to do and the number of problems. Nothing in it comes from
  /// the student's code, neither prints nor names.
  public var numbers: String {
    rows.map { row in
      let toDo = row.lines.count { $0.verdict == .toDo }
      return "\(row.folder)\t\(row.points)\t\(row.possible)\t\(toDo)\t\(row.problems.count)\n"
    }.joined()
  }

  /// What the student should do next and where: mend the first problem, or write or mend the first
  /// line.
  public var next: String? { rows.lazy.compactMap(nextStep).first }

  private func nextStep(_ report: Report) -> String? {
    if report.isComplete { return nil }
    if let problem = report.problems.first {
      return "mend \(report.folder)\(at(problem.place))"
    }
    guard
      let line = report.lines.first(where: { $0.verdict == .toDo || $0.verdict.complaint != nil })
    else { return nil }
    let verb = line.verdict == .toDo ? "write" : "mend"
    return "\(verb) \(line.subject)\(at(line.place))"
  }

  private func at(_ place: Place?) -> String {
    place.map { ", at \($0.description(below: root))" } ?? ""
  }
}

extension Place {
  /// The place as `file:line`, with the file's path relative to a folder that it lies in.
  public func description(below folder: String) -> String {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    let file = file.hasPrefix(prefix) ? String(file.dropFirst(prefix.count)) : file
    return "\(file.clipped(to: 1000)):\(line)"
  }
}

extension Report {
  /// What there is to say in addition to the points, in a few words.
  public var remark: String {
    if possible == 0 { return "cannot be graded, see above" }
    if isComplete {
      switch problems.count {
      case 0: return "done"
      case 1: return "done, 1 note above"
      default: return "done, \(problems.count) notes above"
      }
    }
    func count(_ isCounted: (Verdict) -> Bool) -> Int { lines.count { isCounted($0.verdict) } }
    let parts = [
      (count { $0.complaint != nil } + problems.count, "to mend"),
      (count { if case .waits = $0 { true } else { false } }, "waiting"),
      (count { $0 == .notReached }, "not reached"),
      (count { $0 == .toDo }, "to do"),
    ]
    return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}
