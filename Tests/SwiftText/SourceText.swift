import Foundation

/// A source file's text, whatever editor wrote it: without a byte order mark, with lines that end
/// in `\n`, and read as Latin-1 if the bytes are not UTF-8. Line numbers stay the same.
package struct SourceText: Sendable {
  package let text: String

  /// A remark on a file that is not UTF-8, in words that follow the file's name; `nil` otherwise.
  package let remark: String?

  package init(_ bytes: Data) {
    var bytes = bytes[...]
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if bytes.starts(with: mark) { bytes = bytes.dropFirst(mark.count) }
    let utf8 = String(validating: bytes, as: UTF8.self)
    let text = utf8 ?? String(String.UnicodeScalarView(bytes.map { UnicodeScalar($0) }))
    self.text =
      text.utf8.contains(UInt8(ascii: "\r"))
      ? text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : text
    // Either of these marks is no UTF-8. A file of text in two bytes a letter is nothing that could be
    // compiled, but it is plain what has to be done.
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    remark =
      utf8 != nil
      ? nil
      : isUTF16
        ? "is UTF-16, which Swift does not read: save it as UTF-8"
        : "is not UTF-8: it is read as Latin-1. Save it as UTF-8, or its letters may be others"
  }

  /// Why a file is not read, in words that follow its name.
  package enum Refusal: Error, CustomStringConvertible {
    case irregular
    case tooLong(Int)
    case misnamed

    package var description: String {
      switch self {
      case .irregular: "is no regular file that can be read"
      case .tooLong(let bytes): "has \(bytes) bytes, more than any source file"
      case .misnamed: "has a name with a line break or a code for a terminal in it"
      }
    }
  }

  /// The longest file that is read, in bytes: nobody writes a longer source file.
  private static let longest = 1 << 20

  /// Reads a regular file, and follows no link: a pipe may never end, and a link may lead anywhere.
  package init(reading file: String) throws(Refusal) {
    let manager = FileManager.default
    guard !file.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw .misnamed
    }
    let attributes = try? manager.attributesOfItem(atPath: file)
    guard let attributes, attributes[.type] as? FileAttributeType == .typeRegular else {
      throw .irregular
    }
    let size = attributes[.size] as? Int ?? 0
    guard size <= Self.longest else { throw .tooLong(size) }
    guard let bytes = manager.contents(atPath: file) else { throw .irregular }
    self.init(bytes)
  }

  /// Reads a regular file.
  /// - Returns: `nil` where it cannot be read.
  package init?(file: String) {
    do throws(Refusal) { try self.init(reading: file) } catch { return nil }
  }
}
