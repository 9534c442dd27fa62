import SwiftText

/// What can be found out about a student's files without compiling them.
extension Draft {
  /// Removes `@testable` from imports: with it a file would see more of the kit than is public.
  mutating func hideTestable(in index: Int) {
    let scanner = SourceScanner(files[index].text)
    var place = 0
    while place < scanner.text.count {
      let end = scanner.end(ofTokenAt: place)
      if scanner.text[place] == ascii("@"), end < scanner.text.count {
        // A name may stand in quotes.
        let isQuoted = scanner.text[end] == ascii("`")
        let start = isQuoted ? end + 1 : end
        let name = start..<(start < scanner.text.count ? scanner.end(ofTokenAt: start) : start)
        let close = name.upperBound + (isQuoted ? 1 : 0)
        if scanner.string(name) == "testable", close <= scanner.text.count {
          files[index].text.replaceSubrange(
            place..<close, with: repeatElement(ascii(" "), count: close - place))
          note(
            "says @testable, which is left out: an assignment needs only what is public",
            files[index].path, line: outline(index).line(of: place))
        }
      }
      place = end
    }
  }

  /// Where the markers of a merge conflict are left, keeps the first of the two sides.
  mutating func settleMerge(of index: Int) {
    var lines = files[index].text.split(separator: ascii("\n"), omittingEmptySubsequences: false)
      .map(Array.init)
    var conflicts: [ClosedRange<Int>] = []
    var (start, isOther): (Int?, Bool) = (nil, false)
    for (number, line) in lines.enumerated() {
      if line.starts(with: "<<<<<<< ".utf8), start == nil {
        (start, isOther) = (number, false)
      } else if line.starts(with: "=======".utf8) || line.starts(with: "||||||| ".utf8),
        start != nil
      {
        isOther = true
      } else if line.starts(with: ">>>>>>> ".utf8), let first = start {
        conflicts.append(first + 1...number + 1)
        (start, isOther) = (nil, false)
      } else if !isOther {
        continue
      }
      lines[number] = []
    }
    guard !conflicts.isEmpty, start == nil else { return }
    files[index].text = Array(lines.joined(separator: [ascii("\n")]))
    let path = files[index].path
    for conflict in conflicts {
      note(
        "has the markers of a merge left in it: choose one side", path, line: conflict.lowerBound)
      while let part = outline(index).parts.first(where: { part in
        part.kind == .line && !part.isStandIn
          && outline(index).lines(of: part).overlaps(conflict)
      }) {
        cut(
          part, of: index, line: conflict.lowerBound, column: 1,
          "the markers of a merge are left here: choose one side")
      }
    }
  }

  /// Leaves out a file whose functions and types are all in another one, such as "SVM copy.swift".
  mutating func leaveOutCopies() {
    let declared = files.map { Self.declarations(String(decoding: $0.text, as: UTF8.self)) }
    // Of two, the one with the longer name is the copy.
    for index in files.indices.sorted(by: { files[$0].path.count > files[$1].path.count }) {
      guard !declared[index].isEmpty, !files[index].isLeftOut else { continue }
      let other = files.indices.first { other in
        other != index && !files[other].isLeftOut
          && declared[index].isSubset(of: declared[other])
      }
      guard let other else { continue }
      leaveOut(files[index].path, "declares what \(files[other].name) does: it is left out")
      files[index].isLeftOut = true
      files[index].text = []
    }
  }

  /// What a file declares at its top level: functions with their labels, and types.
  private static func declarations(_ text: String) -> Set<String> {
    let declaration =
      #/(?m)^(?:(?:public|private|internal|final|@\w+) )*(func \w+\([^)]*\)|(?:struct|class|enum|protocol) \w+)/#
    return Set(
      text.matches(of: declaration).map {
        $0.1.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      })
  }
}
