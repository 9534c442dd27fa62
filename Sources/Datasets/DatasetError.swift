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
  var isFolder: ObjCBool = false
  let exists = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
  let found =
    !exists ? "there is none" : isFolder.boolValue ? "it is a folder: name the files in it" : nil
  guard found == nil, let data = try? Data(contentsOf: file) else {
    throw DatasetError(
      .unreadable, file, "expected a file, but \(found ?? "it cannot be read: who may read it?").")
  }
  return [UInt8](data)
}
