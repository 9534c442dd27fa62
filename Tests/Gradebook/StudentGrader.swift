import Foundation
import KitSupport

/// Grades one student: the only unit of work of a gradebook.
public struct StudentGrader: Sendable {
  private let engine: any GradingEngine
  private let staging: Staging
  private let assignments: [String]
  private let seed: @Sendable (Roster.Student) -> UInt64?
  private let scratch: URL
  private let afterwards: @Sendable (Roster.Student, _ staged: URL, _ isNew: Bool) throws -> Void

  /// - Parameters:
  ///   - assignments: The folders of the assignments to grade.
  ///   - seed: What a student's cases are drawn from; `nil` for the cases that everybody has.
  ///   - scratch: A folder for staged copies.
  ///   - afterwards: Called with each student's staged copy once that is graded, and with whether
  ///     the grade is a new one.
  public init(
    engine: any GradingEngine, staging: Staging, assignments: [String], scratch: URL,
    seed: @escaping @Sendable (Roster.Student) -> UInt64? = { _ in nil },
    afterwards: @escaping @Sendable (Roster.Student, URL, Bool) throws -> Void = { _, _, _ in }
  ) {
    self.engine = engine
    self.staging = staging
    self.assignments = assignments
    self.scratch = scratch
    self.seed = seed
    self.afterwards = afterwards
  }

  /// Grades what a student handed in.
  /// - Parameter known: The student's record of an earlier run, from which unchanged grades are
  ///   taken, and those of assignments that are not asked for.
  /// - Throws: A sentence where the copies cannot be written.
  public func grade(
    _ student: Roster.Student, in folder: URL, known: GradedSubmission?
  ) throws -> GradedSubmission {
    var record = try gradeAsked(student, in: folder, known: known)
    record.keep(from: known)
    return record
  }

  private func gradeAsked(
    _ student: Roster.Student, in folder: URL, known: GradedSubmission?
  ) throws -> GradedSubmission {
    var record = GradedSubmission(student: student)
    let target = scratch.appending(path: FileName.safe(student.folder))
    let staged: Staging.Result
    do {
      if let refusal = try staging.refusal(of: folder) {
        record.assignments = try assignments.map {
          try blank($0, .cannotBeGraded(refusal), hash: "")
        }
        return record
      }
      staged = try staging.stage(folder, to: target)
    } catch let error as Disk.Refusal {
      record.assignments = try assignments.map {
        try blank($0, .infrastructure(error.description), hash: "")
      }
      return record
    }
    defer { try? FileManager.default.removeItem(at: target) }
    record.leftOut = staged.leftOut
    for assignment in assignments {
      record.assignments.append(
        try grade(assignment, student, target, staged, known: known))
    }
    let earlier = assignments.map { folder in
      known?.assignments.first { $0.folder == folder }
    }
    let isNew = record.assignments != earlier
    try afterwards(student, target, isNew)
    return record
  }

  private func grade(
    _ assignment: String, _ student: Roster.Student, _ target: URL, _ staged: Staging.Result,
    known: GradedSubmission?
  ) throws -> GradedAssignment {
    let hash = try engine.hash(of: assignment, in: target)
    let refusal = try engine.folders(behind: assignment).compactMap { staged.unreadable[$0] }.first
    if let refusal {
      return try blank(assignment, .infrastructure(refusal.description), hash: hash)
    }
    let files = staging.files[assignment] ?? []
    let names = files.joined(separator: ", ")
    if staged.absent.contains(assignment) {
      return try blank(
        assignment,
        .cannotBeGraded(
          "it was not handed in: there is no folder \(assignment), and no \(names)"
            + staged.hints(for: assignment, files, isComplete: true)), hash: hash)
    }
    // Where nothing was taken, nothing was tried: that is no zero.
    if staged.empty.contains(assignment) {
      return try blank(
        assignment,
        .cannotBeGraded(
          (files.count == 1 ? "no \(names)" : "none of \(names)") + " was handed in"
            + staged.hints(for: assignment, files, isComplete: true)),
        hash: hash)
    }
    var graded = try blank(assignment, .graded, hash: hash)
    graded.seed = seed(student)
    if let old = known?.assignments.first(where: { $0.folder == assignment }), old.isCurrent(graded)
    {
      return old
    }
    do {
      let outcome = try engine.grade(assignment, of: target, seed: graded.seed)
      (graded.status, graded.lines, graded.problems, graded.printed) = outcome
      for index in graded.lines.indices { graded.lines[index].move(to: staged.places) }
    } catch {
      graded.status = .infrastructure(error.sentence)
    }
    if let missing = staged.missing[assignment], graded.status == .graded {
      graded.status = .partly(
        "\(missing.joined(separator: ", ")) missing: graded as a stub"
          + staged.hints(for: assignment, missing, isComplete: false))
    }
    return graded
  }

  private func blank(
    _ assignment: String, _ status: GradedAssignment.Status, hash: String
  ) throws -> GradedAssignment {
    GradedAssignment(
      folder: assignment, status: status, sources: hash, seed: nil,
      kit: try engine.version(of: assignment))
  }
}

extension GradedAssignment {
  /// Whether this grade is what grading again would give.
  fileprivate func isCurrent(_ other: GradedAssignment) -> Bool {
    if case .infrastructure = status { return false }
    return (sources, seed, kit) == (other.sources, other.seed, other.kit)
  }
}

extension GradedLine {
  /// Names the file as it was handed in, not as it was copied.
  fileprivate mutating func move(to places: [String: String]) {
    guard let path = file, let slash = path.firstIndex(of: "/"),
      let place = places[String(path[..<slash])]
    else { return }
    file = place.isEmpty ? String(path[path.index(after: slash)...]) : place + path[slash...]
  }
}

/// Names that students gave, as names of files.
public enum FileName {
  /// The name with every byte but ASCII letters, digits, `_` and `-` percent-encoded, so that no
  /// two names become one and none leaves the folder.
  public static func safe(_ name: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-".utf8)
    return name.utf8.map { byte in
      plain.contains(byte)
        ? String(UnicodeScalar(byte))
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
