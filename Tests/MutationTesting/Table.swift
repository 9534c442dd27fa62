import Authoring
import Foundation
import Grader
import Mutants
import KitSupport

/// The table of what the judge makes of the bank, and the usual check of the same bank.
public struct Table: Equatable, Sendable {
  public private(set) var rows: [Row]

  /// An assignment's row.
  public struct Row: Equatable, Sendable {
    public let folder: String

    /// How many mistakes there are, and what the judge makes of them.
    public let mistakes, caught, lineNamed: Int

    /// Of how many it says what is wrong, of how many something that is not, and of how many nothing
    /// more than that they are wrong. What is wrong is known from how each mutant was made.
    public let causeTrue, causeFalse, silent: Int

    /// How many variants there are, and how many of them the judge accepts.
    public let variants, accepted: Int

    /// What the usual check makes of them.
    public let usualCaught, usualLineNamed, usualAccepted: Int
  }

  public init(_ trial: Trial) {
    let folders = Set((trial.mistakes + trial.variants).map(\.mutant.folder)).sorted()
    rows = folders.map { Row($0, trial) }
  }

  /// The table with some assignments' rows in the place of its own.
  func replacingRows(by other: Table) -> Table {
    var table = self
    table.rows.removeAll { row in other.rows.contains { $0.folder == row.folder } }
    table.rows = (table.rows + other.rows).sorted { $0.folder < $1.folder }
    return table
  }
}

extension Table.Row {
  init(_ folder: String, _ trial: Trial) {
    let mistakes = trial.mistakes.filter { $0.mutant.folder == folder }
    let variants = trial.variants.filter { $0.mutant.folder == folder }
    let alarmed = Set(
      trial.falseAlarms.flatMap(\.variants).filter { $0.folder == folder }.map(\.callName)
        + variants.filter(\.isCaught).map(\.mutant.callName))
    self.init(
      [
        mistakes.count, mistakes.count { $0.isCaught }, mistakes.count { $0.isLineNamed },
        mistakes.count { $0.isCauseNamed }, mistakes.count { $0.isCauseFalse },
        mistakes.count { $0.isSilent }, variants.count, variants.count - alarmed.count,
        mistakes.count { $0.isCaughtByUsual }, mistakes.count { $0.isLineNamedByUsual },
        variants.count { !$0.isCaughtByUsual },
      ], folder)
  }

  /// A row of numbers in the order of the columns.
  fileprivate init(_ numbers: [Int], _ folder: String) {
    self.folder = folder
    (mistakes, caught, lineNamed) = (numbers[0], numbers[1], numbers[2])
    (causeTrue, causeFalse, silent) = (numbers[3], numbers[4], numbers[5])
    (variants, accepted) = (numbers[6], numbers[7])
    (usualCaught, usualLineNamed, usualAccepted) = (numbers[8], numbers[9], numbers[10])
  }

  fileprivate var numbers: [Int] {
    [
      mistakes, caught, lineNamed, causeTrue, causeFalse, silent, variants, accepted, usualCaught,
      usualLineNamed, usualAccepted,
    ]
  }

  fileprivate var markdown: String {
    func share(_ part: Int, of all: Int) -> String {
      all == 0 ? "–" : "\(part) (\(100 * part / all) %)"
    }
    let cells = [
      folder, "\(mistakes)", share(caught, of: mistakes), share(lineNamed, of: mistakes),
      share(causeTrue, of: mistakes), share(causeFalse, of: mistakes),
      share(silent, of: mistakes), "\(variants)", share(accepted, of: variants),
      share(usualCaught, of: mistakes), share(usualLineNamed, of: mistakes),
      share(usualAccepted, of: variants),
    ]
    return "| " + cells.joined(separator: " | ") + " |\n"
  }

  /// Reads a line of the table; `nil` where it is no row of an assignment.
  fileprivate init?(_ line: Substring) {
    let cells = line.split(separator: "|").map { $0.filter { $0 != " " } }
    guard cells.count == 12, cells[0].first?.isNumber == true else { return nil }
    self.init(cells.dropFirst().map { Int($0.prefix { $0.isNumber }) ?? 0 }, String(cells[0]))
  }
}

// MARK: - The page

extension Table {
  /// The table as Markdown, the sums below it.
  public var markdown: String {
    let columns = rows.map(\.numbers)
    let sums = (0..<11).map { column in columns.reduce(0) { $0 + $1[column] } }
    let lines = [
      "| assignment | planted | caught | line named | cause true | cause false | silent | variants "
        + "| accepted | usual: caught | usual: line named | usual: variants accepted |\n",
      "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    ]
    return (lines + (rows + [Row(sums, "**all**")]).map(\.markdown)).joined()
  }

  /// Reads the rows of a table that has been written.
  public init(markdown: String) {
    rows = markdown.split(separator: "\n").compactMap { Row($0) }
  }

  /// The page that the table is kept in, below the package's folder.
  public static let path = "Tests/Mutants/README.md"

  private static func section(root: URL) throws -> Section {
    let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
    guard let section = Section("table", in: text) else {
      throw KitError("\(path) has lost the marks around its table: \(Section.marks("table")).")
    }
    return section
  }

  /// The table on the page, as it is written there.
  public static func kept(root: URL) throws -> String { try section(root: root).content }

  /// The rows that the page has otherwise.
  /// - Parameter isWhole: Whether the table holds all assignments.
  public func defects(root: URL, isWhole: Bool) throws -> [Defect] {
    let kept = Table(markdown: try Self.kept(root: root)).rows
    let gone = isWhole ? kept.filter { row in !rows.contains { $0.folder == row.folder } } : []
    let stale = rows.filter { !kept.contains($0) }
    return (gone + stale).map {
      Defect(
        Self.path,
        "the row of \($0.folder) is not what the judge makes of its mutants now: make it anew with "
          + "`GRADE=solutions swift run mutants\(isWhole ? "" : " --keep \($0.folder)")`.")
    }
  }

  /// Puts the table on the page.
  /// - Parameter isWhole: Whether it holds all assignments; otherwise the rows of the others stay.
  public func write(root: URL, isWhole: Bool) throws {
    let section = try Self.section(root: root)
    let table = isWhole ? self : Table(markdown: section.content).replacingRows(by: self)
    try [MadeText(path: Self.path, text: section.replaced(by: table.markdown))]
      .writeStale(root: root)
  }
}
