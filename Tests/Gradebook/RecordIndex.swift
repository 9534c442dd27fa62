import Foundation
import KitSupport

/// Which file holds whose record.
///
/// What stands in a record tells whose it is, not the name of its file: `kit gradebook --one` writes to
/// whatever file it was given.
struct RecordIndex: Sendable {
  /// The files that count, by the bytes of the students' folders.
  private var files: [[UInt8]: (folder: String, file: URL)] = [:]

  /// Records of a folder of which there is a newer one.
  private(set) var outdated: [(file: URL, newer: URL)] = []

  /// What a record tells of its student.
  private struct Owner: Decodable {
    let student: Roster.Student
  }

  /// - Parameter isLenient: Whether a damaged record is passed over.
  /// - Throws: A sentence about a record that cannot be read.
  init(of all: [URL], isLenient: Bool = false) throws {
    for file in all {
      let folder: String
      do {
        folder = try Records.decode(Owner.self, from: file).student.folder
      } catch {
        if isLenient { continue }
        throw error
      }
      let key = Array(folder.utf8)
      guard let other = files[key]?.file else {
        files[key] = (folder, file)
        continue
      }
      let isNewer = Self.date(of: file) > Self.date(of: other)
      files[key] = (folder, isNewer ? file : other)
      outdated.append(isNewer ? (other, file) : (file, other))
    }
  }

  private static func date(of file: URL) -> Date {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
    return attributes?[.modificationDate] as? Date ?? .distantPast
  }

  subscript(folder: String) -> URL? { files[Array(folder.utf8)]?.file }

  /// The students' folders, in order.
  var folders: [String] {
    files.values.map(\.folder).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }
}
