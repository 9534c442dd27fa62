import SwiftText

/// What to write in place of something that Python or NumPy has and Swift's grammar has not. The compiler
/// cannot be taught words for it, as for a function or an operator that is only missing.
struct NumPyHabit {
  /// What the compiler says of it, in one of these ways, and what the line has.
  private let said: [String]
  private let written: [String]
  private let advice: String

  private static let separated = ["consecutive statements on a line"]

  private static let all = [
    NumPyHabit(
      said: separated, written: [" @ "],
      advice: "Swift has no @ for matrices: write a.matmul(b)"),
    NumPyHabit(
      said: separated, written: [" if ", " else "],
      advice: "Swift chooses by ? and :, as in a > 0 ? a : 0"),
    NumPyHabit(
      said: separated + ["expected ',' separator"], written: ["lambda "],
      advice: "in Swift a function without a name is { x in x * x }"),
    NumPyHabit(
      said: separated, written: [], advice: "is an operator missing, or a bracket?"),
    NumPyHabit(
      said: ["axis", "count", "keepdims", "classes", "at"].map { "'\($0)' in scope" },
      written: ["="],
      advice: "a label ends in a colon, as in x.sum(axis: 1)"),
    NumPyHabit(
      said: ["expected argument label before colon"], written: ["["],
      advice: "a tensor has no slices in brackets: write x.slice(axis: 0, at: i), or "
        + "b.expand(axis: 0, count: n) for b[None, :]"),
    NumPyHabit(
      said: ["'keepdims'"], written: ["max("],
      advice: "write x.max(axis: 1).expand(axis: 1, count: c)"),
  ]

  /// A compiler's message, with what to write if a habit is behind it.
  static func explained(_ error: CompilerMessage, in source: [UInt8]) -> String {
    let lines = source.split(separator: ascii("\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(error.line - 1) else { return error.text }
    let (message, line) = (error.text, String(decoding: lines[error.line - 1], as: UTF8.self))
    let habit = all.first { habit in
      habit.said.contains(where: message.contains) && habit.written.allSatisfy(line.contains)
    }
    return habit.map { "\(message). \($0.advice.capitalizedFirst)" } ?? message
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
