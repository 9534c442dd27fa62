import Mutants
import Foundation
import Grader

/// The table of what the judge makes of the bank, and the usual check of the same bank.
public struct Table: Sendable {
  /// The lines of the table, as Markdown.
  public let markdown: String

  public init(_ trial: Trial) {
    var lines = [
      "| assignment | planted | caught | line named | cause named | variants | accepted "
        + "| usual: caught | usual: line named | usual: variants accepted |",
      "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    let folders = Set((trial.mistakes + trial.variants).map(\.mutant.folder)).sorted()
    for folder in folders {
      lines.append(Self.row(folder, trial) { $0.folder == folder })
    }
    lines.append(Self.row("**all**", trial) { _ in true })
    markdown = lines.joined(separator: "\n") + "\n"
  }

  private static func row(
    _ title: String, _ trial: Trial, _ isIn: (Mutant) -> Bool
  ) -> String {
    let mistakes = trial.mistakes.filter { isIn($0.mutant) }
    let variants = trial.variants.filter { isIn($0.mutant) }
    let alarmed = Set(
      trial.falseAlarms.flatMap(\.variants).filter(isIn).map(\.callName)
        + variants.filter(\.isCaught).map(\.mutant.callName))
    let cells: [String] = [
      title, "\(mistakes.count)", share(mistakes.count { $0.isCaught }, mistakes),
      share(mistakes.count { $0.isLineNamed }, mistakes),
      share(mistakes.count { $0.isCauseNamed }, mistakes), "\(variants.count)",
      share(variants.count - alarmed.count, variants),
      share(mistakes.count { $0.isCaughtByUsual }, mistakes),
      share(mistakes.count { $0.isLineNamedByUsual }, mistakes),
      share(variants.count { !$0.isCaughtByUsual }, variants),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private static func share(_ part: Int, _ all: [Finding]) -> String {
    all.isEmpty
      ? "–" : "\(part) (\(Int((100 * Double(part) / Double(all.count)).rounded(.down))) %)"
  }

  // MARK: - The page

  private static let begin = "<!-- table: begin -->\n"
  private static let end = "<!-- table: end -->"

  /// The page that the table is kept in.
  public static func page(root: URL) -> URL { root.appending(path: "Tests/Mutants/README.md") }

  /// The table on the page.
  public static func kept(root: URL) throws -> String {
    let text = try String(contentsOf: page(root: root), encoding: .utf8)
    guard let start = text.range(of: begin), let stop = text.range(of: end) else { return "" }
    return String(text[start.upperBound..<stop.lowerBound])
  }

  /// Puts the table on the page.
  public func write(root: URL) throws {
    let url = Self.page(root: root)
    var text = try String(contentsOf: url, encoding: .utf8)
    if let start = text.range(of: Self.begin), let stop = text.range(of: Self.end) {
      text.replaceSubrange(start.upperBound..<stop.lowerBound, with: markdown)
    }
    try Data(text.utf8).write(to: url)
  }
}
