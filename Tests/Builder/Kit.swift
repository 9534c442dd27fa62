import Foundation
import KitSupport

/// The kit on the disk: its modules as built by SwiftPM, and the course.
public struct Kit: Sendable {
  /// The package's folder.
  public let root: URL

  /// The folder of what SwiftPM has built.
  public let products: URL

  /// - Parameters:
  ///   - root: The package's folder.
  ///   - products: The folder that the running program lies in.
  public init(root: URL, products: URL) {
    // One path per folder: the compiler takes two paths for two folders.
    (self.root, self.products) = (root.standardizedFileURL, products.resolvingSymlinksInPath())
  }

  /// The kit's modules that a student's program is made of.
  static let modules = ["FlatBackprop", "KitSupport", "Protocol", "Sandbox", "Runner", "Datasets"]

  var moduleFolder: URL { products.appending(path: "Modules") }

  /// The object files of some of the kit's modules.
  /// - Throws: A sentence where they have not been built.
  func objects(of modules: [String]) throws -> [URL] {
    try modules.flatMap { module in
      let rooms = ["Sources", "Tests"].map { root.appending(path: "\($0)/\(module)") }
      let room = rooms.first { FileManager.default.fileExists(atPath: $0.path) } ?? rooms[0]
      return try Self.swiftFiles(in: room).map { name in
        let object = products.appending(path: "\(module).build/\(name).o")
        guard FileManager.default.fileExists(atPath: object.path) else {
          throw KitError(
            "The kit's own module \(module) is not built (\(object.path) is missing): "
              + "`swift build --product kit` builds it.")
        }
        return object
      }
    }
  }

  static func swiftFiles(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }.sorted()
  }

  /// The package's name as the compiler knows it, which decides who sees what is `package`.
  var packageName: String {
    root.lastPathComponent.lowercased().map { $0.isLetter || $0.isNumber ? "\($0)" : "_" }.joined()
  }
}

/// An assignment as the kit knows it: the name of its module, and the code that calls its
/// functions.
struct CourseEntry: Sendable {
  /// The assignment's folder, as in `04-svm`.
  let folder: String
  let module: String

  /// The folders of the assignments that it builds upon.
  let uses: [String]

  /// The course's files for it: the code that calls its functions, and what that code needs.
  let files: [File]

  struct File: Sendable {
    let name: String
    var text: String

    /// Whether it declares functions of this assignment, not only of those that it builds upon.
    let isOwn: Bool
  }
}

extension Kit {
  /// The folders of the course's assignments, in order.
  public func folders() throws -> [String] { try table().map(\.folder) }

  /// The folders of some assignments, and of those that they build upon.
  public func folders(behind folders: [String]) throws -> [String] {
    let table = try table()
    let uses = table.filter { folders.contains($0.folder) }.flatMap(\.uses)
    return table.filter { folders.contains($0.folder) || uses.contains($0.module) }.map(\.folder)
  }

  /// The rows of the package's table of assignments.
  private func table() throws -> [(folder: String, module: String, uses: [String])] {
    let file = root.appending(path: "Package.swift")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw KitError("\(file.path) cannot be read: it holds the table of the assignments.")
    }
    let row = #/\(\s*"(\d\d-[\w-]+)",\s*"(\w+)",\s*\[([^\]]*)\]\s*\)/#
    return text.matches(of: row).map { match in
      let uses = match.3.matches(of: #/"(\w+)"/#).map { String($0.1) }
      return (String(match.1), String(match.2), uses)
    }
  }

  /// What the kit knows of an assignment.
  /// - Throws: A sentence if there is none of this name.
  func entry(_ folder: String) throws -> CourseEntry {
    let table = try table()
    guard let row = table.first(where: { $0.folder == folder }) else {
      let folders = table.map(\.folder).joined(separator: ", ")
      throw KitError("There is no assignment \"\(folder)\" in the course: it has \(folders).")
    }
    let modules = Set(table.map(\.module))
    let known = Set([row.module] + row.uses)
    let course = root.appending(path: "Sources/Course")
    var files: [CourseEntry.File] = []
    for name in try Self.swiftFiles(in: course) {
      let text = try String(contentsOf: course.appending(path: name), encoding: .utf8)
      let imports = Set(
        text.split(separator: "\n").filter { $0.hasPrefix("import ") }.map {
          String($0.dropFirst(7))
        }
      ).intersection(modules)
      guard imports.isSubset(of: known) else { continue }
      files.append(CourseEntry.File(name: name, text: text, isOwn: imports.contains(row.module)))
    }
    let uses = row.uses.compactMap { used in table.first { $0.module == used }?.folder }
    guard let name = Self.declaration(of: folder, in: files) else {
      throw KitError("Sources/Course declares no assignment \"\(folder)\".")
    }
    // The list of the whole course is reduced to this assignment and those it builds upon, which
    // may be what is wrong.
    let names = [name] + uses.compactMap { Self.declaration(of: $0, in: files) }
    let list = #/(let assignments: \[Assignment\] = \[)[^\]]*\]/#
    for index in files.indices where !files[index].isOwn {
      files[index].text.replace(list) { "\($0.1)\(names.joined(separator: ", "))]" }
    }
    return CourseEntry(folder: folder, module: row.module, uses: uses, files: files)
  }

  /// The name of an assignment's declaration in the course's files.
  private static func declaration(of folder: String, in files: [CourseEntry.File]) -> String? {
    files.lazy.flatMap { $0.text.matches(of: #/static let (\w+) = Assignment\(\s*"([^"]+)"/#) }
      .first { $0.2 == folder }.map { String($0.1) }
  }
}
