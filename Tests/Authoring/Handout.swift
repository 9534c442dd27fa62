import Foundation
import Grader
import KitSupport

/// An assignment's handout, as far as commands read it.
public struct Handout: Sendable {
  public let row: CourseTable.Row

  /// Where it is kept, below the package's folder.
  public var path: String { Self.path(row) }

  public let text: String

  init(row: CourseTable.Row, text: String) { (self.row, self.text) = (row, text) }

  static func path(_ row: CourseTable.Row) -> String { "assignments/\(row.folder)/README.md" }

  /// Reads the handout of an assignment.
  /// - Throws: A sentence where it is missing.
  public init(root: URL, _ row: CourseTable.Row) throws {
    let file = root.appending(path: Self.path(row))
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw KitError("\(Self.path(row)) is missing: write the handout of \(row.folder).")
    }
    self.init(row: row, text: text)
  }

  /// What the README's table says about the assignment: what students write in it, and what that
  /// teaches. It is in a line `<!-- course: the hinge loss | masks, and a value used twice -->`.
  /// - Throws: A sentence if there is no such line.
  public var summary: (task: String, lesson: String) {
    get throws {
      guard let match = text.firstMatch(of: #/(?m)^<!-- course: (.+) \| (.+) -->$/#) else {
        throw KitError(
          "\(path) does not say what stands in the README's table: write a line "
            + "<!-- course: what is written | what it teaches --> below its title.")
      }
      return (String(match.1), String(match.2))
    }
  }
}
