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
}
