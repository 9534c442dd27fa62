import Foundation

/// Reads the hints from a handout's Markdown.
enum HintReader {
  /// All hints, in their order.
  static func hints(in text: String) -> [Hints.Hint] {
    var hints: [Hints.Hint] = []
    var headings: [String] = []
    var depth = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if depth == 0, line.hasPrefix("#") {
        headings = quoted(line)
        continue
      }
      var rest = line
      while let tag = rest.firstRange(of: "<") {
        let text = rest[tag.lowerBound...]
        if text.hasPrefix("<details>") {
          depth += 1
          rest = text.dropFirst("<details>".count)
          if depth > 1, !hints.isEmpty { hints[hints.count - 1].steps.append("") }
        } else if text.hasPrefix("</details>") {
          depth -= 1
          rest = text.dropFirst("</details>".count)
        } else if text.hasPrefix("<summary>"), let end = text.firstRange(of: "</summary>") {
          if depth == 1 {
            hints.append(
              hint(titled: text[..<end.lowerBound].dropFirst("<summary>".count), headings))
          }
          rest = text[end.upperBound...]
        } else {
          break
        }
      }
      if depth > 0, let last = hints.indices.last, let step = hints[last].steps.indices.last {
        hints[last].steps[step] += rest + "\n"
      }
    }
    for index in hints.indices {
      hints[index].steps = hints[index].steps
        .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
    }
    return hints
  }

  /// The title's names, and what it says they belong to: `softplusLayer: out, dx`,
  /// `dscores (fused)`, `Graph.order`.
  private static func hint(titled title: Substring, _ headings: [String]) -> Hints.Hint {
    var (scopes, list) = (headings, title)
    if let colon = title.firstIndex(of: ":") {
      scopes = [String(title[..<colon])]
      list = title[title.index(after: colon)...]
    }
    if let open = list.firstIndex(of: "("), list.hasSuffix(")"), list[..<open].hasSuffix(" ") {
      scopes = list[open...].dropFirst().dropLast().split(separator: ",").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      list = list[..<open]
    }
    let names = list.split(separator: ",").compactMap { part -> String? in
      if part.hasSuffix("what to save") { return "saved" }
      // A line in a loop, as in `x(t)`, is called without its step.
      return part.split(separator: " ").first.map { String($0.prefix { $0 != "(" }) }
    }
    return Hints.Hint(scopes: scopes, names: names, steps: [""])
  }

  /// The texts between backquotes.
  private static func quoted(_ line: Substring) -> [String] {
    line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }
}
