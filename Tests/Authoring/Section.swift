import Foundation

/// A part of a page that a command makes, between two marks that no reader sees.
public struct Section {
  private let text: String
  private let inside: Range<String.Index>

  /// Finds a part by its name; `nil` where the page has lost its marks.
  public init?(_ name: String, in text: String) {
    guard let begin = text.range(of: "<!-- \(name): begin -->\n"),
      let end = text.range(of: "<!-- \(name): end -->"), begin.upperBound <= end.lowerBound
    else { return nil }
    self.text = text
    inside = begin.upperBound..<end.lowerBound
  }

  /// What stands between the marks.
  public var content: String { String(text[inside]) }

  /// The whole page, with something else between the marks.
  public func replaced(by content: String) -> String {
    text.replacingCharacters(in: inside, with: content)
  }

  /// The marks of a part, as a message shows them.
  public static func marks(_ name: String) -> String {
    "<!-- \(name): begin --> and <!-- \(name): end -->"
  }
}
