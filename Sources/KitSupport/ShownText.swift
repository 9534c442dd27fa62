// Text as it is shown to a person.

extension StringProtocol {
  /// The text made safe to show to a person, for what a student's code says: line breaks and codes
  /// that a terminal would obey become `�`, and a long text is cut.
  package func clipped(to length: Int = 300) -> String {
    let text = String(String.UnicodeScalarView(unicodeScalars.prefix(length)))
    return text.withoutControls(except: "") + (unicodeScalars.count > length ? "…" : "")
  }

  /// The text with a `�` for every code that a terminal would obey.
  /// - Parameter kept: The codes that stay, such as line breaks.
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
  /// The text padded with spaces on the right.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// The text padded with spaces on the left.
  package func paddedLeft(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
