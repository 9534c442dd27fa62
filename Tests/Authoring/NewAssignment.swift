import Foundation
import Grader
import KitSupport

/// Makes a small assignment that works, for its author to change, one line at a time, into the one
/// they have in mind.
public struct NewAssignment {
  private let name: AssignmentName
  private let root: URL
  private let table: CourseTable

  /// - Parameters:
  ///   - text: Its folder, as in `15-layer-norm`.
  ///   - root: The package's folder.
  /// - Throws: A sentence where the assignment cannot have this name.
  public init(_ text: String, root: URL) throws {
    self.root = root
    table = try CourseTable(root: root)
    name = try AssignmentName(text, root: root, table: table)
  }

  /// A file that was written, and whether it is new.
  public typealias Written = (path: String, isNew: Bool)

  /// Writes the assignment's files, and everything that is made from them.
  /// - Parameters:
  ///   - build: Builds a product of the package with the solutions.
  ///   - drawings: Draws the graphs that the handouts link to, from the expected values.
  ///   - tabulate: Has the judge grade the assignment's mutants, and writes their row.
  /// - Returns: The files written.
  /// - Throws: A sentence about what went wrong; the package is then as it was before.
  public func write(
    building build: (String) throws -> Void, drawing drawings: () throws -> [MadeText],
    tabulating tabulate: (String) throws -> Void
  ) throws -> [Written] {
    try Edits.made(in: root) { edits in
      let (row, template) = (name.row, Template(name))
      for file in template.files { try edits.write(file) }
      try edits.write(
        MadeText(
          path: "assignments/\(row.folder)/\(row.module).swift",
          text: try StubMaker.stub(of: template.solution, path: "\(row.module).swift")))
      try edits.write(MadeText(path: CourseTable.path, text: table.manifest(adding: row)))
      for list in try Lists(root: root, rows: CourseTable(root: root).rows).made() {
        try edits.write(list)
      }
      try build("Submission")
      let expected = Products.expected(seed: nil, root: root)
      let maker = ExpectedMaker(submission: Products.submission)
      try edits.write("Tests/Grading/Expected/\(row.folder).json") {
        for drawn in try maker.declared(row.folder, seeds: [0]) {
          try maker.make(drawn).write(to: expected)
        }
      }
      try grade()
      for file in try drawings() where file.path.hasPrefix("assignments/\(row.folder)/") {
        try edits.write(file)
      }
      try edits.write("Tests/Mutants/README.md") { try tabulate(row.folder) }
      return edits.written
    }
  }

  /// Checks that the judge finds the solution right.
  private func grade() throws {
    let grader = AssignmentGrader(
      submission: Products.submission, sources: root.appending(path: "solutions").path,
      expected: Products.expected(seed: nil, root: root))
    let report = try grader.grade(name.row.folder)
    guard report.isComplete, report.problems.isEmpty else {
      let complaint =
        report.problems.first?.text
        ?? report.lines.lazy.compactMap { line in
          line.verdict.complaint.map { "\(line.name) \($0)" }
        }.first ?? "it has \(report.points) of \(report.possible) points"
      throw KitError("The judge does not take the new solution: \(complaint).")
    }
  }
}
