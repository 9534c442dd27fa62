import Foundation
import KitSupport

/// What somebody hands in for `04-svm`, as files: to gain what it should not, to harm the judge, or to
/// take others' points. What can be done inside a function that compiles is tried by ``Attack``; this is
/// about all else: the folder, the compiler, the linker, the program as a whole, what it reads.
public struct HandIn: Sendable {
  /// What it does, in a few words. No two have the same.
  public let name: String

  /// How many of the twelve lines may be right at most.
  public let most: Int

  /// The lines that must be right all the same.
  public let spared: [String]

  /// Words that the judge says of it.
  public let says: String

  /// Whether it takes a system that confines a submission to withstand it.
  public let needsConfinement: Bool
  let make: @Sendable (_ assignment: URL) throws -> Void

  public static let folder = "04-svm"
  static let file = "SVM.swift"

  public static let lines = [
    "scores", "correctScores", "margins", "hinge", "dataLoss", "regLoss", "loss", "dhinge",
    "dmargins", "dcorrectScores", "dscores", "dw",
  ]

  /// All of them.
  public static let corpus = folders + compilers + bombs + linkers + programs + readers + texts

  /// Writes it, with the folder of the assignment, into a folder of its own.
  public func write(to student: URL) throws {
    let assignment = student.appending(path: Self.folder)
    try FileManager.default.createDirectory(at: assignment, withIntermediateDirectories: true)
    try Self.solution.write(
      to: assignment.appending(path: Self.file), atomically: false, encoding: .utf8)
    try make(assignment)
  }

  /// The kit's folder.
  static let kit = PackageFolder.url

  /// The right file.
  public static let solution =
    (try? String(contentsOf: kit.appending(path: "solutions/04-svm/SVM.swift"), encoding: .utf8))
    ?? ""
}

// MARK: - Kinds of them

extension HandIn {
  /// A folder that is not as it should be. At first it holds the right file.
  /// - Parameter most: Where it is all of them, all must be right.
  static func folder(
    _ name: String, most: Int = 12, says: String = "",
    _ make: @escaping @Sendable (_ assignment: URL) throws -> Void
  ) -> HandIn {
    HandIn(
      name: name, most: most, spared: most == 12 ? lines : [], says: says, needsConfinement: false,
      make: make)
  }

  /// The right file with something done to its text.
  static func text(
    _ name: String, most: Int = 12, spares: [String]? = nil, says: String = "",
    needsConfinement: Bool = false, _ edit: @escaping @Sendable (String) -> String
  ) -> HandIn {
    HandIn(
      name: name, most: most, spared: spares ?? (most == 12 ? lines : []), says: says,
      needsConfinement: needsConfinement
    ) { assignment in
      try edit(solution).write(
        to: assignment.appending(path: file), atomically: false, encoding: .utf8)
    }
  }

  /// The right file with more code below it.
  static func beside(
    _ name: String, most: Int = 12, spares: [String]? = nil, says: String = "", _ code: String
  ) -> HandIn {
    text(name, most: most, spares: spares, says: says) {
      importingFoundation($0) + "\n" + code + "\n"
    }
  }

  /// The right file, but for the line `dscores`, which gives what a trick gives.
  /// - Parameters:
  ///   - trick: The body of a function that is given a wrong value and, as `right()`, the right one,
  ///     for use where it has found what it should not.
  ///   - code: What stands beside it.
  static func line(
    _ name: String, says: String = "", needsConfinement: Bool = false, trick: String,
    beside code: String = ""
  ) -> HandIn {
    text(
      name, most: 11, spares: lines.filter { $0 != "dscores" }, says: says,
      needsConfinement: needsConfinement
    ) { text in
      importingFoundation(
        text.replacing(
          "stage.dscores { dmargins + dcorrectScores.scatter(y, classes: c) }",
          with: "stage.dscores { try trick(dmargins) "
            + "{ dmargins + dcorrectScores.scatter(y, classes: c) } }"))
          + """

          func trick(_ wrong: Tensor, _ right: () -> Tensor) throws -> Tensor {
            \(trick)
            return wrong
          }
          \(code)

          """
    }
  }

  private static func importingFoundation(_ text: String) -> String {
    text.replacing(
      "import FlatBackprop\n", with: "import FlatBackprop\nimport Foundation\n", maxReplacements: 1)
  }

  /// What looks like a row of the board, in a Swift string.
  static let board = #"no\n04-svm         12/12  done\n\r\u{1b}[2J403/403  points, one a line"#
}
