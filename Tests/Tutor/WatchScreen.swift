import Foundation
import Grader

/// What a watch looks like, on a screen of some size.
struct WatchScreen {
  let watch: Watch
  let width: Int
  let height: Int

  /// The folder that paths are shown relative to.
  let here: String

  /// The most lines of what the student's code printed.
  private static let mostPrinted = 8

  /// The most lines that are named beside the one in hand.
  private static let mostOthers = 8

  /// The screen's lines, none of them wider than the screen, and not more than fit.
  var lines: [StyledLine] {
    let foot = footer
    let top = header.flatMap { $0.wrapped(to: width) } + [.empty]
    let room = max(1, height - top.count - foot.count - 1)
    var body = self.body.flatMap { $0.wrapped(to: width) }
    while body.last == .empty { body.removeLast() }
    if body.count > room {
      let hidden = body.count - room + 1
      body =
        body.prefix(room - 1) + [StyledLine(String("… \(hidden) lines more".prefix(width)), .dim)]
    }
    return Array((top + body + [.empty] + foot).prefix(max(1, height)))
  }

  private var header: [StyledLine] {
    guard let report = watch.report else {
      return [StyledLine("\(watch.folder)  \(watch.isBusy ? "…" : "")", .bold)]
    }
    let points = "\(report.folder)  \(report.points)/\(report.possible)"
    let took = watch.isBusy ? "…" : String(format: "%.2f s", watch.seconds)
    // A narrow screen leaves out what matters least.
    let texts = [[points, report.remark, took], [points, report.remark], [points]]
      .map { $0.joined(separator: "  ") }
    let text = texts.first { $0.count <= width } ?? points
    let style: StyledLine.Style = report.isComplete ? .good : .bold
    let room = min(40, width)
    guard room > 5, height > 12, report.possible > 0 else { return [StyledLine(text, style)] }
    let full = room * report.points / report.possible
    let bar = String(repeating: "█", count: full) + String(repeating: "░", count: room - full)
    return [StyledLine(text, style), StyledLine(bar, style)]
  }

  private var body: [StyledLine] {
    let note = watch.note.map { [StyledLine($0.visible, .open), .empty] } ?? []
    if watch.panel == .list { return note + list }
    return note + complaint + panel + printed + others
  }

  // MARK: - The line in hand

  private var complaint: [StyledLine] {
    guard let report = watch.report else { return [] }
    switch watch.item {
    case .problem(let problem):
      return place(problem.place) + [StyledLine(problem.text.visible, .bad), .empty]
    case .line(let line):
      if let complaint = line.complaint {
        return place(line.place) + [StyledLine(complaint.text.visible, .bad), .empty]
      }
      return place(line.place) + [StyledLine("\(line.subject) is still to do.", .open), .empty]
    case nil:
      if report.isComplete {
        let next = watch.nextFolder.map { "n goes on to \($0)." } ?? "It is the course's last."
        return [StyledLine("All lines are right. \(next)", .good), .empty]
      }
      return report.complaints.map { StyledLine($0.text.visible, .open) } + [.empty]
    }
  }

  private func place(_ place: Place?) -> [StyledLine] {
    place.map {
      [
        StyledLine(
          $0.description(below: here), .bold,
          link: URL(filePath: $0.file).absoluteString + "#\($0.line)")
      ]
    } ?? []
  }

  private var others: [StyledLine] {
    let items = watch.items.filter { $0 != watch.item }
    guard !items.isEmpty else { return [] }
    let names = items.prefix(Self.mostOthers).map { item in
      switch item {
      case .problem(let problem): problem.place?.description(below: here) ?? "a problem"
      case .line(let line): line.place.map { "\(line.name) :\($0.line)" } ?? line.name
      }
    }
    let rest = items.count > names.count ? ", and \(items.count - names.count) more (l)" : ""
    return [StyledLine("then: " + names.joined(separator: ", ") + rest, .dim)]
  }

  private var printed: [StyledLine] {
    guard let printed = watch.report?.printed, !printed.isEmpty else { return [] }
    let lines = printed.split(separator: "\n")
    return [StyledLine("Printed by your code:", .dim)]
      + lines.prefix(Self.mostPrinted).map { StyledLine("  | \(String($0).visible)") }
      + (lines.count > Self.mostPrinted
        ? [StyledLine("  | … and \(lines.count - Self.mostPrinted) lines more", .dim)] : [])
      + [.empty]
  }

  // MARK: - Panels

  private var panel: [StyledLine] {
    switch watch.panel {
    case .none, .list: []
    case .hint(let count): hint(count) + [.empty]
    case .values: showing { showing, line in showing.comparison(of: line) } + [.empty]
    case .inputs:
      showing { showing, _ in ["On the case \"\(showing.name)\":"] + showing.inputs } + [.empty]
    }
  }

  private func hint(_ count: Int) -> [StyledLine] {
    guard let line = watch.line else { return [StyledLine("No line is open.", .dim)] }
    let steps = watch.hint
    if steps.isEmpty {
      return [
        StyledLine("The handout has no hint for \(line.name): read the comment above it.", .dim)
      ]
    }
    let shown = steps.prefix(count).enumerated().flatMap { index, step in
      [StyledLine("\(line.name), hint \(index + 1) of \(steps.count)", .dim)]
        + step.split(separator: "\n", omittingEmptySubsequences: false).map {
          StyledLine("  \($0)")
        }
    }
    return shown + (count < steps.count ? [StyledLine("h: a step further", .dim)] : [])
  }

  private func showing(_ text: (Showing, LineReport) -> [String]) -> [StyledLine] {
    guard let report = watch.report, let portraits = watch.portraits else {
      return [StyledLine(watch.isBusy ? "…" : "", .dim)]
    }
    guard let line = watch.line ?? report.lines.last,
      let portrait = portraits.first(where: { $0.function.name == line.function }),
      let showing = try? Showing(portrait, report.lines, case: line.caseName)
    else { return [StyledLine("It could not be run: there are no values.", .dim)] }
    return text(showing, line).map { StyledLine($0) }
  }

  private var list: [StyledLine] {
    guard let report = watch.report else { return [] }
    var (lines, function) = ([StyledLine](), "")
    for line in report.lines {
      if line.function != function {
        lines.append(StyledLine(line.function, .bold))
        function = line.function
      }
      let place = line.place.map { " :\($0.line)" } ?? ""
      let (sign, style, word) = Self.sign(of: line.verdict)
      lines.append(
        StyledLine("  \(sign) \(line.name)\(place)\(word.isEmpty ? "" : "  \(word)")", style))
    }
    return lines
  }

  private static func sign(of verdict: Verdict) -> (String, StyledLine.Style, String) {
    switch verdict {
    case .right: ("✓", .good, "")
    case .toDo: ("·", .open, "to do")
    case .waits(let lines): ("·", .dim, "waits for \(lines.joined(separator: ", "))")
    case .notReached: ("·", .dim, "not reached")
    case .wrong: ("✗", .bad, "wrong")
    case .crashed: ("✗", .bad, "crashes")
    case .timedOut: ("✗", .bad, "takes too long")
    case .doesNotCompile: ("✗", .bad, "does not compile")
    case .cannotTell: ("?", .open, "cannot be told")
    }
  }

  private var footer: [StyledLine] {
    let long = "h hint  v values  i inputs  n next  l list  o report  q quit"
    return [StyledLine(width < long.count ? "h v i n l o q" : long, .dim)]
  }
}
