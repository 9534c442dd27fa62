import Authoring
import Foundation

/// A line of a solution: where its body stands, and what it can read.
struct SolutionLine: Sendable {
  /// The assignment's folder, and the path of the file within it.
  let folder: String
  let file: String

  /// The function, or the gate, that the line belongs to.
  let owner: String
  let name: String

  /// What stands between the braces.
  let body: String

  /// Where it stands in the file.
  let range: Range<String.Index>

  /// The names that the body can read: the function's inputs, and what is declared above.
  let scope: [String]

  /// All lines in a solution's files.
  static func all(in folder: String, of solutions: URL) throws -> [SolutionLine] {
    let place = solutions.appending(path: folder)
    return try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
      .filter { $0.hasSuffix(".swift") }
      .flatMap { file in
        let text = try String(contentsOf: place.appending(path: file), encoding: .utf8)
        return lines(of: text).map { line in
          SolutionLine(
            folder: folder, file: file, owner: line.owner, name: line.name,
            body: String(text[line.range]), range: line.range, scope: line.scope)
        }
      }
  }

  private static func lines(
    of text: String
  ) -> [(owner: String, name: String, range: Range<String.Index>, scope: [String])] {
    var lines: [(owner: String, name: String, range: Range<String.Index>, scope: [String])] = []
    var rest = Substring(text)
    while let open = StubMaker.nextBody(in: rest),
      let end = StubMaker.endOfBlock(rest[open.lowerBound...])
    {
      rest = rest[end...]
      let above = text[..<open.lowerBound]
      guard let name = above.matches(of: #/stage(?:\.\w+)*\.(\w+)/#).last?.1,
        let function = above.matches(of: #/func (\w+)\(/#).last
      else { continue }
      let part = above[function.range.lowerBound...]
      let inputs = part.prefix { $0 != "{" }.matches(of: #/(\w+): /#).map { String($0.1) }
      let declared = part.matches(of: #/(?:let|var) (\w+)/#).map { String($0.1) }
      let isItself = declared.last == String(name)
      let scope = (inputs + declared.dropLast(isItself ? 1 : 0)).filter { $0 != "stage" }
      lines.append(
        (
          String(function.1), String(name), open.upperBound..<text.index(before: end),
          scope.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        ))
    }
    return lines
  }
}
