import Foundation
import MadeClass
import Testing

@testable import Gradebook

@Suite("Grading a class")
struct ClassRunTests {
  /// A class of 120, and what becomes of each: written by a rule, so that every row is known.
  static func makeClass(in scratch: borrowing Scratch) throws -> [String: (
    points: Int?, word: String
  )] {
    try scratch.write("stub right", to: "kit/assignments/04-svm/A.swift")
    try scratch.write("stub", to: "kit/assignments/04-svm/B.swift")
    var expected: [String: (points: Int?, word: String)] = [:]
    for number in 0..<120 {
      let name = "student \(number)\(number % 7 == 0 ? " 😀" : "")"
      func hand(_ text: String, _ file: String = "A.swift") throws {
        try scratch.write(text, to: "in/\(name)/04-svm/\(file)")
      }
      switch number % 6 {
      case 0:
        try hand("right right right")
        try hand("right", "B.swift")
        expected[name] = (4, "graded")
      case 1:
        try hand("right wrong waits")
        expected[name] = (1, "partly")
      case 2:
        try hand("nothing")
        try hand("x", "B.swift")
        expected[name] = (nil, "cannot be graded")
      case 3:
        try hand("infrastructure")
        expected[name] = (nil, "infrastructure")
      case 4:
        try scratch.write("hello", to: "in/\(name)/notes.txt")
        expected[name] = (nil, "cannot be graded")
      default:
        try hand("wrong")
        let link = scratch.url.appending(path: "in/\(name)/04-svm/B.swift").path
        try FileManager.default.createSymbolicLink(
          atPath: link, withDestinationPath: scratch.url.path + "/kit/assignments/04-svm/A.swift")
        expected[name] = (0, "partly")
      }
    }
    return expected
  }

