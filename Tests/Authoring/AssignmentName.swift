import Foundation
import Grader
import KitSupport

/// The name of an assignment that is to be made, and the names that follow from it.
public struct AssignmentName: Sendable {
  public let row: CourseTable.Row

  /// The function that the assignment starts with, which has the same name as the course's
  /// property.
  var function: String { row.property }

  /// The name as a title, as in "Two layer net".
  var title: String {
    let words = row.name.replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// Takes a name such as `15-layer-norm`, whose module is then `LayerNorm`.
  /// - Throws: A sentence if it has another form, or if one of the names derived from it is taken
  ///   already.
  public init(_ text: String, root: URL, table: CourseTable) throws {
    guard text.wholeMatch(of: #/\d\d(-[a-z][a-z0-9]*)+/#) != nil else {
      throw KitError(
        "\"\(text)\" is no name for an assignment: two digits and small letters are, with hyphens "
          + "between, as in \(table.nextNumber)-layer-norm.")
    }
    let words = text.dropFirst(3).split(separator: "-")
    row = CourseTable.Row(
      folder: text, module: words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(),
      uses: [])
    if words.contains(where: { $0.contains(/\d\d/) }) {
      throw KitError(
        "\"\(text)\" holds two digits behind its number: `swift test --filter` would find it by "
          + "those, too. Write them as a word.")
    }
    if let other = table.rows.first(where: { $0.number == row.number }) {
      throw KitError(
        "There is an assignment \(row.number) already, \(other.folder). The next free number is "
          + "\(table.nextNumber).")
    }
    let names = try TakenNames(root: root, table: table)
    if let meaning = names.meaning(of: row) {
      throw KitError("\"\(text)\" would make a \(meaning). Choose another name.")
    }
    for path in Template(self).files.map(\.path)
    where FileManager.default.fileExists(atPath: root.appending(path: path).path) {
      throw KitError("\(path) exists already. Choose another name, or move the file away.")
    }
  }
}

extension CourseTable {
  /// The number after the last assignment's.
  var nextNumber: String {
    let next = (rows.compactMap { Int($0.number) }.max() ?? -1) + 1
    return next < 10 ? "0\(next)" : "\(next)"
  }
}

/// Names that an assignment cannot have, because they mean something else already.
private struct TakenNames {
  /// What each existing module is, by its name in lowercase, because some file systems ignore case.
  private var modules: [String: String] = [:]

  /// The types and functions that every assignment sees.
  private var declared: Set<String> = []

  init(root: URL, table: CourseTable) throws {
    for name in Self.system { modules[name.lowercased()] = "module or type of the system" }
    for match in table.manifest.matches(of: #/(?:library\(|[nN]ame: )\s*"(\w+)"/#) {
      modules[match.1.lowercased()] = "module of the kit"
    }
    for row in table.rows { modules[row.module.lowercased()] = "module of \(row.folder)" }
    let folder = root.appending(path: "Sources/FlatBackprop")
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where file.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for match in text.matches(of: #/public (?:final )?(?:struct|class|enum|protocol|func) (\w+)/#)
      {
        declared.insert(String(match.1))
      }
    }
  }

  /// What a name derived from a row means already; `nil` if none means anything.
  func meaning(of row: CourseTable.Row) -> String? {
    let (module, property) = (row.module, row.property)
    if let meaning = modules[module.lowercased()] {
      return "module \"\(module)\", which is the name of a \(meaning)"
    }
    if Self.keywords.contains(property) {
      return "function \"\(property)\", which is a keyword of Swift"
    }
    for name in [module, property] where declared.contains(name) {
      return
        "\(name == module ? "module" : "function") \"\(name)\", which is a name in FlatBackprop"
    }
    if property == "assignments" { return "property \"assignments\" of Course, which there is" }
    return nil
  }

  private static let keywords: Set = [
    "any", "as", "async", "await", "break", "case", "catch", "class", "continue", "default",
    "defer",
    "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "for", "func", "guard",
    "if",
    "import", "in", "init", "inout", "internal", "is", "let", "macro", "nil", "open", "operator",
    "package", "private", "protocol", "public", "repeat", "rethrows", "return", "self", "static",
    "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var",
    "where", "while",
  ]

  private static let system: Set = [
    "Any", "AnyObject", "Array", "Bool", "Character", "Collection", "Darwin", "Data", "Date",
    "Dictionary", "Dispatch", "Distributed", "Double", "Error", "Float", "Foundation",
    "FoundationEssentials", "Glibc", "Int", "Issue", "Musl", "Never", "Observation", "Optional",
    "PackageDescription", "Process", "Range", "Regex", "RegexBuilder", "Result", "Sequence", "Set",
    "String", "Substring", "Suite", "Swift", "Synchronization", "Test", "Testing", "Trait", "Type",
    "URL", "Void", "XCTest",
  ]
}
