/// The parts of a source file that can be taken out of it, where they do not compile, without anything
/// else having to change: the bodies of its lines, and of its functions.
struct Outline {
  /// A body, from its `{` to after its `}`.
  struct Part: Equatable {
    enum Kind: Equatable {
      /// The body of a line, or what a gate saves.
      case line

      /// The body of a function, or of a function-like declaration.
      case function(name: String, canThrow: Bool, returns: Bool)
    }

    let kind: Kind

    /// The places of its bytes.
    var range: Range<Int>

    /// Where the declaration or statement begins that it is the body of.
    let start: Int

    /// Whether each of its brackets is closed, and nothing more is.
    let isBalanced: Bool

    /// Whether it stands for code already: there is nothing left to take out.
    var isStandIn = false
  }

  let scanner: SourceScanner

  /// The parts, a part within another one after it.
  private(set) var parts: [Part] = []

  /// Where each line of the source begins.
  private let lineStarts: [Int]

  init(_ text: [UInt8]) {
    scanner = SourceScanner(text)
    lineStarts = [0] + text.indices.filter { text[$0] == ascii("\n") }.map { $0 + 1 }
    let heads = heads()
    for (index, head) in heads.enumerated() {
      var part = part(head, before: heads[(index + 1)...])
      let body = scanner.string(part.range).dropFirst().dropLast()
      part.isStandIn = Self.standIns.contains { body.drop(while: \.isWhitespace).hasPrefix($0) }
      parts.append(part)
    }
  }

  /// What a body begins with that stands for one that does not compile, or is to be written.
  private static let standIns = [Draft.toDo, Draft.stop]

