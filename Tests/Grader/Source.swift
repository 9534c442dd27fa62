import Foundation
import SwiftText

/// A student's source files, for finding where a line stands when it did not say so itself.
///
/// It searches for words line by line rather than using ``SourceScanner``, because the files may be
/// in any state. A match in a comment costs no more than a place that is a little off.
struct Source {
  private let folder: String
  private let files: [(path: String, lines: [String])]

  /// - Parameter folder: The assignment's folder, as a path.
  init(folder: String) {
    self.folder = folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    files = names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
      let path = "\(folder)/\(name)"
      guard let text = SourceText(file: path)?.text else { return nil }
      return (path, text.components(separatedBy: "\n"))
    }
  }

  /// The place a line has reported, if there is such a line in the assignments: the student's code
  /// can report anything.
  func place(file: String, line: Int) -> Place? {
    let names = file.split(separator: "/").suffix(2)
    guard names.count == 2, !names.contains("..") else { return nil }
    let folders = URL(filePath: folder).deletingLastPathComponent()
    let path = folders.appending(path: names.joined(separator: "/")).path
    let lines =
      files.first { $0.path == path }?.lines
      ?? SourceText(file: path)?.text.components(separatedBy: "\n")
    guard let lines, 1...max(1, lines.count) ~= line else { return nil }
    return Place(file: path, line: line)
  }

  /// The function whose body holds a place, as `Graph.forward`; `nil` if the place is in one of the
  /// lines of a function.
  func body(at place: Place) -> String? {
    guard let lines = files.first(where: { $0.path == place.file })?.lines,
      lines.count >= place.line,
      let start = lines[..<place.line].lastIndex(where: {
        $0.contains("func ") || $0.contains("stage.") || $0.contains("Saved(by:")
      }),
      let name = Self.word(after: "func ", in: lines[start])
    else { return nil }
    guard lines[start].hasPrefix(" "),
      let type = lines[..<start].reversed().lazy.compactMap(Self.typeName).first
    else { return String(name) }
    return "\(type).\(name)"
  }

  /// The name of the type that a declaration at the start of a line introduces.
  private static func typeName(in line: String) -> Substring? {
    guard line.first?.isLetter == true else { return nil }
    return ["struct ", "class ", "enum ", "extension "].lazy
      .compactMap { word(after: $0, in: line) }.first
  }

  /// The word that stands after a text.
  private static func word(after text: String, in line: String) -> Substring? {
    guard let start = line.firstRange(of: text)?.upperBound else { return nil }
    let word = line[start...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return word.isEmpty ? nil : word
  }

  /// The first line that holds a text.
  func place(of text: String) -> Place? {
    for (path, lines) in files {
      if let index = lines.firstIndex(where: { $0.contains(text) }) {
        return Place(file: path, line: index + 1)
      }
    }
    return nil
  }

  /// The stage of this name in a function.
  func place(ofStage name: String, in function: String) -> Place? {
    for (path, lines) in files {
      guard let start = lines.firstIndex(where: { $0.contains("func \(function)(") }) else {
        continue
      }
      let end = lines[(start + 1)...].firstIndex { $0.hasPrefix("}") } ?? lines.count
      let index = (start..<end).first { Self.isStage(name, on: lines[$0]) } ?? start
      return Place(file: path, line: index + 1)
    }
    for (path, lines) in files {
      if let index = lines.firstIndex(where: { Self.isStage(name, on: $0) }) {
        return Place(file: path, line: index + 1)
      }
    }
    return place(of: "func \(function)")
  }

  /// Whether a line of text runs the stage of this name: `stage.f { … }`, `stage.x(step: t) { … }`
  /// or `stage.loss.f { … }`.
  private static func isStage(_ name: String, on text: String) -> Bool {
    // Matching a pattern is slow, and most lines hold no stage.
    guard text.contains("stage."), text.contains(name) else { return false }
    let match = text.firstMatch(of: #/\bstage\.(?:loss\.)?(\w+)(?:\(step: [^)]*\))? *\{/#)
    return match.map { $0.1 == name } ?? false
  }
}
