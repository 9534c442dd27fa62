import Authoring
import Foundation
import Grader
import Protocol

/// A part of a solution's file that can be written differently.
struct SolutionPart: Sendable {
  let file: SolutionFile

  /// What it is called: `svmLoss/dw` the body of a line, `ReLU/dx` one of a gate's, `Graph.order` and
  /// `ReLU/saved` what stands between the marks of a solution, `linearLayer/return` how a function
  /// ends.
  let name: String

  /// Where it stands in the file.
  let range: Range<String.Index>

  /// The function, the gate or the method that it belongs to.
  private let owner: String

  /// What the judge says of it, it says at these lines of the file …
  private let places: ClosedRange<Int>

  /// … whose text is this.
  private let text: Substring

  /// - Parameter whole: What the judge takes for its place, from its head to its end.
  init(
    _ name: String, at range: Range<String.Index>, of owner: String,
    in whole: Range<String.Index>, of file: SolutionFile
  ) {
    (self.file, self.name, self.range, self.owner) = (file, name, range, owner)
    text = file.text[whole]
    places = file.line(of: whole.lowerBound)...file.line(of: whole.upperBound)
  }

  /// The assignment's folder.
  var folder: String { file.folder }

  /// The names of what the course calls its functions and this is a part of. What is checked of a body
  /// says by a text where that stands. What uses another of them waits for it, and is left out.
  func functions(of course: [Declaration.Function]) -> [String] {
    let names = course.filter { function in
      function.name == owner || function.writtenIn.values.contains { text.contains($0) }
    }.map(\.name)
    return course.filter { names.contains($0.name) && Set(names).isDisjoint(with: $0.uses) }
      .map(\.name)
  }

  /// Whether what is told at a place is told of this part.
  func holds(_ place: Place?) -> Bool {
    guard let place else { return false }
    return place.file.hasSuffix("/\(folder)/\(file.name)") && places.contains(place.line)
  }

  /// All parts of a solution's files.
  static func all(in folder: String, of solutions: URL) throws -> [SolutionPart] {
    try SolutionFile.all(in: folder, of: solutions).flatMap { file in
      SolutionLine.all(in: file).map(\.part) + marked(in: file) + returns(in: file)
    }
  }

  /// What stands between `// BEGIN SOLUTION` and `// END SOLUTION`.
  private static func marked(in file: SolutionFile) -> [SolutionPart] {
    file.text.matches(of: #/// BEGIN SOLUTION\n([\s\S]*?) *// END SOLUTION/#).compactMap { match in
      let above = file.text[..<match.range.lowerBound]
      guard let owner = Owner(of: above) else { return nil }
      let saved = above.matches(of: #/Saved\(by: /#).last?.range.lowerBound
      // One that stands above the function is another gate's.
      let head = max(saved ?? owner.head, owner.head)
      let isSaved = head != owner.head
      return SolutionPart(
        isSaved ? "\(owner.name)/saved" : owner.function,
        at: match.1.startIndex..<match.1.endIndex, of: isSaved ? owner.name : owner.function,
        in: head..<match.range.upperBound, of: file)
    }
  }

  /// What a function hands back in the end.
  private static func returns(in file: SolutionFile) -> [SolutionPart] {
    file.text.matches(of: #/(?m)^( +)(return .*)\n *\}/#).compactMap { match in
      guard let owner = Owner(of: file.text[..<match.range.lowerBound]),
        // One that is further in belongs to a line.
        match.1.count == (owner.isType ? 4 : 2)
      else { return nil }
      return SolutionPart(
        "\(owner.function)/return", at: match.2.startIndex..<match.2.endIndex, of: owner.name,
        in: owner.start..<match.range.upperBound, of: file)
    }
  }
}

/// The function or the type, at the left border of a file, that something belongs to.
struct Owner {
  let name: String
  let start: String.Index
  let isType: Bool

  /// The name of the function: `svmLoss`, or `Graph.order` for a method.
  let function: String

  /// Where the function begins. Another one may stand in it, above what belongs to it.
  let head: String.Index

  /// The last one to begin in a text.
  init?(of text: Substring) {
    let declaration = #/(?m)^(?:public )?(func|struct|enum|extension) (\w+)/#
    guard let match = text.matches(of: declaration).last else { return nil }
    (name, start, isType) = (String(match.2), match.range.lowerBound, match.1 != "func")
    guard isType else {
      (function, head) = (name, start)
      return
    }
    guard let method = text[start...].matches(of: #/func (\w+)\(/#).last else { return nil }
    (function, head) = ("\(name).\(method.1)", method.range.lowerBound)
  }
}
