/// Something that is missing or stale, and what to do about it.
public struct Defect: Equatable, Sendable, CustomStringConvertible {
  /// Where it is: a path below the package's folder, possibly with a line number.
  public let place: String

  /// A sentence that says what is wrong and what to do.
  public let text: String

  public init(_ place: String, _ text: String) {
    (self.place, self.text) = (place, text)
  }

  public var description: String { "\(place): \(text)" }
}
