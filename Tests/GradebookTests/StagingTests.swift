import Foundation
import Testing

@testable import Gradebook

@Suite("What is taken of what was handed in")
struct StagingTests {
  /// Grades one student, whose folder is `in/ann`.
  static func grade(
    _ scratch: borrowing Scratch, disk: Disk = Disk(),
    engine: any GradingEngine = ScriptedEngine(),
    _ assignments: [String] = ["04-svm"]
  ) throws -> GradedSubmission {
    let root = scratch.url
    return try StudentGrader(
      engine: engine,
      staging: try Staging(stubs: root.appending(path: "kit/assignments"), disk: disk),
      assignments: assignments, scratch: root.appending(path: "scratch")
    ).grade(
      .init(id: "ann", folder: "ann", name: "Ann"), in: root.appending(path: "in/ann"), known: nil)
  }

  static func kit() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write("stub", to: "kit/assignments/04-svm/SVM.swift")
    try scratch.write("stub", to: "kit/assignments/05-softmax/Softmax.swift")
    return scratch
  }

  @Test(
    "What may not be read is no fault of the student's",
    arguments: ["", "/04-svm", "/04-svm/SVM.swift"])
  func unreadable(_ path: String) throws {
    let scratch = try Self.kit()
    try scratch.write("right", to: "in/ann/04-svm/SVM.swift")
    try scratch.write("right", to: "in/ann/05-softmax/Softmax.swift")
    let closed = scratch.url.appending(path: "in/ann").path + path
    // That a closed folder is one can be seen from outside.
    let folder = scratch.url.appending(path: "in/ann/04-svm").path
    let record = try Self.grade(
      scratch, disk: Disk { $0.hasPrefix(closed) && $0 != folder }, ["04-svm", "05-softmax"])
    let status = record.assignments[0].status
    #expect(status.word == "infrastructure")
    #expect(status.reason?.hasPrefix(closed) == true)
    #expect(status.reason?.hasSuffix("may not be read: Permission denied.") == true)
    #expect(record.assignments[0].points == nil)
    #expect(record.assignments[1].points == (path.isEmpty ? nil : 1))
  }

  @Test("What an assignment builds upon has to be readable as well")
  func unreadableBelow() throws {
    /// Takes 05 to build upon 04.
    struct Engine: GradingEngine {
      let scripted = ScriptedEngine()
      func version(of assignment: String) -> String { scripted.version(of: assignment) }
      func folders(behind assignment: String) -> [String] {
        assignment == "05-softmax" ? ["04-svm", "05-softmax"] : [assignment]
      }
      func hash(of assignment: String, in submission: URL) throws -> String {
        try scripted.hash(of: assignment, in: submission)
      }
      func grade(_ assignment: String, of submission: URL, seed: UInt64?) throws -> (
        status: GradedAssignment.Status, lines: [GradedLine], problems: [String], printed: String
      ) { try scripted.grade(assignment, of: submission, seed: seed) }
    }
    let scratch = try Self.kit()
    try scratch.write("right", to: "in/ann/04-svm/SVM.swift")
    try scratch.write("right", to: "in/ann/05-softmax/Softmax.swift")
    let record = try Self.grade(
      scratch, disk: Disk { $0.hasSuffix("SVM.swift") }, engine: Engine(), ["05-softmax"])
    #expect(record.assignments[0].status.word == "infrastructure")
  }

  #if os(Linux)
    @Test("The system's own refusals are told from what is not there", .enabled(if: getuid() != 0))
    func system() throws {
      let scratch = try Self.kit()
      try scratch.write("right", to: "in/ann/04-svm/SVM.swift")
      let folder = scratch.url.appending(path: "in/ann/04-svm").path
      chmod(folder, 0)
      defer { chmod(folder, 0o755) }
      #expect(try Self.grade(scratch).assignments[0].status.word == "infrastructure")
    }
  #endif

  @Test(
    "Where none of the files could be taken, there is a blank that names what lies there",
    arguments: [
      ("04-svm/svm.swift", "04-svm/svm.swift (is it SVM.swift?)"),
      ("04-svm/SVM copy.swift", "04-svm/SVM copy.swift (is it SVM.swift?)"),
      ("04-svm/SVM.swift.txt", "04-svm/SVM.swift.txt (is it SVM.swift?)"),
      ("assignments/04-svm/svm.swift", "assignments/04-svm/svm.swift (is it SVM.swift?)"),
      ("submission.zip", "submission.zip"),
    ])
  func nothingTaken(_ path: String, _ words: String) throws {
    let scratch = try Self.kit()
    try scratch.write("right", to: "in/ann/\(path)")
    try scratch.write("x", to: "in/ann/.DS_Store")
    let record = try Self.grade(scratch)
    #expect(record.assignments[0].status.word == "cannot be graded")
    #expect(record.assignments[0].points == nil)
    let reason = record.assignments[0].status.reason ?? ""
    #expect(reason.hasSuffix(", but there is \(words)"), "\(reason)")
  }

  @Test("A link of a file's name is a blank, and three things at most are named")
  func link() throws {
    let scratch = try Self.kit()
    for name in ["a.zip", "b.zip", "c.zip", "svm.swift"] {
      try scratch.write("x", to: "in/ann/04-svm/\(name)")
    }
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url.path + "/in/ann/04-svm/SVM.swift",
      withDestinationPath: scratch.url.path + "/kit/assignments/04-svm/SVM.swift")
    let reason = try Self.grade(scratch).assignments[0].status.reason
    #expect(
      reason == "no SVM.swift was handed in, but there is 04-svm/SVM.swift (it is a link), "
        + "04-svm/svm.swift (is it SVM.swift?), 04-svm/a.zip")
  }

  @Test("What lies in another assignment's folder, or belongs to a whole kit, is not named")
  func othersWork() throws {
    let scratch = try Self.kit()
    for path in [
      "assignments/05-softmax/Softmax.swift", "assignments/05-softmax/svm.swift", "Package.swift",
      "Sources/Course/SVM.swift", ".git/x",
    ] { try scratch.write("right", to: "in/ann/\(path)") }
    let words = "it was not handed in: there is no folder 04-svm, and no SVM.swift"
    #expect(try Self.grade(scratch).assignments[0].status.reason == words)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url.path + "/in/ann/04-svm", withDestinationPath: "assignments")
    #expect(
      try Self.grade(scratch).assignments[0].status.reason
        == words + ", but there is 04-svm (it is a link)")
  }

  @Test("Of files whose names begin alike the longest is the one that was meant")
  func longest() {
    let stray = Stray(path: "a/lstm_cell2.swift", reason: "")
    #expect(
      stray.seemsToBe(oneOf: ["LSTM.swift", "LSTMCell.swift", "RNN.swift"]) == "LSTMCell.swift")
    #expect(Stray(path: "lstm.zip", reason: "").seemsToBe(oneOf: ["LSTM.swift"]) == nil)
  }

  @Test("A folder that holds a file is preferred to an empty one of the right name")
  func emptyFolder() throws {
    let scratch = try Self.kit()
    try scratch.write("right", to: "in/ann/SVM.swift")
    try FileManager.default.createDirectory(
      at: scratch.url.appending(path: "in/ann/04-svm"), withIntermediateDirectories: true)
    let record = try Self.grade(scratch)
    #expect(record.assignments[0].points == 1)
    #expect(record.leftOut == ["04-svm: it holds no file of the assignment"])
  }

  @Test("A student's folder that is a link, or no folder, earns nothing")
  func linkedFolder() throws {
    let scratch = try Self.kit()
    try scratch.write("right", to: "in/bob/04-svm/SVM.swift")
    let ann = scratch.url.appending(path: "in/ann").path
    try FileManager.default.createSymbolicLink(atPath: ann, withDestinationPath: "bob")
    let linked = try Self.grade(scratch).assignments[0]
    #expect(linked.points == nil)
    #expect(linked.status.reason?.contains("is a link") == true)
    try FileManager.default.removeItem(atPath: ann)
    try scratch.write("right", to: "in/ann")
    let file = try Self.grade(scratch).assignments[0]
    #expect(file.points == nil)
    #expect(file.status.reason?.contains("is a file") == true)
  }
}
