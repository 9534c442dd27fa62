// Text as it is shown to a person.

extension StringProtocol {
  /// What the student's code says is shown to a person: without line breaks and codes that a
  /// terminal would obey, and not at any length.
  package func clipped(to length: Int = 300) -> String {
    let text = String(String.UnicodeScalarView(unicodeScalars.prefix(length)))
    return text.withoutControls(except: "") + (unicodeScalars.count > length ? "…" : "")
  }

  /// The text with a `�` for every code that a terminal would obey.
  /// - Parameter kept: Those that stay, as line breaks may.
  package func withoutControls(except kept: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        result.append(kept.unicodeScalars.contains(scalar) ? scalar : "\u{fffd}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

extension String {
  /// The text with blanks behind it.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// The text with blanks before it.
  package func paddedLeft(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
