import SwiftText

// Where a part of a source file ends: at the bracket that closes it or, if its brackets are
// unbalanced, where its indentation ends.

extension Outline {
  /// The part that begins at a head.
  /// - Parameter later: The heads after it.
  func part(_ head: Head, before later: ArraySlice<Head>) -> Part {
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

  /// Where a part ends, judged by its indentation: before the next line that is indented no further
  /// than the one it opens in, or after that line if it closes the part.
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

  /// The place moved back across spaces and line breaks, but not beyond the bracket that opens the
  /// part.
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
