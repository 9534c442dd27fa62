import FlatBackprop
import KitSupport

/// What the student's code has printed, by line and case, while one function after another is graded.
///
/// A line runs many times: on each case, and again when a run is repeated without a line that
/// crashed. Only what it prints the first time on a case is kept, and only one case is shown.
final class Prints {
  /// Where something was printed: in a line, or (`nil`) between lines.
  struct Origin: Hashable {
    let function: String
    let line: LineName?
    let caseName: String
  }

  private struct Entry {
    let origin: Origin
    let run: Int
    var bytes: [UInt8] = []
    var beyond = 0
  }

  private var entries: [Entry] = []
  private var places: [Origin: Int] = [:]
  private var run = 0
  private var kept = 0
  private let limit: Int

  /// - Parameter limit: How many bytes to show in total.
  init(limit: Int = 16_384) { self.limit = limit }

  /// Notes that a function is run from its beginning.
  func beginRun() { run += 1 }

  /// Notes what was printed.
  /// - Parameter beyond: How many more bytes there were.
  func note(_ bytes: [UInt8], beyond: Int, at origin: Origin) {
    guard !bytes.isEmpty || beyond > 0 else { return }
    if places[origin] == nil {
      places[origin] = entries.count
      entries.append(Entry(origin: origin, run: run))
    }
    guard let place = places[origin], entries[place].run == run else { return }
    // Other cases and lines have to find room, too.
    let room = max(0, min(limit / 4 - entries[place].bytes.count, 4 * limit - kept))
    entries[place].bytes += bytes.prefix(room)
    entries[place].beyond += beyond + max(0, bytes.count - room)
    kept += min(bytes.count, room)
  }

  /// The text to show: what each line printed on the case that its verdict names, or on its first
  /// case.
  func text(for lines: [LineReport]) -> String {
    struct Line: Hashable {
      let function: String
      let name: String?
    }
    var wanted: [Line: String] = [:]
    for line in lines {
      wanted[Line(function: line.function, name: line.name)] = line.caseName
    }
    let groups = Dictionary(grouping: entries) {
      Line(function: $0.origin.function, name: $0.origin.line?.base)
    }
    var told: Set<Line> = []
    var text = ""
    for entry in entries {
      let line = Line(function: entry.origin.function, name: entry.origin.line?.base)
      guard told.insert(line).inserted, let group = groups[line] else { continue }
      let cases = group.map(\.origin.caseName)
      let chosen = wanted[line].flatMap { cases.contains($0) ? $0 : nil } ?? cases[0]
      for entry in group where entry.origin.caseName == chosen { text += Self.text(of: entry) }
    }
    // Invalid bytes have grown: each is shown as a character of three bytes.
    return String(decoding: text.utf8.prefix(limit).wholeCharacters, as: UTF8.self)
  }

  private static func text(of entry: Entry) -> String {
    let lines = String(decoding: entry.bytes.wholeCharacters, as: UTF8.self)
      .withoutControls(except: "\n\t").split(separator: "\n").filter { !isOfRuntime($0) }
    if lines.isEmpty, entry.beyond == 0 { return "" }
    let place = entry.origin.line.map { "\($0)" } ?? "between the lines"
    let title = "\(place) of \(entry.origin.function), on the case \"\(entry.origin.caseName)\":\n"
    return title + lines.map { "  \($0)\n" }.joined()
      + (entry.beyond > 0 ? "  … and \(entry.beyond) bytes more.\n" : "")
  }

  /// Whether the runtime printed a line. Why it stopped is in the verdict, and addresses in the
  /// machine code are of no use to anyone.
  private static func isOfRuntime(_ line: Substring) -> Bool {
    line.contains(": Fatal error: ") || line.hasPrefix("Current stack trace:")
      || line.prefixMatch(of: #/\d+ +\S+ +0x[0-9a-f]{8,} /#) != nil
  }
}

extension Collection<UInt8> where SubSequence: BidirectionalCollection {
  /// The bytes without an incomplete character at their end.
  fileprivate var wholeCharacters: SubSequence {
    var (end, trailing) = (self[...], 0)
    while let last = end.last, last & 0b1100_0000 == 0b1000_0000, trailing < 3 {
      end = end.dropLast()
      trailing += 1
    }
    guard let lead = end.last, lead >= 0b1100_0000 else { return self[...] }
    let needed = lead >= 0b1111_0000 ? 3 : lead >= 0b1110_0000 ? 2 : 1
    return trailing < needed ? end.dropLast() : self[...]
  }
}
