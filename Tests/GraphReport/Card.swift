import FlatBackprop
import Grader
import Portraits

/// A variable of a function, opened: its verdicts, who reads it, and its values case by case.
struct Card {
  let portrait: Portrait
  let node: Diagram.Node
  let detail: Page.Detail

  private var names: [LineName] {
    let name = portrait.drawn.name(of: node.name)
    return [name] + (node.gradient == nil ? [] : [name.gradient])
  }

  private func mark(of name: LineName) -> Mark? {
    name == names.first ? node.mark : node.gradient?.mark
  }

  private var isFault: Bool { names.contains { mark(of: $0)?.isFault == true } }

  /// What a link to the card leads to.
  static func anchor(_ function: String, _ name: String) -> String {
    let plain = "\(function).\(name)".map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" }
    return String(plain)
  }

  var html: String {
    let title = names.map { name -> String in
      let mark = mark(of: name)
      let sign = mark.map { "<i class=\($0.style)>\($0.sign)</i> " } ?? ""
      let word = mark == nil || mark == .right ? "" : " <small>\(mark!.word)</small>"
      return "\(sign)<b>\(Markup.escape("\(name)"))</b>\(word)"
    }.joined(separator: " · ")
    let shape = node.shape.isEmpty ? "" : " <small>\(Markup.escape(node.shape))</small>"
    let anchor = Self.anchor(portrait.function.name, node.name)
    return "<details\(isFault ? " open" : "")><summary>\(title)\(shape)</summary>"
      + "<div id=\"\(Markup.escape(anchor))\">\(sentences)\(values)</div></details>\n"
  }

  // MARK: - Sentences

  /// What the lines read; and why one is not graded. What is wrong with one stands above the graph.
  private var sentences: String {
    names.map { name in
      let mark = mark(of: name)
      let report = portrait.report(of: name)
      let verdict =
        mark?.isFault == true ? nil : Explanation.verdict(name, report, portrait.output?.gradient)
      let neighbors =
        mark == .right && detail != .all ? [] : Explanation.neighbors(of: name, portrait)
      let items = neighbors.map { one in
        (one.isWrong ? "<li class=w>✗ " : "<li>") + Markup.escape(one.text)
      }
      return (verdict.map { "<p>\(Markup.escape($0))" } ?? "")
        + (items.isEmpty ? "" : "<ul>\(items.joined())</ul>")
    }.joined()
  }

  // MARK: - Values

  private func isShown(on one: Portrait.Case) -> Bool {
    names.contains {
      one.given[$0] != nil || one.right[$0] != nil || one.run.value(of: $0) != nil
    }
  }

  /// The case that shows what is wrong comes first.
  private var cases: [Portrait.Case] {
    let all = portrait.cases.filter(isShown)
    let told = names.compactMap { portrait.report(of: $0)?.caseName }
    let first =
      all.firstIndex { one in told.contains(one.name) && names.contains(where: one.wrong.contains) }
      ?? all.firstIndex { one in names.contains(where: one.wrong.contains) }
      ?? all.firstIndex { told.contains($0.name) } ?? 0
    guard all.indices.contains(first) else { return [] }
    return [all[first]] + all[..<first] + all[(first + 1)...]
  }

  private var values: String {
    guard let first = cases.first else { return "" }
    let others = detail == .all || (detail == .faults && isFault) ? cases.dropFirst() : []
    // The function's first case has been named above.
    let isFirst = first.name == portrait.cases.first?.name && others.isEmpty
    return (isFirst ? "" : "<h5>on “\(Markup.escape(first.name))”</h5>") + figures(first)
      + names.map { origin(of: $0, first) }.joined()
      + others.map {
        let sign = names.contains(where: $0.wrong.contains) ? "✗ " : ""
        return "<details><summary>\(sign)on “\(Markup.escape($0.name))”</summary>"
          + figures($0) + "</details>"
      }.joined()
  }

  /// A row of values: of a wrong line what it gave, what it should give, and the difference.
  private func figures(_ one: Portrait.Case) -> String {
    "<div class=v>\(names.flatMap { figures($0, one) }.map(\.html).joined())</div>"
  }

  /// What the worst entry of a wrong line is made of.
  private func origin(of name: LineName, _ one: Portrait.Case) -> String {
    guard let origin = one.origins[name], let index = one.given[name]?.index(at: origin.entry),
      !origin.windows.isEmpty
    else { return "" }
    let views = origin.windows.map { window -> String in
      var marks: [Int: ValueView.Origin] = [:]
      for place in window.read.union(window.wanted ?? []) {
        let isWanted = window.wanted?.contains(place) ?? true
        marks[place] = !window.read.contains(place) ? .missed : isWanted ? .used : .stray
      }
      return ValueView(
        value: window.value, origins: marks,
        isPicture: one.run.value(of: window.variable)?.rank == 4, title: "\(window.variable)"
      ).html
    }
    let isKnown = origin.windows.contains { $0.wanted != nil }
    return "<p>Entry \(index) of your \(Markup.escape("\(name)")) is made of the framed entries (●)"
      + (isKnown ? "; dashed (○) is what should come in and does not, ✗ what should not" : "")
      + ":<div class=v>\(views.joined())</div>"
  }

  private func figures(_ name: LineName, _ one: Portrait.Case) -> [ValueView] {
    let mark = mark(of: name)
    let right = one.right[name] ?? one.run.value(of: name)
    let isPicture = one.run.value(of: name)?.rank == 4
    func view(_ title: String, _ value: Tensor, wrong: Set<Int> = []) -> ValueView {
      ValueView(value: value, wrong: wrong, isPicture: isPicture, title: title)
    }
    guard one.wrong.contains(name), let given = one.given[name] else {
      if let given = one.given[name] { return [view("\(name)", given)] }
      // What is not written yet is still to be found out.
      guard let right, mark != .toDo, mark != .waits else { return [] }
      return [view(mark == nil ? "\(name)" : "\(name) should be", right)]
    }
    guard let right else { return [view("your \(name)", given)] }
    guard given.shape == right.shape else {
      return [
        view("your \(name) \(given.shape)", given), view("should be \(right.shape)", right),
      ]
    }
    let scale = right.elements.reduce(1e-9) { max($0, abs($1)) }
    let difference = (given - right).elements.map { abs($0) <= 1e-6 * scale ? 0 : $0 }
    let wrong = Set(difference.indices.filter { difference[$0] != 0 })
    return [
      view("your \(name)", given, wrong: wrong), view("should be", right),
      ValueView(value: Tensor(shape: right.shape, difference), title: "difference"),
    ]
  }
}

extension Expected.Run {
  /// The line or the input that is written so.
  func name(of text: String) -> LineName {
    lines.map(\.name).first { "\($0)" == text } ?? LineName(text)
  }
}
