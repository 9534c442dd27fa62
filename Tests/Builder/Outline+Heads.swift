import SwiftText

// Where the parts of a source file begin.

extension Outline {
  /// The beginning of a part: its statement, and its `{`.
  struct Head {
    let kind: Part.Kind
    let start: Int
    let open: Int
  }

  /// The beginnings of all parts, in the order of the text.
  func heads() -> [Head] {
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
}
