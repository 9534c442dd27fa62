import Foundation
import Grader
import KitSupport

/// The table of assignments in `Package.swift`: the one list of the course that is kept by hand.
public struct CourseTable: Sendable {
  /// An assignment's row, as in `("04-svm", "SVM", []),`.
  public struct Row: Equatable, Sendable {
    /// The folder, as in `04-svm`.
    public let folder: String

    /// The module, as in `SVM`. The files about the assignment are named after it.
    public let module: String

    /// The modules of the assignments that this one builds upon.
    public let uses: [String]

    /// The number in front of the folder's name, in two digits.
    public var number: String { String(folder.prefix(2)) }

    /// The folder's name without its number.
    public var name: String { String(folder.dropFirst(3)) }

    /// What the assignment is called in the kit's own code, as in `svm` or `convNet`.
    public var property: String {
      let capitals = module.prefix { $0.isUppercase }.count
      let lowered = capitals == module.count ? capitals : max(1, capitals - 1)
      return module.prefix(lowered).lowercased() + module.dropFirst(lowered)
    }

    var text: String {
      let uses = uses.map { "\"\($0)\"" }.joined(separator: ", ")
      return "  (\"\(folder)\", \"\(module)\", [\(uses)]),\n"
    }
  }

  /// Where the table is kept.
  static let path = "Package.swift"

  public let rows: [Row]

  /// The whole file that contains the table.
  let manifest: String

  /// Reads the table of the package in a folder.
  /// - Throws: A sentence where the file holds no such table.
  public init(root: URL) throws {
    manifest = try String(contentsOf: root.appending(path: Self.path), encoding: .utf8)
    rows = manifest.matches(of: Self.row).map { match in
      let uses = match.3.split(separator: ",").map { $0.filter { $0.isLetter || $0.isNumber } }
      return Row(folder: String(match.1), module: String(match.2), uses: uses)
    }
    if rows.isEmpty {
      throw KitError(
        "Package.swift holds no table of assignments: rows as (\"04-svm\", \"SVM\", []), are "
          + "looked for in it.")
    }
  }

  private static var row: Regex<(Substring, Substring, Substring, Substring)> {
    #/(?m)^  \("(\d\d-[^"]+)", "(\w+)", \[([^\]\n]*)\]\),\n/#
  }

  /// The text of `Package.swift` with one more row, placed by its number.
  func manifest(adding new: Row) -> String {
    let later = manifest.matches(of: Self.row).first { $0.1 > new.folder }
    let last = manifest.matches(of: Self.row).last!
    var text = manifest
    text.insert(contentsOf: new.text, at: later?.range.lowerBound ?? last.range.upperBound)
    return text
  }

  /// The assignment with this folder or number.
  /// - Throws: A sentence that lists the assignments there are.
  public func row(_ wanted: String) throws -> Row {
    if let row = rows.first(where: { $0.folder == wanted || $0.number == wanted }) { return row }
    throw KitError(
      "There is no assignment \"\(wanted)\", only \(rows.map(\.folder).joined(separator: ", ")).")
  }
}
