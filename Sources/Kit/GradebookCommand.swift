import Authoring
import Builder
import Foundation
import Gradebook
import Grader
import GraphReport
import KitSupport

extension Command {
  /// Grades a class.
  static let gradebook = Command(
    name: "gradebook",
    usage: "gradebook HANDED-IN --out DIR [--only NN,NN] [--roster CSV] [--weights CSV] [--seed N] "
      + "[--secret FILE] [--hide-values | --report] [--jobs N] [--format NAME,…] | --one DIR --out FILE | "
      + "--collect DIR --out DIR",
    summary:
      "Grades every folder of a class, goes on where it was stopped, and writes tables and pages."
  ) { arguments in
    let options = try GradebookOptions(arguments)
    switch options.work {
    case .one(let folder): return try gradeOne(folder, options)
    case .collect(let records): return try collect(Records(folder: records), options)
    case .all(let handedIn): return try gradeClass(handedIn, options)
    }
  }

  /// - Parameters:
  ///   - scratch: A folder for staged copies.
  ///   - page: Where the drawn graphs of a student go, if they are asked for.
  private static func grader(
    _ options: GradebookOptions, scratch: URL, page: @escaping @Sendable (Roster.Student) -> URL
  ) throws -> StudentGrader {
    let (seeds, assignments) = (try options.seeds(), try options.assignments())
    let engine = try BuilderEngine(kit: kit, hidesValues: options.hidesValues)
    return StudentGrader(
      engine: engine,
      staging: try Staging(stubs: root.appending(path: "assignments")),
      assignments: assignments, scratch: scratch, seed: { seeds.seed(of: $0) },
      afterwards: { student, staged, isNew in
        guard options.drawsGraphs else { return }
        let file = page(student)
        if !isNew, FileManager.default.fileExists(atPath: file.path) { return }
        let parts = try assignments.map {
          try engine.portray($0, of: staged, seed: seeds.seed(of: student))
        }
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(Page(parts, of: student.name).html.utf8).write(to: file, options: .atomic)
      })
  }

  private static func page(of student: Roster.Student, in grades: URL) -> URL {
    grades.appending(path: "report/\(FileName.safe(student.folder)).html")
  }

  private static func gradeOne(_ folder: URL, _ options: GradebookOptions) throws -> Int32 {
    let student = Roster.Student(
      id: folder.lastPathComponent, folder: folder.lastPathComponent,
      name: folder.lastPathComponent)
    // Records lie in a folder of their own; the class page beside that finds the graphs in `report`.
    let grades = options.out.deletingLastPathComponent().deletingLastPathComponent()
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "flat-backprop-gradebook-\(getpid())")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let record = try grader(options, scratch: scratch) { page(of: $0, in: grades) }.grade(
      student, in: folder, known: nil)
    try Records.write(record, to: options.out)
    let failures = record.assignments.compactMap { assignment in
      if case .infrastructure(let reason) = assignment.status {
        "\(assignment.folder): \(reason)"
      } else {
        nil
      }
    }
    for failure in failures { say(failure) }
    return failures.isEmpty ? 0 : 2
  }

  private static func gradeClass(_ handedIn: URL, _ options: GradebookOptions) throws -> Int32 {
    let lock = try FolderLock(options.out)
    defer { withExtendedLifetime(lock) {} }
    let folders = try handedInFolders(handedIn)
    let roster = try options.roster() ?? Roster(folders: folders)
    let strangers = Set(folders).subtracting(roster.students.map(\.folder)).sorted()
    for stranger in strangers {
      say("\(stranger) is in no row of the roster, and is not graded.")
    }
    let records = Records(folder: options.out.appending(path: "records"))
    // Inside the folder that is locked, so that what a killed run left behind is nobody else's.
    let scratch = options.out.appending(path: ".scratch")
    try? FileManager.default.removeItem(at: scratch)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let run = ClassRun(
      grader: try grader(options, scratch: scratch) { page(of: $0, in: options.out) },
      records: records,
      handedIn: handedIn)
    let count = roster.students.count
    let counter = Counter()
    try run.run(roster, jobs: options.jobs) { progress in
      let done = counter.next()
      let points = progress.record.assignments.compactMap(\.points).reduce(0, +)
      let blanks = progress.record.assignments.count { $0.points == nil }
      say(
        "\(done)/\(count) \(progress.student.id): \(points) points"
          + (blanks == 0 ? "" : ", \(blanks) assignments without a grade"))
      for change in progress.changes {
        func text(_ points: Int?) -> String { points.map { "\($0)" } ?? "no grade" }
        say("  \(change.assignment): \(text(change.before)) before, \(text(change.now)) now")
      }
    }
    return try collect(records, options)
  }

  /// The folders of the students.
  private static func handedInFolders(_ handedIn: URL) throws -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: handedIn.path)
    } catch {
      throw KitError("\(handedIn.path) cannot be read: \(error.localizedDescription)")
    }
    let folders = names.filter { name in
      let type = try? FileManager.default.attributesOfItem(
        atPath: handedIn.appending(path: name).path)[.type]
      return !name.hasPrefix(".") && type as? FileAttributeType == .typeDirectory
    }
    if folders.isEmpty {
      throw KitError(
        "There is no folder in \(handedIn.path): a folder a student is expected.")
    }
    return folders
  }

  /// Writes the tables and pages.
  private static func collect(_ records: Records, _ options: GradebookOptions) throws -> Int32 {
    let (weights, assignments) = (try options.weights(), try options.assignments())
    let tables = Tables(records, assignments: assignments, weights: weights)
    try tables.writeLines(to: options.out.appending(path: "lines.jsonl"))
    try tables.writeGrades(to: options.out.appending(path: "grades.csv"))
    try FormatFiles(options.formats, weights, assignments).write(records, to: options.out)
    try Pages(weights: weights).writeClass(records, to: options.out.appending(path: "class.html"))
    say("wrote lines.jsonl, grades.csv and class.html to \(options.out.path)")
    var failed = 0
    try records.forEach { record in
      for assignment in record.assignments {
        if case .infrastructure = assignment.status { failed += 1 }
      }
    }
    if failed > 0 {
      say("\(failed) could not be graded for a reason of this machine's: run it again.")
    }
    return failed == 0 ? 0 : 2
  }

  static func say(_ sentence: String) {
    FileHandle.standardError.write(Data((sentence + "\n").utf8))
  }
}

/// Counts from several threads.
private final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var count = 0

  func next() -> Int {
    lock.withLock {
      count += 1
      return count
    }
  }
}
