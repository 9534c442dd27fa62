import Foundation
import SwiftText

/// A student's source files, for finding where a line stands when it did not say so itself.
///
/// It looks for words, line by line, and needs no ``SourceScanner``: the files may be in any state, and
/// what is found in a comment costs no more than a place that is a little off.
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
      let name = lines[start].firstMatch(of: /func (\w+)/)?.1
    else { return nil }
    let types = lines[..<start].compactMap { $0.firstMatch(of: Self.typeName)?.2 }
    guard lines[start].hasPrefix(" "), let type = types.last else { return String(name) }
    return "\(type).\(name)"
  }

  /// A type's name, where a declaration at the start of a line introduces it.
  private static var typeName: Regex<(Substring, Substring, Substring)> {
    #/^(?:\w+ )*(struct|class|enum|extension) (\w+)/#
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
      for index in start..<end
      where Self.stage(in: lines[index]) == name {
        return Place(file: path, line: index + 1)
      }
      return Place(file: path, line: start + 1)
    }
    for (path, lines) in files {
      if let index = lines.firstIndex(where: { Self.stage(in: $0) == name }) {
        return Place(file: path, line: index + 1)
      }
    }
    return place(of: "func \(function)")
  }

  /// The name of the line that is run on a line of source: of `stage.f { … }`, `stage.x(step: t) { … }`
  /// or `stage.loss.f { … }`.
  private static func stage(in text: String) -> String? {
    guard let match = text.firstMatch(of: #/\bstage\.(?:loss\.)?(\w+)/#),
      text[match.range.upperBound...].firstMatch(of: #/^(?:\(step: [^)]*\))? *\{/#) != nil
    else { return nil }
    return String(match.1)
  }
}
