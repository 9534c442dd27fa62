import Authoring
import Grader

/// What the judge makes of a line as a student writes it.
public struct ExampleFinding: Sendable {
  enum Outcome: Sendable, Equatable {
    case accepted

    /// It is told at its own line: these are the sentences, with or without a cause.
    case told([Said])

    /// Something else is blamed.
    case elsewhere(String)

    case noSuchLine
    case nothingToReplace
    case doesNotCompile(String)
  }

  /// What is told of a line.
  struct Said: Sendable, Equatable {
    let text: String

    /// Whether it says why, or how the line ended the program.
    let isCause: Bool
  }

  public let example: Example
  let outcome: Outcome

  /// What is wrong with the example, or with the judge; `nil` where all is as it should be.
  public var defect: String? {
    switch outcome {
    case .accepted where !example.isRight:
      "\(example.name) is accepted, although something is wrong with it."
    case .told where example.isRight: "\(example.name) is right, but the judge refuses it."
    case .elsewhere: "the judge blames something else than \(example.name)."
    case .noSuchLine:
      "there is no \(example.name) in solutions/\(example.folder): name the function and its line."
    case .nothingToReplace:
      "there is no `\(example.replaced ?? "")` in \(example.name) of solutions/\(example.folder)."
    case .doesNotCompile(let message): "\(example.name) does not compile: \(message)"
    case .accepted, .told: nil
    }
  }

  /// The row as it should be.
  var row: String { example.row(saying: words) }

  /// What stands in the last cell.
  private var words: String {
    switch outcome {
    case .accepted: "accepted"
    case .told(let said):
      said.map { ($0.isCause ? "" : "no cause: ") + $0.text.shortened.quotedInTable }
        .joined(separator: "; ")
    case .elsewhere(let text): "elsewhere: \(text.shortened.quotedInTable)"
    case .noSuchLine, .nothingToReplace: "–"
    case .doesNotCompile(let message): "does not compile: \(message.shortened.quotedInTable)"
    }
  }
}

extension String {
  /// The text in one line, cut behind a word where it is too long for a cell.
  fileprivate var shortened: String {
    let words = split(whereSeparator: \.isWhitespace)
    var text = ""
    for word in words {
      if text.count + word.count > 200 { return text + " …" }
      text += (text.isEmpty ? "" : " ") + word
    }
    return text
  }
}
