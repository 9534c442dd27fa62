import FlatBackprop
import Grader
import Portraits

/// The report on some assignments: one HTML file that needs nothing else.
public struct Page {
  private let parts: [(report: Report, portraits: [Portrait])]
  private let name: String?
  private let isLive: Bool

  /// - Parameters:
  ///   - parts: The assignments in the order of the course, each with its functions.
  ///   - name: Whose page it is, where others see it, too.
  ///   - isLive: Whether it is written again and again: then a browser reads it again and again.
  public init(
    _ parts: [(report: Report, portraits: [Portrait])], of name: String? = nil,
    live isLive: Bool = false
  ) {
    (self.parts, self.name, self.isLive) = (parts, name, isLive)
  }

  private var isSingle: Bool { parts.count == 1 }

  /// How much is shown beside the case that tells most.
  enum Detail {
    /// Every line on every case.
    case all

    /// The other cases of the lines that are wrong.
    case faults
    case none
  }

  /// What a page may weigh.
  static let mostBytes = 300_000

  /// The page, with as much detail as it can carry.
  public var html: String {
    for detail in isSingle ? [Detail.all, .faults] : [.faults] {
      let html = html(detail)
      if html.utf8.count <= Self.mostBytes { return html }
    }
    return html(.none)
  }

  private func html(_ detail: Detail) -> String {
    let subject = isSingle ? parts[0].report.folder : "Flat backprop"
    let title = Markup.escape(name.map { "\($0): \(subject)" } ?? subject)
    return "<!DOCTYPE html><html lang=en><meta charset=utf-8>"
      + "<meta name=viewport content=\"width=device-width,initial-scale=1\">"
      + (isLive ? "<meta http-equiv=refresh content=2>" : "")
      + "<title>\(title)</title><style>\(Style.page)</style>\n<h1>\(title)</h1>\(board)"
      + parts.map { section($0, $1, detail) }.joined() + legend + "</html>\n"
  }

  // MARK: - The board

  private var board: String {
    guard !isSingle else { return "<p>\(points(parts[0].report))</p>" }
    let rows = parts.map { report, _ in
      "<tr><td><a href=\"#\(Markup.escape(report.folder))\">\(Markup.escape(report.folder))</a>"
        + "<td>\(points(report))"
    }
    return "<table class=o>\(rows.joined())</table>"
  }

  /// The points, and how many lines are what.
  private func points(_ report: Report) -> String {
    let counts = Mark.allCases.filter { $0 != .right }.compactMap { mark -> String? in
      let count = report.lines.count { Mark($0.verdict) == mark }
      return count == 0
        ? nil : "<i class=\(mark.style)>\(mark.sign)</i> \(count) \(mark.word)"
    }
    let count = report.problems.count
    let problems =
      count == 0
      ? []
      : report.isComplete ? ["\(count == 1 ? "1 note" : "\(count) notes")"] : ["! \(count) to mend"]
    let rest = counts + problems
    return "<b>\(report.points)/\(report.possible)</b> "
      + (rest.isEmpty ? "<i class=\"r\">✓</i> all right" : rest.joined(separator: ", "))
  }

  // MARK: - An assignment

  private func section(
    _ report: Report, _ portraits: [Portrait], _ detail: Detail
  ) -> String {
    let folder = Markup.escape(report.folder)
    let printed = Markup.escape(String(report.printed.prefix(2000)))
    // What is wrong with a function that is drawn stands at its graph.
    let told = Set(portraits.flatMap { $0.problems.map(\.text) })
    let problems = report.problems.map(\.text).filter { !told.contains($0) }
    return (isSingle ? "" : "<h2 id=\"\(folder)\">\(folder)</h2>")
      + problems.map { "<p class=w>! \(Markup.escape($0))" }.joined()
      + portraits.map { function($0, detail) }.joined(separator: "\n")
      + (printed.isEmpty
        ? ""
        : "<details><summary>Printed by your code</summary><pre>\(printed)</pre></details>")
  }

  private func function(_ portrait: Portrait, _ detail: Detail) -> String {
    let diagram = Diagram(portrait)
    let right = portrait.lines.count(where: \.verdict.isRight)
    let faults =
      portrait.problems.map { "! " + $0.text }
      + portrait.lines.filter { Mark($0.verdict).isFault }.compactMap { line in
        Explanation.verdict(LineName(line.name), line, nil).map { "✗ " + $0 }
      }
    let isComplete = right == portrait.lines.count && faults.isEmpty
    let mark = !faults.isEmpty ? Mark.wrong : isComplete ? .right : .toDo
    let cards = diagram.nodes.filter { $0.mark != nil || $0.gradient != nil || detail == .all }
      .map { Card(portrait: portrait, node: $0, detail: detail).html }
    let first = portrait.cases.first.map { "; values on “\(Markup.escape($0.name))”" } ?? ""
    return "<details class=f\(isSingle || !isComplete ? " open" : "")><summary>"
      + "<i class=\(mark.style)>\(mark.sign)</i> <h3>\(Markup.escape(portrait.function.name))</h3> "
      + "<small>\(right)/\(portrait.lines.count)\(first)</small></summary>"
      + faults.map { "<p class=w>\(Markup.escape($0))" }.joined() + graph(diagram, of: portrait)
      + "<div class=c>\(cards.joined())</div></details>"
  }

  private func graph(_ diagram: Diagram, of portrait: Portrait) -> String {
    guard !diagram.edges.isEmpty else { return "" }
    let drawing = Drawing(diagram)
    let (width, height) = (Int(drawing.width.rounded(.up)), Int(drawing.height.rounded(.up)))
    let name = portrait.function.name
    let body = drawing.body { "#" + Card.anchor(name, $0.name) }
    let spoken = Markup.escape("The graph of \(name). " + diagram.spoken)
    return "<div class=s><svg width=\(width) height=\(height) viewBox=\"0 0 \(width) \(height)\" "
      + "role=group aria-label=\"\(spoken)\">\(body)</svg></div>"
  }

  // MARK: - The legend

  private var legend: String {
    let marks = Mark.allCases.map {
      "<i class=\($0.style)>\($0.sign)</i> \($0.word)"
    }.joined(separator: " · ")
    return "<h2>How to read it</h2><p>\(marks)</p>"
      + "<p>The graph is found from your own code: a value is changed, and the lines that change are "
      + "those that read it. Solid arrows run forward, dashed ones are gradients on their way back. "
      + "What is wrong with one edge stands on that edge. Dotted edges are still to do, or wait. "
      + "Wrong entries are marked ✗; in heat maps blue is below 0 and orange above."
      + "<p>Batch statistics: underlined is one number a column, a squiggle aggregates the batch, and "
      + "a dash applies it to every row."
  }
}

extension Diagram {
  /// The graph in words, for those who cannot see it.
  var spoken: String {
    nodes.indices.compactMap { node in
      let readers = edges.filter { $0.from == node && $0.forward != nil }.map { nodes[$0.to].name }
      guard !readers.isEmpty else { return nil }
      return "\(nodes[node].name) goes into \(Markup.list(readers))."
    }.joined(separator: " ")
  }
}
