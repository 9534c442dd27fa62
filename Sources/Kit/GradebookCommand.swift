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
      "Grades every folder of a class, goes on where it was stopped, and writes tables and pages. "
      + ".github/gradebook/README.md says what each option does."
  ) { arguments in
    let options = try GradebookOptions(arguments)
    switch options.work {
    case .one(let folder): return try gradeOne(folder, options)
    case .collect(let folder):
      try GradebookPlaces.expectFolder(folder, "the folder of the records")
      try GradebookPlaces.expectNoFile(options.out, "the folder that the grades go to")
      let records = Records(
        folder: folder, of: try options.roster(), showing: try options.assignments())
      return try collect(records, options)
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
    try seeds.check(assignments, engine.seededValues)
    // A file that is missing must earn nothing for what an instructor has tried out in its stub.
    let stubs = try StubMaker(root: root).untouched(in: scratch.appending(path: ".stubs"))
    return StudentGrader(
      engine: engine,
      staging: try Staging(stubs: stubs, of: kit.folders(behind: assignments)),
      assignments: assignments, scratch: scratch, seed: { seeds.seed(of: $0) },
      afterwards: { student, staged, isNew in
        let file = page(student)
        guard options.drawsGraphs else {
          // The class page leads to it, and it shows what is no longer there.
          if isNew, case .all = options.work { try? FileManager.default.removeItem(at: file) }
          return
        }
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
    try GradebookPlaces.expectStudent(folder)
    try GradebookPlaces.expectNoFolder(
      options.out, "the record's file, as in \(options.out.path)/\(folder.lastPathComponent).json")
    let name = folder.lastPathComponent
    guard let student = try (options.roster() ?? Roster(folders: [name])).student(of: name) else {
      throw KitError("\(name) is in no row of the roster.")
    }
    // Records lie in a folder of their own; the class page beside that finds the graphs in `report`.
    let grades = options.out.deletingLastPathComponent().deletingLastPathComponent()
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "flat-backprop-gradebook-\(getpid())")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let known = Records.read(name, from: options.out)
    let record = try grader(options, scratch: scratch) { page(of: $0, in: grades) }.grade(
      student, in: folder, known: known)
    try Records.write(record, to: options.out)
    let failures = failures(of: record.showing(try options.assignments()))
    for failure in failures { say(failure) }
    return failures.isEmpty ? 0 : 2
  }

  private static func gradeClass(_ handedIn: URL, _ options: GradebookOptions) throws -> Int32 {
    let found = try GradebookPlaces.handedIn(handedIn)
    for remark in found.remarks { say(remark) }
    let folders = found.folders
    if folders.isEmpty {
      throw KitError("There is no folder in \(handedIn.path): a folder a student is expected.")
    }
    try GradebookPlaces.expectNoFile(options.out, "the folder that the grades go to")
    let roster = try options.roster()?.spelled(as: folders) ?? Roster(folders: folders)
    let parent = options.out.deletingLastPathComponent()
    if [options.out, parent].map(\.path).contains(handedIn.path) {
      throw KitError(
        "The grades cannot go to \(options.out.path): each folder of \(handedIn.path) is a student's."
      )
    }
    let lock = try FolderLock(options.out)
    defer { withExtendedLifetime(lock) {} }
    for stranger in roster.strangers(among: folders) {
      say("\(stranger) is in no row of the roster, and is not graded.")
    }
    let assignments = try options.assignments()
    let records = Records(
      folder: options.out.appending(path: "records"), of: roster, showing: assignments)
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
    let weights = try options.weights()
    try run.run(roster, jobs: options.jobs) { progress in
      let done = counter.next()
      let record = progress.record.showing(assignments)
      say("\(done)/\(count) \(progress.student.id): \(summary(of: record, weights))")
      for failure in failures(of: record) { say("  \(failure)") }
      for change in progress.changes {
        func text(_ points: Int?) -> String { points.map { "\($0)" } ?? "no grade" }
        say("  \(change.assignment): \(text(change.before)) before, \(text(change.now)) now")
      }
    }
    return try collect(records, options)
  }

  private static func summary(of record: GradedSubmission, _ weights: Weights) -> String {
    let points = record.assignments.compactMap { weights.points(of: $0) }
    let blanks = record.assignments.count - points.count
    if points.isEmpty { return "no grade" }
    let without =
      blanks == 0 ? "" : ", \(blanks) \(blanks == 1 ? "assignment" : "assignments") without a grade"
    return "\(points.reduce(0, +).asPoints) points" + without
  }

  /// What the machine failed at, and why.
  private static func failures(of record: GradedSubmission) -> [String] {
    record.assignments.compactMap { assignment in
      guard case .infrastructure(let reason) = assignment.status else { return nil }
      return "\(assignment.folder): \(reason)"
    }
  }

  /// Writes the tables and pages.
  private static func collect(_ records: Records, _ options: GradebookOptions) throws -> Int32 {
    if try records.isEmpty {
      throw KitError(
        "There is no record in \(records.folder.path): a .json for each student is expected.")
    }
    let records = try records.settled()
    for mismatch in try records.mismatches() { say(mismatch) }
    let (weights, assignments) = (try options.weights(), try options.assignments())
    let tables = Tables(records, assignments: assignments, weights: weights)
    try tables.writeLines(to: options.out.appending(path: "lines.jsonl"))
    try tables.writeGrades(to: options.out.appending(path: "grades.csv"))
    // What an earlier run wrote in other formats is led to, and imported, as if it were of this one.
    let formats = options.formats + FormatFiles.found(in: options.out, besides: options.formats)
    try FormatFiles(formats, weights, assignments).write(records, to: options.out)
    try Pages(weights: weights).writeClass(records, to: options.out.appending(path: "class.html"))
    say("wrote lines.jsonl, grades.csv and class.html to \(options.out.path)")
    var failed = 0
    try records.forEach { failed += failures(of: $0).count }
    if failed > 0 {
      say("\(failed) could not be graded for a reason of this machine's: run it again.")
    }
    return failed == 0 ? 0 : 2
  }

  static func say(_ sentence: String) { complain(sentence) }
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
