import SwiftText

/// The parts of a source file that can be taken out if they do not compile, without any other
/// change: the bodies of its lines, and of its functions.
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

    /// The range of its bytes.
    var range: Range<Int>

    /// Where the declaration or statement that it is the body of begins.
    let start: Int

    /// Whether its brackets are balanced.
    let isBalanced: Bool

    /// Whether it is a stand-in already: there is nothing left to take out.
    var isStandIn = false
  }

  let scanner: SourceScanner

  /// The parts; one inside another comes after it.
  private(set) var parts: [Part] = []

  /// Where each line of the source begins.
  let lineStarts: [Int]

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

  /// What a body begins with if it stands for one that does not compile or is still to be written.
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

  /// The smallest part that an error belongs to and that can still be taken out: one whose body
  /// holds it, or else one whose statement does.
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

  /// The parts with unbalanced brackets. A function counts only once all lines are balanced.
  var misfits: [Part] {
    let lines = parts.filter { $0.kind == .line && !$0.isBalanced }
    return lines.isEmpty ? parts.filter { !$0.isBalanced && !$0.isStandIn } : lines
  }
}
