import Foundation
import KitSupport

/// The solution of `04-svm` as what made students start from, and what follows from a line that is to do
/// or wrong.
enum SVMSolution {
  static let assignment = "04-svm"
  static let path = "04-svm/SVM.swift"

  static let forward = [
    "scores", "correctScores", "margins", "hinge", "dataLoss", "regLoss", "loss",
  ]
  static let backward = ["dhinge", "dmargins", "dcorrectScores", "dscores", "dw"]
  static let lines = forward + backward

  static func text() throws -> String {
    try String(
      contentsOf: PackageFolder.url.appending(path: "solutions/\(path)"), encoding: .utf8)
  }

  /// The solution with other bodies for some lines.
  /// - Parameter change: The new body of a line, braces included, from the old; `nil` leaves it.
  static func text(_ change: (_ line: String, _ body: Substring) -> String?) throws -> String {
    try text().split(separator: "\n", omittingEmptySubsequences: false).map { row in
      guard let match = row.firstMatch(of: #/stage\.(\w+) (\{.*\})$/#),
        let body = change(String(match.1), match.2)
      else { return String(row) }
      return row[..<match.2.startIndex] + body
    }.joined(separator: "\n")
  }

  /// The solution with another body for one line.
  static func text(with body: String, in line: String) throws -> String {
    try text { name, _ in name == line ? body : nil }
  }

  /// The backward lines that cannot be tried as long as a line cannot: those of the variables that flow
  /// through it. Each of these lines follows from the one before; `regLoss` reads the weights alone.
  static func waiting(for line: String) -> [String] {
    let chain = ["scores", "correctScores", "margins", "hinge", "dataLoss", "loss"]
    let gradients = ["dw", "dscores", "dcorrectScores", "dmargins", "dhinge"]
    if line == "regLoss" { return ["dw"] }
    return chain.firstIndex(of: line).map { Array(gradients.prefix($0 + 1)) } ?? []
  }

  /// What becomes of all lines where one cannot be run.
  static func verdicts(_ word: String, on line: String) -> [String: String] {
    Dictionary(
      waiting(for: line).map { ($0, "waits") } + [(line, word)], uniquingKeysWith: { $1 })
  }
}
