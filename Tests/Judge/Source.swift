import Foundation

/// A student's source files, for finding where a line stands when it did not say so itself.
struct Source {
  private let files: [(path: String, lines: [String])]

  /// - Parameter folder: The assignment's folder, as a path.
  init(folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    files = names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
      let path = "\(folder)/\(name)"
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
      return (path, text.components(separatedBy: "\n"))
    }
  }

  /// The place a line has reported. Line 0 means that the file's name is a text to search for.
  func place(file: String, line: Int) -> Place? {
    line > 0 ? Place(file: file, line: line) : place(of: file)
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
      where lines[index].contains("(\"\(name)\"") || lines[index].contains("(\"\(name)(\\(") {
        return Place(file: path, line: index + 1)
      }
      return Place(file: path, line: start + 1)
    }
    return place(of: "\"\(name)\"") ?? place(of: "func \(function)")
  }
}
