import Foundation
import Grader
import KitSupport

/// Finds what is missing or stale in the files of the course, without running any of them.
public struct Inspection {
  private let root: URL
  private let table: CourseTable
  private let rows: [CourseTable.Row]

  /// - Parameters:
  ///   - wanted: The folder or number of the only assignment to look at; `nil` for the whole
  ///     course.
  /// - Throws: A sentence where there is no such assignment, or no solutions to look at.
  public init(root: URL, of wanted: String? = nil) throws {
    self.root = root
    let table = try CourseTable(root: root)
    self.table = table
    rows = try wanted.map { [try table.row($0)] } ?? table.rows
    guard exists("solutions") else {
      throw KitError("The folder solutions/ is missing: the course is checked against it.")
    }
  }

  /// The assignments looked at.
  public var folders: [String] { rows.map(\.folder) }

  /// What was found.
  public func defects() throws -> [Defect] {
    try missingFiles + declarations + strayFolders + stubs() + lists()
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  private func text(_ path: String) -> String? {
    try? String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  private func contents(_ path: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: path).path)) ?? []
  }

  // MARK: - By hand

  private var missingFiles: [Defect] {
    rows.flatMap { row in
      let files = [
        ("solutions/\(row.folder)", "write the solution"),
        (Handout.path(row), "write the handout"),
        ("Sources/Course/\(row.module).swift", "declare the functions and their cases"),
        ("Tests/Mutants/\(row.module)Mutants.swift", "plant mistakes and variants"),
        (
          "Tests/Grading/Expected/\(row.folder).json",
          "make the values with `GRADE=solutions swift run kit expected`"
        ),
      ]
      return files.filter { !exists($0.0) }.map {
        Defect($0, "is missing: \($1) of \(row.folder).")
      }
    }
  }

  /// The parts of files that the generated lists and the handout's title require.
  private var declarations: [Defect] {
    rows.flatMap { row in
      let mutants = "Tests/Mutants/\(row.module)Mutants.swift"
      let wanted = [
        ("Sources/Course/\(row.module).swift", "static let \(row.property) = Assignment("),
        ("Sources/Course/\(row.module).swift", "\"\(row.folder)\""),
        (mutants, "static let \(row.property)Mistakes"),
        (mutants, "static let \(row.property)Variants"),
        (Handout.path(row), "# \(row.number)"),
      ]
      return wanted.compactMap { path, part -> Defect? in
        guard let text = text(path), !text.contains(part) else { return nil }
        return Defect(path, "does not hold `\(part)`, which is looked for there: add it.")
      }
    }
  }

  /// Folders and files that the table does not know; only when the whole course is looked at.
  private var strayFolders: [Defect] {
    guard rows == table.rows else { return [] }
    let known = Set(table.rows.map(\.folder))
    let folders = ["assignments", "solutions"].flatMap { room in
      contents(room).sorted().filter { !$0.hasPrefix(".") && !known.contains($0) }
        .map { "\(room)/\($0)" }
    }
    let files = contents("Tests/Grading/Expected").sorted()
      .filter { $0.hasSuffix(".json") && !known.contains(String($0.dropLast(5))) }
      .map { "Tests/Grading/Expected/\($0)" }
    return (folders + files).map {
      Defect($0, "belongs to no assignment: add a row to the table in Package.swift, or remove it.")
    }
  }

  // MARK: - Made

  private func stubs() throws -> [Defect] {
    let folders = rows.map { "assignments/\($0.folder)" }
    let stubs = try StubMaker(root: root).stubs()
      .filter { stub in folders.contains { stub.path.hasPrefix("\($0)/") } }
    let stale = stubs.filter { $0.isStale(root: root) }.map {
      Defect($0.path, "is not the solution's stub: make it anew with `swift run kit stubs`.")
    }
    let stray = folders.flatMap { folder in
      contents(folder).sorted().filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
    }.filter { path in !stubs.contains { $0.path == path } }.map {
      Defect($0, "is no solution's stub: remove it, or write the solution.")
    }
    return stale + stray
  }

  private func lists() throws -> [Defect] {
    let lists = Lists(root: root, rows: table.rows)
    var defects = lists.inSwift.filter { $0.isStale(root: root) }.map {
      Defect($0.path, "is not what the table in Package.swift says: run `swift run kit lists`.")
    }
    do {
      let readme = try lists.readme()
      if readme.isStale(root: root) {
        defects.append(
          Defect(readme.path, "its table is not what the handouts say: run `swift run kit lists`."))
      }
    } catch {
      defects.append(Defect("README.md", "its table cannot be made. \(error)"))
    }
    return defects
  }
}
