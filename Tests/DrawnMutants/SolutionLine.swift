import Authoring
import Foundation

/// A line of a solution: where its body stands, and what it can read.
struct SolutionLine: Sendable {
  let part: SolutionPart

  /// The function, or the gate, that the line belongs to.
  let owner: String
  let name: String

  /// What stands between the braces.
  let body: String

  /// The names that the body can read: the function's inputs, and what is declared above.
  let scope: [String]

  /// The assignment's folder.
  var folder: String { part.folder }

  /// All lines in a solution's files.
  static func all(in folder: String, of solutions: URL) throws -> [SolutionLine] {
    try SolutionFile.all(in: folder, of: solutions).flatMap(all)
  }

  /// All lines in a file.
  static func all(in file: SolutionFile) -> [SolutionLine] {
    let text = file.text
    var lines: [SolutionLine] = []
    var rest = Substring(text)
    while let open = StubMaker.nextBody(in: rest),
      let end = StubMaker.endOfBlock(rest[open.lowerBound...])
    {
      rest = rest[end...]
      let above = text[..<open.lowerBound]
      guard let stage = above.matches(of: #/stage(?:\.\w+)*\.(\w+)/#).last,
        let owner = Owner(of: above)
      else { continue }
      let name = String(stage.1)
      let function = above[owner.head...]
      let inputs = function.prefix { $0 != "{" }.matches(of: #/(\w+): /#).map { String($0.1) }
      let declared = function.matches(of: #/(?:let|var) (\w+)/#).map { String($0.1) }
      let isItself = declared.last == name
      let scope = (inputs + declared.dropLast(isItself ? 1 : 0)).filter { $0 != "stage" }
      let range = open.upperBound..<text.index(before: end)
      lines.append(
        SolutionLine(
          part: SolutionPart(
            "\(owner.name)/\(name)", at: range, of: owner.name, in: stage.range.lowerBound..<end,
            of: file),
          owner: owner.name, name: name, body: String(text[range]),
          scope: scope.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }))
    }
    return lines
  }
}
