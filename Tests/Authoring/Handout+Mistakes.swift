import Foundation

extension Handout {
  /// A row of the table of common mistakes. After the judge's words, in a comment that readers do
  /// not see, it names the mutants that make the mistake:
  ///
  ///     | no 1/N in `dhinge` | *N times too large* <!-- svmLoss/dhinge: no mean --> |
  ///
  /// The words in italics are the judge's own and are made by a command; what follows them is the
  /// author's. A mistake that cannot be planted says why:
  /// `<!-- not planted: it does not compile -->`.
  public struct Mistake: Equatable, Sendable {
    /// The number of the row's line in the handout.
    public let line: Int

    /// The start of the row, up to the judge's words: the mistake.
    let start: String

    /// What the author adds to the judge's words.
    let remark: String

    /// The names by which the judge calls the mutants; empty where none is named.
    public let mutants: [String]

    /// Why it is not planted, if it is not.
    public let reason: String?

    /// The row as it stands in the handout.
    public let text: String

    /// The row with what the judge says about its mutants.
    public func row(saying sentences: [String]) -> String {
      var words: [String] = []
      for sentence in sentences {
        let quoted = sentence.quotedInTable
        if !words.contains(quoted) { words.append(quoted) }
      }
      let names = mutants.joined(separator: "; ")
      return "\(start)\(words.joined(separator: ", or "))\(remark) <!-- \(names) --> |"
    }
  }

  /// The rows of the table of common mistakes.
  public var mistakes: [Mistake] {
    var isInside = false
    var mistakes: [Mistake] = []
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("## ") { isInside = line.hasPrefix("## Common mistakes") }
      guard isInside, line.hasPrefix("| "), !line.hasSuffix("what the judge says |") else {
        continue
      }
      mistakes.append(Mistake(line, at: index + 1))
    }
    return mistakes
  }

  /// The handout with other rows in its table of common mistakes.
  public func replacing(_ rows: [(mistake: Mistake, row: String)]) -> MadeText {
    var lines = text.components(separatedBy: "\n")
    for (mistake, row) in rows { lines[mistake.line - 1] = row }
    return MadeText(path: path, text: lines.joined(separator: "\n"))
  }
}

extension Handout.Mistake {
  /// Reads a row.
  init(_ text: String, at line: Int) {
    (self.text, self.line) = (text, line)
    let parts = text.wholeMatch(of: #/(\| .*? \| )(.*?)(?: ?<!-- (.*) -->)? \|/#)
    let note = parts?.3.map(String.init) ?? ""
    let cell = parts?.2 ?? ""
    // The judge's words so far, or a "…" in their place.
    let words = cell.prefixMatch(of: #/\*(?:[^*\\]|\\.)+\*(?:, or \*(?:[^*\\]|\\.)+\*)*|…/#)
    start = String(parts?.1 ?? "")
    remark = String(cell[(words?.range.upperBound ?? cell.startIndex)...])
    let isPlanted = !note.hasPrefix("not planted: ")
    reason = isPlanted ? nil : String(note.dropFirst("not planted: ".count))
    mutants = isPlanted ? note.split(separator: "; ").map(String.init) : []
  }
}
