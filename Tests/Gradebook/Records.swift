import Foundation
import KitSupport

/// The folder of a gradebook's records: one file per student, written whole or not at all, so that
/// a run that is stopped at any moment can go on from there.
public struct Records: Sendable {
  public let folder: URL
  private let roster: Roster?
  private let shown: [String]?

  /// Which file holds whose record, once that is known and nothing is written any more.
  private var index: RecordIndex?

  /// - Parameters:
  ///   - roster: The students whose records are of interest, in order; `nil` for all records.
  ///   - shown: The assignments that are of interest; `nil` for all that a record holds.
  public init(folder: URL, of roster: Roster? = nil, showing shown: [String]? = nil) {
    (self.folder, self.roster, self.shown) = (folder, roster, shown)
  }

  private func file(of student: String) -> URL {
    folder.appending(path: FileName.safe(student) + ".json")
  }

  /// The record of a student, with all of its assignments; `nil` if there is none in the file that
  /// ``write(_:)`` gives it, or if it cannot be read.
  public func read(_ student: String) -> GradedSubmission? {
    Self.read(student, from: file(of: student))
  }

  /// The record of a student in a file of its own; `nil` if it is another student's, or none.
  public static func read(_ student: String, from file: URL) -> GradedSubmission? {
    guard let record = try? decode(GradedSubmission.self, from: file),
      Array(record.student.folder.utf8) == Array(student.utf8)
    else { return nil }
    return record
  }

  /// Gives records that were written one by one the names that ``read(_:)`` looks for, so that none
  /// is made a second time.
  public func adopt() throws {
    let index = try RecordIndex(of: files(), isLenient: true)
    for student in index.folders {
      let target = file(of: student)
      guard let source = index[student], source.path != target.path else { continue }
      // A file of that name may hold somebody else's record.
      let isFree = !FileManager.default.fileExists(atPath: target.path)
      guard isFree || read(student) != nil else { continue }
      guard rename(source.path, target.path) == 0 else {
        throw KitError("\(target.path) cannot be written: \(String(cString: strerror(errno))).")
      }
    }
  }

  /// - Throws: A sentence where the record cannot be written, as on a full disk.
  public func write(_ record: GradedSubmission) throws {
    try Self.write(record, to: file(of: record.student.folder))
  }

  /// Writes a record to a file of its own.
  public static func write(_ record: GradedSubmission, to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try encoder.encode(record).write(to: file, options: .atomic)
    } catch {
      throw KitError(
        "The record of \(record.student.id) cannot be written to \(file.path): "
          + error.reason)
    }
  }

  /// The same records, to be gone through again and again while none is written: whose they are is found
  /// out once.
  public func settled() throws -> Records {
    var records = self
    records.index = try currentIndex()
    return records
  }

  private func currentIndex() throws -> RecordIndex { try index ?? RecordIndex(of: files()) }

  /// Whether there is no record at all.
  public var isEmpty: Bool { get throws { try files().isEmpty } }

  private func files() throws -> [URL] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".json") }.sorted().map { folder.appending(path: $0) }
    } catch {
      throw KitError("\(folder.path) cannot be read: \(error.reason)")
    }
  }

  /// Goes through the records one at a time, because a class may be larger than the memory. They
  /// come in the order of the roster, with an empty record for a student who has none; without a
  /// roster they come in the order of the students' folders.
  /// - Throws: A sentence about a record that cannot be read.
  public func forEach(_ body: (GradedSubmission) throws -> Void) throws {
    let index = try currentIndex()
    func record(of folder: String) throws -> GradedSubmission? {
      try index[folder].map {
        try Self.decode(GradedSubmission.self, from: $0).showing(shown)
      }
    }
    guard let roster else {
      for folder in index.folders { try record(of: folder).map(body) }
      return
    }
    for student in roster.spelled(as: index.folders).students {
      var record = try record(of: student.folder) ?? GradedSubmission(student: student)
      // A folder graded on its own does not tell whose it is.
      record.student = student
      try body(record)
    }
  }

  /// Which records and which rows of the roster do not come together, in sentences.
  public func mismatches() throws -> [String] {
    let index = try currentIndex()
    func name(_ file: URL) -> String { "\(folder.lastPathComponent)/\(file.lastPathComponent)" }
    let outdated = index.outdated.map { file, newer in
      "\(name(file)) is older than \(name(newer)), the record of the same folder: it is not used."
    }
    guard let roster = roster?.spelled(as: index.folders) else { return outdated }
    let strangers = roster.strangers(among: index.folders).map { folder in
      "\(index[folder].map(name) ?? folder) is the record of the folder \(folder), which is in no row "
        + "of the roster: it is left out."
    }
    let missing = roster.students.filter { index[$0.folder] == nil }.map(\.id)
    let blanks =
      missing.isEmpty
      ? []
      : [
        "There is no record of \(missing.joined(separator: ", ")): "
          + "\(missing.count == 1 ? "this row is" : "these rows are") blank."
      ]
    return outdated + strangers + blanks
  }

  static func decode<Content: Decodable>(_ type: Content.Type, from file: URL) throws -> Content {
    do {
      return try JSONDecoder().decode(type, from: Data(contentsOf: file))
    } catch let error as DecodingError {
      throw KitError("The record \(file.path) is damaged (\(error)): remove it, and grade again.")
    } catch {
      throw KitError("The record \(file.path) cannot be read: \(error.reason)")
    }
  }
}
