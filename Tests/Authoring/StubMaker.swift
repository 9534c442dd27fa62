import Foundation
import Grader
import KitSupport
import SwiftText

/// Makes the student's files from the solutions.
///
/// The rule: the body of each stage becomes `{ try todo() }`; what stands between
/// `// BEGIN SOLUTION` and `// END SOLUTION` becomes `try todo()`; a file that says
/// `// GIVEN SOLVED` stays as it is. Nothing else changes, so the comments are the specification.
public struct StubMaker {
  private let root: URL

  /// - Parameter root: The folder of the package.
  public init(root: URL) { self.root = root }

  /// Every file of the solutions.
  func solutions() throws -> [MadeText] {
    let solutions = root.appending(path: "solutions")
    let folders = try FileManager.default.contentsOfDirectory(atPath: solutions.path).sorted()
    return try folders.flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: solutions.appending(path: folder).path)
        .filter { $0.hasSuffix(".swift") }.sorted()
        .map { name in
          let file = solutions.appending(path: "\(folder)/\(name)")
          return MadeText(
            path: "solutions/\(folder)/\(name)", text: try String(contentsOf: file, encoding: .utf8)
          )
        }
    }
  }

  /// Every solution's stub.
  public func stubs() throws -> [MadeText] {
    try solutions().map { solution in
      let path = solution.path.replacing(/^solutions/, with: "assignments")
      return MadeText(path: path, text: try Self.stub(of: solution.text, path: solution.path))
    }
  }

  /// A folder of untouched stubs. They are made from the solutions if those are there, because
  /// somebody may have tried out a line in `assignments/`.
  /// - Parameter scratch: Where they are made.
  public func untouched(in scratch: URL) throws -> URL {
    let solutions = root.appending(path: "solutions").path
    guard FileManager.default.fileExists(atPath: solutions) else {
      return root.appending(path: "assignments")
    }
    try stubs().writeStale(root: scratch)
    return scratch.appending(path: "assignments")
  }

  /// The stub of one file.
  /// - Throws: A sentence where a body or a marked part does not end.
  public static func stub(of solution: String, path: String) throws -> String {
    if solution.contains("// GIVEN SOLVED") { return solution }
    var result = ""
    var rest = Substring(solution)
    while let found = nextBody(in: rest) {
      result += rest[..<found.lowerBound]
      guard let end = endOfBlock(rest[found.lowerBound...]) else {
        throw KitError("\(path): the body that starts \"\(rest[found].prefix(40))\" has no end.")
      }
      result += "{ try todo() }"
      rest = rest[end...]
    }
    return try withoutMarkedParts(result + rest, path)
  }

  /// The `{` of the next stage: of `stage.f {`, `stage.x(step: t) {` or `stage.loss.f {`.
  package static func nextBody(in text: Substring) -> Range<Substring.Index>? {
    let stage = #/\bstage(\.\w+)+(\(step: [^)\n]*\))? \{/#
    guard let match = text.firstMatch(of: stage) else { return nil }
    return text.index(before: match.range.upperBound)..<match.range.upperBound
  }

  /// Where the block that starts with `{` ends: braces in strings and comments do not count.
  package static func endOfBlock(_ text: Substring) -> Substring.Index? {
    let scanner = SourceScanner(Array(text.utf8))
    return scanner.close(ofBracketAt: 0, before: scanner.text.count).map {
      text.utf8.index(text.startIndex, offsetBy: $0 + 1)
    }
  }

  /// Replaces the parts between the marks, which are whole bodies of functions that throw.
  private static func withoutMarkedParts(_ text: String, _ path: String) throws -> String {
    var lines: [String] = []
    var part: [String]?
    for line in text.components(separatedBy: "\n") {
      switch line.trimmingCharacters(in: .whitespaces) {
      case "// BEGIN SOLUTION":
        if part != nil { throw KitError("\(path): BEGIN SOLUTION stands twice without an END.") }
        part = []
      case "// END SOLUTION":
        guard let body = part else { throw KitError("\(path): END SOLUTION without a BEGIN.") }
        let indent = (body.first ?? "").prefix { $0 == " " }
        let returns = body.contains { $0.hasPrefix("\(indent)return ") }
        lines.append("\(indent)\(returns ? "return " : "")try todo()")
        part = nil
      default:
        if part == nil { lines.append(line) } else { part!.append(line) }
      }
    }
    if part != nil { throw KitError("\(path): BEGIN SOLUTION without an END.") }
    return lines.joined(separator: "\n")
  }
}
