import Foundation

// Edits of whole terms: exchanged, or left out.

extension Edit {
  /// Both sides of a difference, a quotient or a matrix product exchanged.
  static func swaps(_ body: String) -> [Edit] {
    let sides = #/([\w.]+(?:\([^()]*\))?) ([-\/]) ([\w.]+(?:\([^()]*\))?)/#
    let products = #/(\w+)\.matmul\((\w+)\)/#
    return body.matches(of: sides).map {
      replacing(.order, body, $0.range, by: "\($0.3) \($0.2) \($0.1)")
    }
      + body.matches(of: products).map {
        replacing(.order, body, $0.range, by: "\($0.2).matmul(\($0.1))")
      }
  }

  /// A term, a factor, a method or a function left out.
  static func omissions(_ body: String) -> [Edit] {
    let operand = #/ [-+*\/] [\w.]+(?:\([^()]*\))?(?:\.\w+(?:\([^()]*\))?)*/#
    let first = #/(?:2 \* )?[\w.]+(?:\([^()]*\))? [+*] /#
    let method = #/\.(?:transposed|sum|expand|scatter|gather|permuted|reshaped|max)\([^()]*\)/#
    let minus = #/-(?=[\w(])/#
    let ranges =
      body.matches(of: operand).map(\.range)
      + body.matches(of: first).map(\.range).filter { !body.isAfter("_.)", $0) }
      + body.matches(of: method).map(\.range) + body.matches(of: minus).map(\.range)
    return ranges.map { range in
      let words = body[range].matches(of: #/[a-zA-Z]\w*/#).map { String($0.0) }
      return replacing(.dropped, body, range, by: "", names: words)
    }
  }
}

extension String {
  /// Whether a range comes right after a letter, a digit or one of some characters.
  func isAfter(_ characters: String, _ range: Range<Index>) -> Bool {
    guard let before = self[..<range.lowerBound].last else { return false }
    return before.isLetter || before.isNumber || characters.contains(before)
  }
}
