import Foundation

/// What went wrong, as a sentence for whoever runs the kit: with the offending value, and what to
/// do.
///
/// It is the kit's one error of this form. A module has a type of its own only where a caller has
/// to tell its errors apart.
public struct KitError: Error, Equatable, CustomStringConvertible {
  public let description: String

  /// - Parameter sentence: The complete message: nothing is added to it.
  public init(_ sentence: String) { description = sentence }
}

extension Error {
  /// The complete message: the kit's own sentence, or the file and the system's reason.
  public var sentence: String {
    if let error = self as? KitError { return error.description }
    let details = (self as NSError).userInfo
    let path = details["NSDestinationFilePath"] ?? details[NSFilePathErrorKey]
    return (path.map { "\($0): " } ?? "") + reason
  }

  /// The system's reason, as in "No space left on device".
  public var reason: String {
    let error = self as NSError
    let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    return cause.domain == NSPOSIXErrorDomain
      ? String(cString: strerror(Int32(cause.code))) + "." : error.localizedDescription
  }
}
