import Foundation

/// Where the command prints, and what may be printed there.
package struct Console: Sendable {
  /// Whether a line can be overwritten.
  package let isTerminal: Bool
  package let usesColor: Bool
  private let measure: @Sendable () -> Int

  /// How many characters fit on a line, at this moment: a window can be resized.
  package var width: Int { measure() }
  private let put: @Sendable (String) -> Void

  package init(
    isTerminal: Bool, usesColor: Bool, width: @escaping @Sendable () -> Int = { 80 },
    put: @escaping @Sendable (String) -> Void
  ) {
    (self.isTerminal, self.usesColor, self.put) = (isTerminal, usesColor, put)
    measure = width
  }

  /// The program's own output. Colour only on a terminal, and only where `NO_COLOR` is not set.
  package static var standard: Console {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb"
    return Console(
      isTerminal: isTerminal,
      usesColor: isTerminal && (environment["NO_COLOR"] ?? "").isEmpty,
      width: { isTerminal ? windowWidth ?? 80 : 80 },
      put: { text in
        Swift.print(text, terminator: "")
        fflush(nil)
      })
  }

  /// How many columns the terminal has, where it says.
  private static var windowWidth: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  package func print(_ line: String = "") { put(line + "\n") }

  /// Prints a paragraph, its lines broken between words.
  package func printParagraph(_ text: String) {
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        print(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    print(line)
  }

  /// Takes the place of what the current line shows.
  func overwrite(_ line: String) { put("\r\u{1B}[2K" + line) }
}
