import Foundation

/// What is wrong with a data file, as a sentence that names the file, what was expected, and what
/// was found.
public struct DatasetError: Error, Equatable, CustomStringConvertible {
  public enum Kind: Sendable {
    case unreadable, truncated, wrongMagic, wrongSize, wrongLabel
  }

  public let kind: Kind
  public let file: String
  public let description: String

  init(_ kind: Kind, _ file: URL, _ sentence: String) {
    self.kind = kind
    self.file = file.path
    description = "\(file.path): \(sentence)"
  }
}

/// The bytes of a file.
func bytes(of file: URL) throws -> [UInt8] {
  do {
    return [UInt8](try Data(contentsOf: file))
  } catch {
    throw DatasetError(
      .unreadable, file,
      "expected a file that can be read, found none (\(error.localizedDescription)).")
  }
}
