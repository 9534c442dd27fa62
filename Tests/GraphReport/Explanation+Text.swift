import FlatBackprop
import Grader
import KitSupport
import Portraits

// The picture of one line as text, for a terminal.

extension Explanation {
  /// What there is to say of a line, in every function that has one of this name.
  /// - Parameter name: A line, a gradient or an input; `nil` for the first line that is not right.
  /// - Throws: A sentence with the names that there are.
  public static func text(of name: String?, in portraits: [Portrait]) throws -> String {
    guard let name else {
      for portrait in portraits {
        if let line = portrait.lines.first(where: { Mark($0.verdict).isFault })
          ?? portrait.lines.first(where: { $0.verdict == .toDo })
        {
          return text(of: portrait.drawn.first(line.name), in: portrait)
        }
      }
      return "All lines are right.\n"
    }
    let found = portraits.compactMap { portrait -> String? in
      portrait.names.first { "\($0)" == name || $0.base == name }.map { text(of: $0, in: portrait) }
    }
    guard found.isEmpty else { return found.joined(separator: "\n") }
    let known = portraits.map { portrait in
      "\(portrait.function.name): \(portrait.names.map(\.description).joined(separator: " "))\n"
    }
    throw KitError("There is no line \"\(name)\". These are there:\n" + known.joined())
  }

  private static func text(of name: LineName, in portrait: Portrait) -> String {
    let report = portrait.report(of: name)
    let mark = report.map { Mark($0.verdict) }
    var lines = [
      "\(portrait.function.name) · \(mark.map { "\($0.sign) " } ?? "")\(name)"
        + (mark.map { " is \($0 == .waits ? "waiting" : $0.word)" } ?? "")
    ]
    if let verdict = verdict(name, report, portrait.output?.gradient) {
      lines.append("  " + verdict)
    }
    let looks = portrait.looks[name]?.map(\.description) ?? []
    if !looks.isEmpty { lines.append("  Your line looks at \(Markup.list(looks)).") }
    lines += paths(of: name, portrait)
    if let one = telling(name, portrait) {
      let values = values(of: name, one, isTold: mark != .toDo && mark != .waits)
      lines += values.isEmpty ? [] : ["", "  On “\(one.name)”:"] + values
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The way into a line, or what flows back to a gradient.
  private static func paths(of name: LineName, _ portrait: Portrait) -> [String] {
    let neighbors = neighbors(of: name, portrait)
    let branches = neighbors.enumerated().map { index, one in
      "    \(index == neighbors.count - 1 ? "└" : "├")─ \(one.isWrong ? "✗" : "·") \(one.text)"
    }
    let readers = portrait.forward.filter { $0.from == name }.map(\.to.description)
    return (branches.isEmpty ? [] : ["  \(name)"] + branches)
      + (readers.isEmpty ? [] : ["  It goes into \(Markup.list(readers))."])
  }

  /// The case that shows most.
  private static func telling(_ name: LineName, _ portrait: Portrait) -> Portrait.Case? {
    let told = portrait.report(of: name)?.caseName
    return portrait.cases.first { $0.name == told && $0.wrong.contains(name) }
      ?? portrait.cases.first { $0.wrong.contains(name) } ?? portrait.cases.first
  }

  private static func values(
    of name: LineName, _ one: Portrait.Case, isTold: Bool
  ) -> [String] {
    let right = one.right[name] ?? one.run.value(of: name)
    var rows: [(title: String, value: Tensor)] = []
    if one.wrong.contains(name), let given = one.given[name] {
      rows.append(("your \(name)", given))
      if let right { rows.append(("should be", right)) }
    } else if let given = one.given[name] ?? (isTold ? right : nil) {
      rows.append(("\(name)", given))
    }
    return rows.flatMap { title, value in
      ["    \(title)\(value.shape.isEmpty ? "" : " \(value.shape)"):"]
        + table(value).map { "      " + $0 }
    }
  }

  private static let mostRows = 8
  private static let mostColumns = 8

  /// The numbers in columns: the first of them, where they are many.
  private static func table(_ value: Tensor) -> [String] {
    let columns = max(value.shape.last ?? 1, 1)
    let shown = min(columns, mostColumns)
    let count = value.count / columns
    let cells = (0..<min(count, mostRows)).map { row in
      (0..<shown).map { Markup.short(value.elements[row * columns + $0]) }
    }
    let width = cells.joined().map(\.count).max() ?? 0
    return cells.map { row in
      row.map { String(repeating: " ", count: width - $0.count) + $0 }.joined(separator: "  ")
        + (shown < columns ? "  …" : "")
    } + (count > mostRows ? ["…"] : [])
  }
}

extension Portrait {
  /// The names of all lines and inputs.
  fileprivate var names: [LineName] {
    drawn.lines.map(\.name) + function.inputs.map { LineName($0.name) }
      + (output.map { [$0.gradient] } ?? [])
  }
}

extension Expected.Run {
  /// The first step of a line.
  fileprivate func first(_ base: String) -> LineName {
    lines.map(\.name).first { $0.base == base } ?? LineName(base)
  }
}
