import Foundation

/// Where the command prints, and what may be printed there.
package struct Console: Sendable {
  /// Whether a line can be overwritten.
  package let isTerminal: Bool
  package let usesColor: Bool
  private let put: @Sendable (String) -> Void

  package init(
    isTerminal: Bool, usesColor: Bool, put: @escaping @Sendable (String) -> Void
  ) {
    (self.isTerminal, self.usesColor, self.put) = (isTerminal, usesColor, put)
  }

  /// The program's own output. Colour only on a terminal, and only where `NO_COLOR` is not set.
  package static var standard: Console {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb"
    return Console(
      isTerminal: isTerminal,
      usesColor: isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
    ) { text in
      Swift.print(text, terminator: "")
      fflush(nil)
    }
  }

  package func print(_ line: String = "") { put(line + "\n") }

  /// Takes the place of what the current line shows.
  func overwrite(_ line: String) { put("\r\u{1B}[2K" + line) }
}
