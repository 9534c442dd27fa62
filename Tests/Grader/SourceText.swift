import Foundation

/// A source file's text, whatever editor wrote it: without a byte order mark, lines ended by `\n`, and
/// with the letters of Latin-1 where the bytes are no UTF-8. The number of a line stays what it is.
public struct SourceText: Sendable {
  public let text: String

  /// What was put right in reading, in a sentence after the file's name; `nil` if nothing was.
  public let remark: String?

  public init(_ bytes: Data) {
    var bytes = bytes[...]
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if bytes.starts(with: mark) { bytes = bytes.dropFirst(mark.count) }
    let utf8 = String(validating: bytes, as: UTF8.self)
    let text = utf8 ?? String(String.UnicodeScalarView(bytes.map { UnicodeScalar($0) }))
    self.text =
      text.utf8.contains(UInt8(ascii: "\r"))
      ? text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : text
    remark =
      utf8 == nil
      ? "is not UTF-8: it is read as Latin-1. Save it as UTF-8, or its letters may be others" : nil
  }

  /// Reads a file.
  /// - Returns: `nil` where it cannot be read.
  public init?(file: String) {
    guard let bytes = FileManager.default.contents(atPath: file) else { return nil }
    self.init(bytes)
  }
}
