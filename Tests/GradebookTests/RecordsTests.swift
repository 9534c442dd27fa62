import Foundation
import Testing

@testable import Gradebook

@Suite("The records of a class")
struct RecordsTests {
  static func record(of folder: String, points: Int = 1) -> GradedSubmission {
    var record = GradedSubmission.mixed
    record.student = .init(id: folder, folder: folder, name: folder)
    record.assignments[0].lines.removeLast(record.assignments[0].lines.count - points)
    return record
  }

  @Test("A record is found by the folder that stands in it, whatever its file is called")
  func names() throws {
    let scratch = try Scratch()
    let folders = ["b.smith", "Zo\u{eb} L", "ada"]
    for folder in folders {
      try Records.write(
        Self.record(of: folder),
        to: scratch.url.appending(path: (folder == "ada" ? "1" : folder) + ".json"))
    }
    let roster = try Roster(csv: "id,folder\n1,b.smith\n2,Zo\u{eb} L\n3,ada\n")
    var seen: [String] = []
    let records = Records(folder: scratch.url, of: roster)
    try records.forEach { record in
      seen.append("\(record.student.id) \(record.assignments.count)")
    }
    #expect(seen == ["1 2", "2 2", "3 2"])
    #expect(try records.mismatches().isEmpty)
    #expect(records.read("b.smith") == nil)
    try records.adopt()
    #expect(folders.allSatisfy { records.read($0)?.student.folder == $0 })
    let files = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
    #expect(files.count == 3)
  }

  @Test("Records without a row, rows without a record and older records are told")
  func mismatches() throws {
    let scratch = try Scratch()
    let file = scratch.url.appending(path: "old.json")
    try Records.write(Self.record(of: "ada", points: 0), to: file)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: file.path)
    let roster = try Roster(csv: "id,folder\n1,ada\n2,grace\n3,alan\n")
    let records = Records(folder: scratch.url, of: roster)
    try records.write(Self.record(of: "ada"))
    try records.write(Self.record(of: "a.b"))
    let told = try records.mismatches()
    #expect(told.count == 3)
    #expect(told[0].contains("old.json is older than") && told[0].contains("ada.json"))
    #expect(told[1].contains("a%2Eb.json is the record of the folder a.b, which is in no row"))
    #expect(told[2].contains("There is no record of 2, 3"))
    var points: [Int?] = []
    try records.forEach { points.append($0.assignments.first?.points) }
    #expect(points == [1, nil, nil])
    #expect(try records.settled().mismatches() == told)
    let table = scratch.url.appending(path: "grades.csv")
    try Tables(records, assignments: ["04-svm"]).writeGrades(to: table)
    let rows = try CSV.rows(of: String(contentsOf: table, encoding: .utf8))
    #expect(rows[2] == ["2", "", "", "there is no record"])
    #expect(Pages().page(of: GradedSubmission(student: roster.students[1])).contains("no record"))
  }

  @Test("A file of a student's name that holds another's record is not taken for theirs")
  func swapped() throws {
    let scratch = try Scratch()
    let records = Records(folder: scratch.url)
    try Records.write(Self.record(of: "ada"), to: scratch.url.appending(path: "grace.json"))
    try records.write(Self.record(of: "ada"))
    #expect(records.read("grace") == nil)
    try records.adopt()
    #expect(records.read("ada") != nil)
  }

  @Test("A run keeps the grades of assignments that it was not asked for, and shows none of them")
  func otherAssignments() throws {
    let scratch = try Scratch()
    for folder in ["04-svm", "05-softmax", "06-net"] {
      try scratch.write("stub", to: "kit/assignments/\(folder)/\(folder).swift")
      try scratch.write("right", to: "in/ann/\(folder)/\(folder).swift")
    }
    let roster = Roster(folders: ["ann"])
    let folder = scratch.url.appending(path: "out/records")
    func run(_ assignments: [String], _ engine: ScriptedEngine = ScriptedEngine()) throws {
      let grader = StudentGrader(
        engine: engine, staging: try Staging(stubs: scratch.url.appending(path: "kit/assignments")),
        assignments: assignments, scratch: scratch.url.appending(path: "scratch"))
      try ClassRun(
        grader: grader, records: Records(folder: folder, of: roster, showing: assignments),
        handedIn: scratch.url.appending(path: "in")
      ).run(roster, jobs: 1) { #expect($0.changes.isEmpty) }
    }
    func shown(_ assignments: [String]?) throws -> [String] {
      var shown: [String] = []
      try Records(folder: folder, of: roster, showing: assignments).forEach {
        shown += $0.assignments.map(\.folder)
      }
      return shown
    }
    try run(["05-softmax", "06-net"])
    try run(["04-svm"])
    #expect(try shown(["04-svm"]) == ["04-svm"])
    #expect(try shown(["04-svm", "05-softmax"]) == ["04-svm", "05-softmax"])
    #expect(try shown(nil) == ["04-svm", "05-softmax", "06-net"])
    let again = ScriptedEngine()
    try run(["05-softmax"], again)
    #expect(again.count == 0)
  }
}
