import Foundation
import KitSupport

/// Writes tables of a class's records, record by record.
public struct Tables {
  private let records: Records
  private let weights: Weights
  private let assignments: [String]

  public init(_ records: Records, assignments: [String], weights: Weights = Weights()) {
    self.records = records
    self.assignments = assignments
    self.weights = weights
  }

  /// `lines.jsonl`: one row per line of every student.
  public func writeLines(to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try Self.write(file) { write in
      try records.forEach { record in
        for assignment in record.assignments {
          for line in assignment.lines {
            let row = Row(
              student: record.student.id, assignment: assignment.folder, seed: assignment.seed,
              sources: assignment.sources, kit: assignment.kit, line: line)
            write(String(decoding: try encoder.encode(row), as: UTF8.self) + "\n")
          }
        }
      }
    }
  }

  /// `grades.csv`: one row per student, one column per assignment. What could not be graded is
  /// blank, and the last column says why.
  public func writeGrades(to file: URL) throws {
    try Self.write(file) { write in
      write(CSV.row(["id"] + assignments + ["points", "remarks"]))
      try records.forEach { record in
        let points = assignments.map { folder in
          record.assignments.first { $0.folder == folder }.flatMap { weights.points(of: $0) }
        }
        let known = points.compactMap { $0 }
        var remarks = record.assignments.compactMap { assignment in
          assignment.status.reason.map { "\(assignment.folder): \(assignment.status.word), \($0)" }
        }
        if record.assignments.isEmpty { remarks = ["there is no record"] }
        write(
          CSV.row(
            [record.student.id] + points.map { $0?.asPoints ?? "" }
              + [known.isEmpty ? "" : known.reduce(0, +).asPoints, remarks.joined(separator: "; ")])
        )
      }
    }
  }

  /// A row of `lines.jsonl`.
  private struct Row: Encodable {
    let student: String
    let assignment: String
    let seed: UInt64?
    let sources: String
    let kit: String
    let line: GradedLine

    private enum Key: String, CodingKey {
      case student, assignment, seed, sources, kit
    }

    func encode(to encoder: any Encoder) throws {
      try line.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(student, forKey: .student)
      try container.encode(assignment, forKey: .assignment)
      try container.encodeIfPresent(seed, forKey: .seed)
      try container.encode(sources, forKey: .sources)
      try container.encode(kit, forKey: .kit)
    }
  }

  /// Writes a file piece by piece, under another name until it is whole.
  static func write(_ file: URL, _ body: ((String) -> Void) throws -> Void) throws {
    let unfinished = file.appendingPathExtension("unfinished")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    guard FileManager.default.createFile(atPath: unfinished.path, contents: nil) else {
      throw KitError("\(file.path) cannot be written.")
    }
    defer { try? FileManager.default.removeItem(at: unfinished) }
    let handle = try FileHandle(forWritingTo: unfinished)
    var failure: (any Error)?
    try body { text in
      guard failure == nil else { return }
      do { try handle.write(contentsOf: Data(text.utf8)) } catch { failure = error }
    }
    try handle.close()
    if let failure {
      throw KitError("\(file.path) cannot be written: \(failure.reason)")
    }
    guard rename(unfinished.path, file.path) == 0 else {
      throw KitError("\(file.path) cannot be written: \(String(cString: strerror(errno))).")
    }
  }
}
