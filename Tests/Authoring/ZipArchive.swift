import Foundation
import KitSupport

/// A zip archive whose entries are not compressed: sources are small, and without a compressor the
/// format is simple enough to write here. (PKWARE's "APPNOTE.TXT", sections 4.3 and 4.4.)
struct ZipArchive {
  private let entries: [(path: String, rights: UInt16, data: Data)]

  /// Takes all files of a folder, by their paths below it.
  init(of folder: URL) throws {
    let files = FileManager.default
    let paths = (files.enumerator(atPath: folder.path)?.allObjects as? [String]) ?? []
    entries = try paths.sorted().compactMap { path in
      let file = folder.appending(path: path)
      let attributes = try files.attributesOfItem(atPath: file.path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else { return nil }
      let rights = (attributes[.posixPermissions] as? Int).map(UInt16.init) ?? 0o644
      return (path, rights, try Data(contentsOf: file))
    }
  }

  /// - Throws: A sentence where the file cannot be written.
  func write(to file: URL) throws {
    do {
      try bytes().write(to: file)
    } catch {
      throw KitError("\(file.path) cannot be written: \(error.reason)")
    }
  }

  func bytes() -> Data {
    var (archive, directory) = (Data(), Data())
    for (path, rights, data) in entries {
      let offset = UInt32(archive.count)
      let name = Data(path.utf8)
      var common = Data()
      // Names are UTF-8, nothing is compressed, and the time is the earliest there is.
      common.append(words: [UInt16(0x0800), 0, 0, 0x0021])
      common.append(words: [Self.checksum(data), UInt32(data.count), UInt32(data.count)])
      common.append(words: [UInt16(name.count), 0])
      archive.append(words: [UInt32(0x0403_4b50)])
      archive.append(words: [UInt16(20)])
      archive += common + name + data
      directory.append(words: [UInt32(0x0201_4b50)])
      // Made on Unix, whose permissions follow, so that programs stay executable.
      directory.append(words: [UInt16(3 << 8 | 20), 20])
      directory += common
      directory.append(words: [UInt16(0), 0, 0])
      directory.append(words: [(UInt32(0o100000) | UInt32(rights)) << 16, offset])
      directory += name
    }
    var end = Data()
    end.append(words: [UInt32(0x0605_4b50)])
    end.append(words: [UInt16(0), 0, UInt16(entries.count), UInt16(entries.count)])
    end.append(words: [UInt32(directory.count), UInt32(archive.count)])
    end.append(words: [UInt16(0)])
    return archive + directory + end
  }

  /// CRC-32 with Ethernet's polynomial.
  static func checksum(_ data: Data) -> UInt32 {
    ~data.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(($0 ^ UInt32($1)) & 0xff)] }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
  }
}

extension Data {
  /// Appends numbers in little-endian order.
  fileprivate mutating func append<Word: FixedWidthInteger>(words: [Word]) {
    for word in words { Swift.withUnsafeBytes(of: word.littleEndian) { append(contentsOf: $0) } }
  }
}