  static func run(
    _ scratch: borrowing Scratch, _ engine: ScriptedEngine, jobs: Int = 2
  ) throws -> [ClassRun.Change] {
    let root = scratch.url
    let grader = StudentGrader(
      engine: engine, staging: try Staging(stubs: root.appending(path: "kit/assignments")),
      assignments: ["04-svm"], scratch: root.appending(path: "scratch"))
    let records = Records(folder: root.appending(path: "out/records"))
    let roster = Roster(
      folders: try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "in").path))
    let changes = Changes()
    try ClassRun(grader: grader, records: records, handedIn: root.appending(path: "in"))
      .run(roster, jobs: jobs) { changes.add($0.changes) }
    return changes.all
  }

  final class Changes: @unchecked Sendable {
    private let lock = NSLock()
    private var changes: [ClassRun.Change] = []
    func add(_ more: [ClassRun.Change]) { lock.withLock { changes += more } }
    var all: [ClassRun.Change] { lock.withLock { changes } }
  }

  @Test("Each of 120 students gets just what is theirs; a failure of one is that one's")
  func everyRow() throws {
    let scratch = try Scratch()
    let expected = try Self.makeClass(in: scratch)
    _ = try Self.run(scratch, ScriptedEngine())
    var seen = 0
    try Records(folder: scratch.url.appending(path: "out/records")).forEach { record in
      seen += 1
      let wanted = expected[record.student.folder]
      #expect(record.assignments[0].points == wanted?.points, "\(record.student.folder)")
      #expect(record.assignments[0].status.word == wanted?.word, "\(record.student.folder)")
    }
    #expect(seen == 120)
  }

  @Test("The kit itself, killed on the way, comes to the row that each made student has to have")
  func madeClass() throws {
    let outcome = try Trial(.small()).run(killedAfter: [0.4])
    for mistake in outcome.mistakes { Issue.record("\(mistake)") }
  }

  @Test("A second run grades nothing again but what the machine failed at")
  func resume() throws {
    let scratch = try Scratch()
    let expected = try Self.makeClass(in: scratch)
    _ = try Self.run(scratch, ScriptedEngine())
    let again = ScriptedEngine()
    #expect(try Self.run(scratch, again).isEmpty)
    #expect(again.count == expected.values.count { $0.word == "infrastructure" })
  }

  @Test("A run that is stopped goes on where it was, and comes to the same grades")
  func stopped() throws {
    let whole = try Scratch()
    let broken = try Scratch()
    _ = try Self.makeClass(in: whole)
    let expected = try Self.makeClass(in: broken)
    _ = try Self.run(whole, ScriptedEngine())
    // Once it fails from an assignment on, once its records are cut off in the middle of one.
    _ = try Self.run(broken, ScriptedEngine(limit: 40))
    let folder = broken.url.appending(path: "out/records")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    for name in names.prefix(5) { try Data("{\"stu".utf8).write(to: folder.appending(path: name)) }
    _ = try Self.run(broken, ScriptedEngine())
    var (one, other): ([GradedSubmission], [GradedSubmission]) = ([], [])
    try Records(folder: whole.url.appending(path: "out/records")).forEach { one.append($0) }
    try Records(folder: folder).forEach { other.append($0) }
    #expect(one == other)
    #expect(one.count == expected.count)
  }

  @Test("Sources that changed, or another kit, are graded again, and changed points are told")
  func regrade() throws {
    let scratch = try Scratch()
    _ = try Self.makeClass(in: scratch)
    _ = try Self.run(scratch, ScriptedEngine())
    try scratch.write("right right wrong", to: "in/student 6/04-svm/A.swift")
    let engine = ScriptedEngine()
    #expect(
      try Self.run(scratch, engine) == [.init(assignment: "04-svm", before: 4, now: 3)])
    let newKit = ScriptedEngine(kit: "2")
    #expect(try Self.run(scratch, newKit).isEmpty)
    #expect(newKit.count == 100)
  }

  @Test("Links, stray files and what is too long are left out, and listed")
  func leftOut() throws {
    let scratch = try Scratch()
    _ = try Self.makeClass(in: scratch)
    try scratch.write(String(repeating: "x", count: 2 << 20), to: "in/student 5/04-svm/A.swift")
    try scratch.write("hi", to: "in/student 5/Package.swift")
    let staging = try Staging(stubs: scratch.url.appending(path: "kit/assignments"))
    let result = try staging.stage(
      scratch.url.appending(path: "in/student 5"), to: scratch.url.appending(path: "staged"))
    #expect(result.leftOut.count == 3)
    #expect(result.leftOut.contains { $0.hasPrefix("04-svm/B.swift: it is no regular file") })
    #expect(result.leftOut.contains { $0.hasPrefix("04-svm/A.swift: 2097152 bytes") })
    #expect(result.leftOut.contains("Package.swift: no assignment has it"))
    let copy = scratch.url.appending(path: "staged/04-svm/B.swift")
    #expect(try String(contentsOf: copy, encoding: .utf8) == "stub")
  }

  @Test(
    "A submission is found in whatever folders it was packed",
    arguments: [
      "04-svm/", "assignments/04-svm/", "kit-main/assignments/04-svm/", "kit-main/04-svm/", "",
      "kit-main/",
    ])
  func places(_ folder: String) throws {
    let scratch = try Scratch()
    try scratch.write("stub", to: "kit/assignments/04-svm/A.swift")
    try scratch.write("stub", to: "kit/assignments/04-svm/B.swift")
    try scratch.write("stub", to: "kit/assignments/05-softmax/C.swift")
    try scratch.write("mine", to: "in/ann/\(folder)A.swift")
    try scratch.write("picture", to: "in/ann/__MACOSX/x")
    let staged = scratch.url.appending(path: "staged")
    let result = try Staging(stubs: scratch.url.appending(path: "kit/assignments"))
      .stage(scratch.url.appending(path: "in/ann"), to: staged)
    let copy = staged.appending(path: "04-svm/A.swift")
    #expect(try String(contentsOf: copy, encoding: .utf8) == "mine")
    #expect(result.missing == ["04-svm": ["B.swift"]])
    #expect(result.absent == ["05-softmax"])
    #expect(result.leftOut == ["__MACOSX: no assignment has it"])
  }

  @Test("Of a whole kit that was handed in, what is not looked at is told by its folders")
  func wholeKit() throws {
    let scratch = try Scratch()
    try scratch.write("stub", to: "kit/assignments/04-svm/A.swift")
    for path in [
      "assignments/04-svm/A.swift", "assignments/04-svm/README.md",
      "assignments/04-svm/drawings/a.svg", "Sources/Course/SVM.swift", "Sources/Course/Other.swift",
      "Package.swift", ".git/objects/00/11",
    ] {
      try scratch.write("x", to: "in/ann/\(path)")
    }
    let result = try Staging(stubs: scratch.url.appending(path: "kit/assignments")).stage(
      scratch.url.appending(path: "in/ann"), to: scratch.url.appending(path: "staged"))
    #expect(result.absent.isEmpty && result.missing.isEmpty)
    #expect(
      result.leftOut.map { $0.prefix { $0 != ":" } } == [".git", "Package.swift", "Sources"])
  }

  @Test("Two gradebooks do not work in one folder")
  func lock() throws {
    let scratch = try Scratch()
    let first = try FolderLock(scratch.url)
    #expect { try FolderLock(scratch.url) } throws: { "\($0)".contains("Another gradebook") }
    withExtendedLifetime(first) {}
  }

  @Test("No name leaves the folder of records, and no two become one")
  func names() {
    let names = ["..", ".", "a/b", "a%2Fb", "\u{e4}", "a\u{308}", "😀", "a b", "A", ""]
    let safe = names.map(FileName.safe)
    #expect(Set(safe).count == names.count)
    #expect(safe.allSatisfy { !$0.contains("/") && !$0.contains(".") })
  }

  @Test("Whoever draws graphs sees each staged copy, and whether its grade is a new one")
  func afterwards() throws {
    let scratch = try Scratch()
    try scratch.write("stub", to: "kit/assignments/04-svm/A.swift")
    try scratch.write("right wrong", to: "in/ann/04-svm/A.swift")
    let root = scratch.url
    let seen = Notes()
    let grader = StudentGrader(
      engine: ScriptedEngine(),
      staging: try Staging(stubs: root.appending(path: "kit/assignments")),
      assignments: ["04-svm"], scratch: root.appending(path: "scratch"),
      afterwards: { student, staged, isNew in
        let file = staged.appending(path: "04-svm/A.swift")
        seen.add("\(student.id) \(try String(contentsOf: file, encoding: .utf8)) \(isNew)")
      })
    let ann = Roster.Student(id: "ann", folder: "ann", name: "Ann")
    let folder = root.appending(path: "in/ann")
    let first = try grader.grade(ann, in: folder, known: nil)
    _ = try grader.grade(ann, in: folder, known: first)
    #expect(seen.all == ["ann right wrong true", "ann right wrong false"])
  }

  final class Notes: @unchecked Sendable {
    private let lock = NSLock()
    private var notes: [String] = []
    func add(_ note: String) { lock.withLock { notes.append(note) } }
    var all: [String] { lock.withLock { notes } }
  }
}
