import Foundation
import Grader
import KitSupport

/// The lists of assignments that follow from the table in `Package.swift`: what the course consists
/// of, one test per assignment, the bank's mutants, and the table in the README.
public struct Lists {
  private let root: URL
  private let rows: [CourseTable.Row]

  /// - Parameters:
  ///   - root: The package's folder.
  ///   - rows: The rows of its table.
  public init(root: URL, rows: [CourseTable.Row]) {
    (self.root, self.rows) = (root, rows)
  }

  /// The lists, each with where it is kept.
  /// - Throws: A sentence where a handout does not say what stands in the README's table.
  public func made() throws -> [MadeText] { inSwift + [try readme()] }

  /// The lists that are Swift files.
  var inSwift: [MadeText] {
    [
      MadeText(path: "Sources/Course/Course.swift", text: course),
      MadeText(path: "Tests/Grading/Grading.swift", text: tests),
      MadeText(path: "Tests/Mutants/Mutants+Course.swift", text: mutants),
    ]
  }

  private static let remark =
    "// Made by `swift run kit lists` from the table in Package.swift: change that, not this.\n"

  private func each(_ line: (CourseTable.Row) -> String) -> String {
    rows.map { line($0) + "\n" }.joined()
  }

  // MARK: - The lists in Swift

  private var course: String {
    """
    import Protocol
    import Runner

    \(Self.remark)
    /// Everything a student is asked to write.
    public enum Course {
      typealias Function = Assignment.Function

      /// The assignments in the order of the course.
      public static let assignments: [Assignment] = [
    \(each { "    \($0.property)," })  ]
    }

    typealias Input = Declaration.Input

    """
  }

  private var mutants: String {
    """
    \(Self.remark)
    extension Mutants {
      static let courseMistakes: [Mutant] = [
    \(each { "    \($0.property)Mistakes," })  ].flatMap { $0 }

      static let courseVariants: [Mutant] = [
    \(each { "    \($0.property)Variants," })  ].flatMap { $0 }
    }

    """
  }

  private var tests: String {
    var text = """
      import Testing

      \(Self.remark)
      @Suite(.board)
      struct Grading {
        // One test an assignment, named as its folder: `swift test --filter 04` grades 04-svm alone.
        //
        // A filter is searched for in the whole of a test's identifier, in which the number of its
        // line stands too: "10" would also find a test in line 10. So no test stands in a line whose
        // number holds that of another assignment.
        //
        // The work is done in Grader, which records what is wrong as issues in the student's own
        // file, and the table at the end is Board.


      """
    for row in rows {
      while isTaken(line: text.count { $0 == "\n" } + 1, for: row) {
        text += "  // No test stands in this line: its number is an assignment's.\n"
      }
      let test = "func `\(row.number) \(row.name)`()"
      text += "  @Test \(test) { AssignmentTest.grade(\"\(row.folder)\") }\n"
    }
    return text + "}\n"
  }

  /// Whether a filter for another assignment would find a test in this line.
  private func isTaken(line: Int, for row: CourseTable.Row) -> Bool {
    rows.contains { $0 != row && "\(line)".contains($0.number) }
  }

  // MARK: - The table in the README

  /// The README with its table.
  /// - Throws: A sentence if a handout does not say what goes into the table, or if the README has
  ///   none.
  func readme() throws -> MadeText {
    let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    guard let table = Section("course", in: text) else {
      throw KitError("README.md has lost the marks around its table: \(Section.marks("course")).")
    }
    let rows = try rows.map { row in
      let folder = "assignments/\(row.folder)"
      let cells = try Handout(root: root, row).summary
      return "| [\(row.folder)](\(folder)) | \(cells.task) | \(cells.lesson) |\n"
    }
    let head = "| folder | you write | what it teaches |\n|---|---|---|\n"
    return MadeText(path: "README.md", text: table.replaced(by: head + rows.joined()))
  }
}
