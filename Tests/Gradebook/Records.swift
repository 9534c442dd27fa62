import Foundation
import KitSupport

/// The folder of a gradebook's records: one file per student, written whole or not at all, so that
/// a run that is stopped at any moment can go on from there.
public struct Records: Sendable {
  public let folder: URL
  private let roster: Roster?

  /// - Parameter roster: The students whose records are of interest, in order; `nil` for all
  ///   records.
  public init(folder: URL, of roster: Roster? = nil) {
    (self.folder, self.roster) = (folder, roster)
  }

  private func file(of student: String) -> URL {
    folder.appending(path: FileName.safe(student) + ".json")
  }

  /// The record of a student; `nil` if there is none, or if it cannot be read.
  public func read(_ student: String) -> GradedSubmission? {
    guard let data = try? Data(contentsOf: file(of: student)) else { return nil }
    return try? JSONDecoder().decode(GradedSubmission.self, from: data)
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
    guard let roster else {
      for file in try files() { try body(Self.read(file)) }
      return
    }
    for student in roster.students {
      let file = file(of: student.folder)
      var record = GradedSubmission(student: student)
      if FileManager.default.fileExists(atPath: file.path) { record = try Self.read(file) }
      // A folder graded on its own does not tell whose it is.
      record.student = student
      try body(record)
    }
  }

  private static func read(_ file: URL) throws -> GradedSubmission {
    do {
      return try JSONDecoder().decode(GradedSubmission.self, from: Data(contentsOf: file))
    } catch let error as DecodingError {
      throw KitError("The record \(file.path) is damaged (\(error)): remove it, and grade again.")
    } catch {
      throw KitError("The record \(file.path) cannot be read: \(error.reason)")
    }
  }
}

/// Keeps two gradebooks from working in one folder. The lock ends with the process, however that
/// ends.
public final class FolderLock {
  private let descriptor: Int32

  /// - Throws: A sentence where another gradebook holds the lock, or the folder cannot be written.
  public init(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw KitError("\(folder.path) cannot be made: \(error.reason)")
    }
    descriptor = open(folder.appending(path: ".lock").path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw KitError(
        "Nothing can be written to \(folder.path): \(String(cString: strerror(errno))).")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw KitError(
        "Another gradebook is at work in \(folder.path): wait for it, or choose another --out.")
    }
  }

  deinit { close(descriptor) }
}
