import Grader
import KitSupport

/// A message of the compiler about a place in a file.
struct CompilerMessage: Equatable {
  enum Kind: String { case error, note }

  let kind: Kind
  let file: String
  let line: Int
  let column: Int
  let text: String

  /// Reads the front end's output: the lines that begin with the path of one of the files, a line
  /// and a column. Excerpts of the source stand between them.
  static func messages(in output: String, about files: [String]) -> [CompilerMessage] {
    output.split(separator: "\n").compactMap { line in
      guard let file = files.first(where: { line.hasPrefix($0 + ":") }) else { return nil }
      let parts = line.dropFirst(file.count + 1).split(
        separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count == 4, let number = Int(parts[0]), let column = Int(parts[1]),
        let kind = Kind(rawValue: parts[2].drop(while: \.isWhitespace).description)
      else { return nil }
      let text = parts[3].drop(while: \.isWhitespace)
      return CompilerMessage(
        kind: kind, file: file, line: number, column: column,
        text: words(of: String(text)).clipped(to: 1000))
    }
  }

  /// A message reduced to the kit's own words, if it ends in some, as where a tensor is asked for
  /// what it cannot do: `conformance of 'Int' to 'Slip.Comparison' is unavailable: a tensor …`.
  private static func words(of text: String) -> String {
    guard let end = text.firstRange(of: "' is unavailable: ")?.upperBound else { return text }
    return String(text[end...])
  }

  /// The errors, each with the notes that follow it.
  static func errors(
    in output: String, about files: [String]
  ) -> [(error: CompilerMessage, notes: [CompilerMessage])] {
    messages(in: output, about: files).reduce(into: []) { errors, message in
      switch message.kind {
      case .error: errors.append((message, []))
      case .note: if !errors.isEmpty { errors[errors.count - 1].notes.append(message) }
      }
    }
  }
}
