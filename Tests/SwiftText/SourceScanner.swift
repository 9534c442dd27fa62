/// Scans Swift source text, telling brackets from what merely looks like one because it is in a
/// string or a comment.
package struct SourceScanner {
  package let text: [UInt8]

  package init(_ text: [UInt8]) { self.text = text }

  /// The place after the token at a place: a string, a comment, a name, or a single character.
  package func end(ofTokenAt start: Int) -> Int {
    switch text[start] {
    case ascii("/") where at(start + 1) == ascii("/"):
      return text[start...].firstIndex(of: ascii("\n")) ?? text.count
    case ascii("/") where at(start + 1) == ascii("*"): return end(ofCommentAt: start)
    case ascii("#"), ascii("\""): return end(ofStringAt: start) ?? start + 1
    case let byte where Self.isOfName(byte):
      return text[start...].firstIndex { !Self.isOfName($0) } ?? text.count
    default: return start + 1
    }
  }

  /// The place after a comment, which may have others nested in it.
  private func end(ofCommentAt start: Int) -> Int {
    var (place, depth) = (start, 0)
    while place < text.count {
      if text[place] == ascii("/"), at(place + 1) == ascii("*") {
        (place, depth) = (place + 2, depth + 1)
      } else if text[place] == ascii("*"), at(place + 1) == ascii("/") {
        (place, depth) = (place + 2, depth - 1)
        if depth == 0 { return place }
      } else {
        place += 1
      }
    }
    return text.count
  }

  /// The place after a string, or `nil` if there is none. A string that should have ended on its
  /// line ends there.
  private func end(ofStringAt start: Int) -> Int? {
    var place = start
    while at(place) == ascii("#") { place += 1 }
    let hashes = place - start
    guard at(place) == ascii("\"") else { return nil }
    let isLong = at(place + 1) == ascii("\"") && at(place + 2) == ascii("\"")
    let quotes = isLong ? 3 : 1
    place += quotes
    while place < text.count {
      switch text[place] {
      case ascii("\n") where !isLong: return place
      case ascii("\\") where has(hashes, ascii("#"), at: place + 1):
        place += 1 + hashes
        if at(place) == ascii("(") {
          place = close(ofBracketAt: place, before: text.count).map { $0 + 1 } ?? place + 1
        } else {
          place += 1
        }
      case ascii("\"")
      where has(quotes, ascii("\""), at: place)
        && has(hashes, ascii("#"), at: place + quotes):
        return place + quotes + hashes
      default: place += 1
      }
    }
    return text.count
  }

  /// The bracket that closes one, if all brackets between them are balanced.
  package func close(ofBracketAt open: Int, before limit: Int) -> Int? {
    var expected: [UInt8] = []
    var place = open
    while place < limit {
      let byte = text[place]
      if let closing = Self.closing[byte] {
        expected.append(closing)
      } else if Self.closing.values.contains(byte) {
        guard expected.popLast() == byte else { return nil }
        if expected.isEmpty { return place }
      }
      place = end(ofTokenAt: place)
    }
    return nil
  }

  /// How many more brackets open than close between two places.
  package func depth(_ range: Range<Int>) -> Int {
    var (depth, place) = (0, range.lowerBound)
    while place < range.upperBound {
      if Self.closing[text[place]] != nil { depth += 1 }
      if Self.closing.values.contains(text[place]) { depth -= 1 }
      place = end(ofTokenAt: place)
    }
    return depth
  }

  private static let closing: [UInt8: UInt8] = [
    ascii("("): ascii(")"), ascii("["): ascii("]"), ascii("{"): ascii("}"),
  ]

  package func at(_ place: Int) -> UInt8? { text.indices.contains(place) ? text[place] : nil }

  private func has(_ count: Int, _ byte: UInt8, at place: Int) -> Bool {
    (place..<place + count).allSatisfy { at($0) == byte }
  }

  package static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case ascii("a")...ascii("z"), ascii("A")...ascii("Z"), ascii("0")...ascii("9"), ascii("_"),
      0x80...:
      true
    default: false
    }
  }

  /// The first place from one on that is not a space, a tab or, with `newlines`, a line break.
  package func skippingBlanks(from place: Int, newlines: Bool = true) -> Int {
    var place = place
    while let byte = at(place),
      byte == ascii(" ") || byte == ascii("\t") || (newlines && byte == ascii("\n"))
    {
      place += 1
    }
    return place
  }

  package func string(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }
}

package func ascii(_ scalar: Unicode.Scalar) -> UInt8 { UInt8(ascii: scalar) }
