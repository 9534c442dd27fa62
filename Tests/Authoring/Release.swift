import Foundation
import Grader
import KitSupport

/// Makes the kit that students get: without solutions, mutants, the kit's own tests, and history.
public struct Release {
  private let root: URL
  private let only: [String]
  private let keepsNearly: Bool

  /// What a student's kit holds besides what grading needs.
  private static let parts = [
    ".devcontainer", ".gitignore", ".mit-license", ".swift-format", ".vscode", "README.md",
  ]

  /// - Parameters:
  ///   - root: The folder of the package.
  ///   - only: Numbers or folders of the assignments whose handouts go out; empty for all. The
  ///     others are included as stubs without a handout, because later ones build on earlier ones.
  ///   - keepsNearly: Whether the handouts keep the hints that are nearly the answer.
  public init(root: URL, only: [String] = [], keepsNearly: Bool = true) {
    self.root = root
    self.only = only
    self.keepsNearly = keepsNearly
  }

  /// Writes the kit into a folder that is empty or does not exist yet.
  /// - Returns: Remarks on it, in sentences.
  /// - Throws: A sentence where the folder holds something, or cannot be written.
  public func write(to target: URL) throws -> [String] {
    try KitCopy.makeEmpty(target)
    try KitCopy(root: root).write(to: target, with: Self.parts)
    try copyHandouts(to: target)
    let readme = target.appending(path: "README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    try Data(Self.forStudents(text, in: target).utf8).write(to: readme)
    return try remarks(on: target)
  }

  private func copyHandouts(to target: URL) throws {
    let files = FileManager.default
    for folder in try files.contentsOfDirectory(atPath: root.appending(path: "assignments").path)
    where isWanted(folder) {
      let handout = root.appending(path: "assignments/\(folder)/README.md")
      guard var text = try? String(contentsOf: handout, encoding: .utf8) else { continue }
      if !keepsNearly { text = Self.withoutNearly(text) }
      try Data(text.utf8).write(to: target.appending(path: "assignments/\(folder)/README.md"))
      let drawings = "assignments/\(folder)/drawings"
      if files.fileExists(atPath: root.appending(path: drawings).path) {
        try files.copyItem(
          at: root.appending(path: drawings), to: target.appending(path: drawings))
      }
    }
  }

  private func isWanted(_ folder: String) -> Bool {
    only.isEmpty || only.contains { folder == $0 || folder.hasPrefix($0 + "-") }
  }

  /// The README without its part for instructors, and without links to what is not handed out.
  static func forStudents(_ readme: String, in folder: URL) -> String {
    let parts = readme.components(separatedBy: "\n## ")
    let kept = parts.filter { !$0.hasPrefix("How an instructor works\n") }.joined(
      separator: "\n## ")
    return kept.replacing(#/\[([^\]]+)\]\(([^)]+)\)/#) { link in
      let path = String(link.2)
      let isThere =
        path.contains("://") || path.hasPrefix("#")
        || FileManager.default.fileExists(atPath: folder.appending(path: path).path)
      return String(isThere ? link.0 : link.1)
    }
  }

  /// A handout without its hints that are nearly the answer.
  static func withoutNearly(_ handout: String) -> String {
    var lines: [Substring] = []
    var isInside = false
    for line in handout.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("<details><summary>nearly the answer</summary>") { isInside = true }
      if !isInside { lines.append(line) }
      if isInside, line == "</details>" {
        isInside = false
        // The blank line before it was there to set it apart.
        if lines.last == "" { lines.removeLast() }
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Counts which bodies of the solutions stand word for word in what is handed out.
  private func remarks(on target: URL) throws -> [String] {
    var places: [String: Int] = [:]
    var (found, all) = (0, 0)
    let texts = try Self.texts(in: target)
    for solution in try StubMaker(root: root).solutions().map(\.text) {
      for body in SolutionBodies.bodies(of: solution) {
        all += 1
        guard let place = texts.first(where: { $0.text.contains(body) })?.path else { continue }
        found += 1
        places[place, default: 0] += 1
      }
    }
    let list = places.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      "\($0.value) in \($0.key)"
    }
    return [
      found == 0
        ? "None of the \(all) bodies of the solutions stands word for word in what is handed out."
        : "\(found) of the \(all) bodies of the solutions stand word for word in what is handed out: "
          + list.joined(separator: ", ") + "."
    ]
  }

  /// Every text of the release, with white space as in the bodies.
  private static func texts(in folder: URL) throws -> [(path: String, text: String)] {
    let paths = (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String]) ?? []
    return paths.filter { $0.hasSuffix(".md") || $0.hasSuffix(".swift") }.sorted().compactMap {
      path in
      guard let text = try? String(contentsOf: folder.appending(path: path), encoding: .utf8) else {
        return nil
      }
      return (path, SolutionBodies.normalized(text))
    }
  }
}
