/// What went wrong, as a sentence for whoever runs the kit: with the offending value, and what to do.
///
/// It is the kit's one error of this form. A module has a type of its own only where a caller has to
/// tell its errors apart.
public struct KitError: Error, Equatable, CustomStringConvertible {
  public let description: String

  /// - Parameter sentence: The whole of what is told: nobody adds to it.
  public init(_ sentence: String) { description = sentence }
}