  /// The number of the line that holds a place, from 1 on.
  func line(of place: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= place { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The place of a line and a column of it, as the compiler counts them.
  func place(line: Int, column: Int) -> Int? {
    guard lineStarts.indices.contains(line - 1) else { return nil }
    return min(lineStarts[line - 1] + column - 1, scanner.text.count)
  }

  /// The source lines of a part, with all of the statement it belongs to.
  func lines(of part: Part) -> ClosedRange<Int> {
    line(of: part.start)...line(of: max(part.start, part.range.upperBound - 1))
  }

  /// The smallest part that an error belongs to and that can still be taken out: one whose body holds
  /// it, or else one whose statement does.
  func part(ofErrorAt line: Int, _ column: Int) -> Part? {
    guard let place = place(line: line, column: column) else { return nil }
    let open = parts.filter { !$0.isStandIn }
    if let inner = open.last(where: { $0.kind == .line && $0.range.contains(place) }) {
      return inner
    }
    if let beside = open.last(where: { $0.kind == .line && lines(of: $0).contains(line) }) {
      return beside
    }
    return open.last { $0.range.contains(place) }
  }

  /// The parts whose brackets do not fit. A function with such a line counts only once its lines fit.
  var misfits: [Part] {
    let lines = parts.filter { $0.kind == .line && !$0.isBalanced }
    return lines.isEmpty ? parts.filter { !$0.isBalanced && !$0.isStandIn } : lines
  }
}

// MARK: - How parts are found

extension Outline {
  /// The beginning of a part: its statement, and its `{`.
  private struct Head {
    let kind: Part.Kind
    let start: Int
    let open: Int
  }

  /// The beginnings of all parts, in the order of the text.
  private func heads() -> [Head] {
    var heads: [Head] = []
    var place = 0
    while place < scanner.text.count {
      let end = scanner.end(ofTokenAt: place)
      if SourceScanner.isOfName(scanner.text[place]), let head = head(at: place, end) {
        heads.append(head)
      }
      place = end
    }
    return heads
  }

  private func head(at place: Int, _ end: Int) -> Head? {
    switch scanner.string(place..<end) {
    case "stage": lineHead(at: place, end)
    case "Saved": savedHead(at: place, end)
    case "func", "init": functionHead(at: place, end)
    default: nil
    }
  }

  /// `stage.f {`, `stage.x(step: t) {` and `stage.loss.f {`.
  private func lineHead(at start: Int, _ end: Int) -> Head? {
    var place = end
    var members = 0
    while scanner.at(place) == ascii("."), scanner.at(place + 1).map(SourceScanner.isOfName) == true
    {
      place = scanner.end(ofTokenAt: place + 1)
      members += 1
    }
    guard members > 0 else { return nil }
    return openBrace(after: place).map {
      Head(kind: .line, start: lineStarts[line(of: start) - 1], open: $0)
    }
  }

  /// `Saved(by: "Multiply") {`.
  private func savedHead(at start: Int, _ end: Int) -> Head? {
    guard scanner.at(end) == ascii("(") else { return nil }
    return openBrace(after: end).map {
      Head(kind: .line, start: lineStarts[line(of: start) - 1], open: $0)
    }
  }

  /// The `{` after a place, and after arguments in parentheses where there are some.
  private func openBrace(after place: Int) -> Int? {
    var place = place
    if scanner.at(place) == ascii("(") {
      guard let close = scanner.close(ofBracketAt: place, before: scanner.text.count) else {
        return nil
      }
      place = close + 1
    }
    place = scanner.skippingBlanks(from: place, newlines: false)
    return scanner.at(place) == ascii("{") ? place : nil
  }

  private func functionHead(at start: Int, _ end: Int) -> Head? {
    let name = scanner.skippingBlanks(from: end)
    let nameEnd = name < scanner.text.count ? scanner.end(ofTokenAt: name) : name
    var (canThrow, returns) = (false, false)
    var place = end
    while place < scanner.text.count {
      let next = scanner.end(ofTokenAt: place)
      switch scanner.text[place] {
      case ascii("{"):
        let isInitializer = scanner.text[start] == ascii("i")
        return Head(
          kind: .function(
            name: isInitializer ? "init" : scanner.string(name..<nameEnd), canThrow: canThrow,
            returns: returns),
          start: lineStarts[line(of: start) - 1], open: place)
      case ascii("("), ascii("["):
        guard let close = scanner.close(ofBracketAt: place, before: scanner.text.count) else {
          return nil
        }
        place = close + 1
        continue
      case ascii("}"), ascii(";"), ascii(","), ascii(")"), ascii("="): return nil
      case ascii("-") where scanner.at(place + 1) == ascii(">"): returns = true
      default: break
      }
      switch scanner.string(place..<next) {
      case "throws": canThrow = true
      case "func", "var", "let", "struct", "extension": return nil
      default: break
      }
      place = next
    }
    return nil
  }

  /// The part that a beginning belongs to.
  /// - Parameter later: The beginnings after it.
  private func part(_ head: Head, before later: ArraySlice<Head>) -> Part {
    let extent = extent(of: head)
    if let close = scanner.close(ofBracketAt: head.open, before: scanner.text.count) {
      // A body that is not closed swallows what comes after it.
      let isInner =
        head.kind == .line && close >= extent && later.first.map { $0.open < close } == true
      let isOutOfStep =
        head.kind != .line
        && later.contains {
          $0.kind != .line && $0.open < close
            && indent(ofLine: line(of: $0.start)) <= indent(ofLine: line(of: head.start))
        }
      let lineEnd = scanner.text[close...].firstIndex(of: ascii("\n")) ?? scanner.text.count
      let isTooMuch =
        head.kind == .line
        && scanner.depth(lineStarts[line(of: head.open) - 1]..<lineEnd) < 0
      if !isInner, !isOutOfStep, !isTooMuch {
        return Part(
          kind: head.kind, range: head.open..<close + 1, start: head.start, isBalanced: true)
      }
      if isTooMuch, !isInner {
        return Part(
          kind: head.kind, range: head.open..<lineEnd, start: head.start, isBalanced: false)
      }
    }
    return Part(
      kind: head.kind, range: head.open..<max(extent, head.open + 1), start: head.start,
      isBalanced: false)
  }

  /// Where a part ends by its indentation: before the next line that is indented no further than the
  /// one that it opens in, unless that line closes it.
  private func extent(of head: Head) -> Int {
    let first = line(of: head.kind == .line ? head.open : head.start)
    let indent = indent(ofLine: first)
    for number in first + 1..<max(first + 1, lineStarts.count + 1) {
      let start = lineStarts[number - 1]
      let code = scanner.skippingBlanks(from: start, newlines: false)
      guard let byte = scanner.at(code), byte != ascii("\n"), code - start <= indent,
        byte != ascii("/"), byte != ascii("#")
      else { continue }
      // The parameters of a function may stand in lines of their own, before its body.
      if start < head.open { continue }
      let closes = byte == ascii("}") || byte == ascii(")")
      let end = closes ? nextLine(after: number) : start
      return trimmed(end, after: head.open)
    }
    return trimmed(scanner.text.count, after: head.open)
  }

  private func nextLine(after number: Int) -> Int {
    lineStarts.indices.contains(number) ? lineStarts[number] : scanner.text.count
  }

  /// The place after the last character before a place that is no blank.
  private func trimmed(_ place: Int, after open: Int) -> Int {
    var place = place
    while place > open + 1, let byte = scanner.at(place - 1),
      byte == ascii("\n") || byte == ascii(" ")
    {
      place -= 1
    }
    return place
  }

  private func indent(ofLine number: Int) -> Int {
    let start = lineStarts[number - 1]
    return scanner.skippingBlanks(from: start, newlines: false) - start
  }
}
