import Builder
import Foundation
import Gradebook
import HandIns
import KitSupport
import Sandbox
import TestSupport
import Testing

@testable import Grader
@testable import Supervisor

@Suite("What is handed in")
struct HandInTests {
  /// What this machine can withstand: see the README.
  static let corpus = HandIn.corpus.filter { !$0.needsConfinement || Landlock.isAvailable }

  // A gradebook takes the files that it knows out of a folder, `kit grade` takes the folder as it is.
  @Test(
    "No folder gains what it should not, or costs what is right",
    arguments: HandIn.folders + HandIn.texts)
  func grade(_ handIn: HandIn) async throws {
    let workshop = try Workshop()
    defer { workshop.clear() }
    try handIn.write(to: workshop.sources)
    let limits = Limits(seconds: 0.3, memoryInMegabytes: 1024)
    let report = try await workshop.grade(
      HandIn.folder, limit: limits.secondsToCompile, limits: limits)
    let told = report.complaints.map { $0.text(below: workshop.sources.path) }
    #expect(report.lines.map(\.name) == HandIn.lines, "\(told)")
    #expect(report.points <= handIn.most, "\(report.right) \(told)")
    #expect(handIn.spared.filter { report[$0] != .right } == [], "\(told)")
    #expect(handIn.says.isEmpty || told.joined().contains(handIn.says), "\(told)")
    for text in told { Self.expectPlain(text) }
    Self.expectHarmless(report.printed)
    let board = Board([report], root: "/").text.split(separator: "\n")
    #expect(board.count { $0.hasPrefix(HandIn.folder) } == 1, "\(board)")
  }

  @Test("In a class, none gains what it should not, or changes another's grade")
  func gradebook() async throws {
    let workshop = try Workshop()
    defer { workshop.clear() }
    let handedIn = workshop.file("handed-in")
    for (number, handIn) in Self.corpus.enumerated() {
      try handIn.write(to: handedIn.appending(path: "\(number) \(handIn.name)"))
    }
    let honest = try Self.addHonest(to: handedIn)
    let before = try Self.contents(of: handedIn)
    let (status, said) = try await Self.grade(handedIn, in: workshop)
    #expect(status == 0, "\(said)")
    let graded = try Self.records(of: workshop)
    #expect(graded.count == Self.corpus.count + honest.count)
    for (name, points) in honest { #expect(graded[name]?.points == points, "\(name)") }
    for (number, handIn) in Self.corpus.enumerated() {
      let assignment = try #require(graded["\(number) \(handIn.name)"])
      Self.expect(assignment, of: handIn)
    }
    #expect(try Self.contents(of: handedIn) == before)
    try await regrade(workshop, handedIn, graded)
    #expect(await HostileTests.isGone { HostileTests.leftovers.isEmpty })
    #expect(HostileTests.litter == [])
  }

  /// A student mends a line, in a file whose inode, size and time stay what they are: that grade is made
  /// anew, and no other one changes.
  private func regrade(
    _ workshop: Workshop, _ handedIn: URL, _ graded: [String: GradedAssignment]
  ) async throws {
    let file = handedIn.appending(path: "0 ben/04-svm/SVM.swift")
    let date = try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate]
    try Data("\(HandIn.solution)// 0\n".utf8).write(to: file)
    try FileManager.default.setAttributes(
      [.modificationDate: date as? Date ?? .now], ofItemAtPath: file.path)
    let (status, said) = try await Self.grade(handedIn, in: workshop)
    #expect(status == 0, "\(said)")
    for (name, assignment) in try Self.records(of: workshop) {
      let isMended = name == "0 ben"
      #expect(isMended ? assignment.points == 12 : assignment == graded[name], "\(name)")
    }
  }

  @Test("The corpus holds more than 120 hand-ins, no two of one name")
  func size() {
    #expect(HandIn.corpus.count > 120)
    #expect(Set(HandIn.corpus.map(\.name)).count == HandIn.corpus.count)
  }

  // MARK: - What is expected

  private static func expect(_ assignment: GradedAssignment, of handIn: HandIn) {
    let name = handIn.name
    let messages = assignment.lines.compactMap(\.message)
    let told = assignment.problems + messages + [assignment.status.reason ?? ""]
    let right = assignment.lines.filter { $0.points > 0 }.map(\.line)
    #expect(right.count <= handIn.most, "\(name): \(right) \(told)")
    // A folder may hold less for a gradebook, which takes the files that it knows.
    let isFolder = HandIn.folders.contains { $0.name == name }
    #expect(
      isFolder || handIn.spared.allSatisfy(right.contains), "\(name): \(right) \(told)")
    #expect(
      isFolder || handIn.says.isEmpty || told.joined().contains(handIn.says), "\(name): \(told)")
    for text in told { expectPlain(text) }
    expectHarmless(assignment.printed)
  }

  /// Whatever is told, it is told in a line that somebody else has begun, and is no row of the board.
  private static func expectPlain(_ text: String) {
    #expect(!text.contains { $0.isNewline || $0 == "\u{1b}" || $0 == "\u{202e}" }, "\(text)")
    #expect(text.utf8.count < 4000)
    #expect(text.prefixMatch(of: #/\d\d-\S+ +\d+\/\d+/#) == nil, "\(text)")
  }

  private static func expectHarmless(_ printed: String) {
    #expect(printed.utf8.count < 20_000)
    #expect(!printed.contains { $0 == "\u{1b}" || $0 == "\u{202e}" })
  }

  // MARK: - A class

  private static func grade(
    _ handedIn: URL, in workshop: Workshop
  ) async throws -> (status: Int32, said: String) {
    let out = workshop.file("grades").path
    return try await kit(
      ["gradebook", handedIn.path, "--out", out, "--only", "04", "--jobs", "2"])
  }

  /// What became of each student's assignment.
  private static func records(of workshop: Workshop) throws -> [String: GradedAssignment] {
    var graded: [String: GradedAssignment] = [:]
    try Records(folder: workshop.file("grades/records")).forEach {
      graded[$0.student.folder] = $0.assignments[0]
    }
    return graded
  }

  /// Adds students who mean well, among the others in the order of their names.
  /// - Returns: Their points.
  private static func addHonest(to handedIn: URL) throws -> [String: Int] {
    let right = HandIn.solution
    let wrong = right.replacing("{ dmargins + dcorrectScores", with: "{ dmargins - dcorrectScores")
    var points: [String: Int] = [:]
    for number in stride(from: 0, to: corpus.count, by: 20) {
      for (name, text, most) in [("ann", right, 12), ("ben", wrong, 11)] {
        let folder = handedIn.appending(path: "\(number) \(name)/\(HandIn.folder)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("\(text)// \(number)\n".utf8).write(to: folder.appending(path: "SVM.swift"))
        points["\(number) \(name)"] = most
      }
    }
    return points
  }

  /// What lies in a folder: the paths, and of each file its size and time.
  private static func contents(of folder: URL) throws -> [String: String] {
    let manager = FileManager.default
    return try manager.subpathsOfDirectory(atPath: folder.path).reduce(into: [:]) { all, path in
      let attributes = try manager.attributesOfItem(atPath: folder.path + "/" + path)
      let date = attributes[.modificationDate] as? Date
      all[path] = "\(attributes[.type] ?? "") \(attributes[.size] ?? "") \(date ?? .distantPast)"
    }
  }

  /// Runs the kit's own command, with small limits.
  static func kit(
    _ arguments: [String], environment: [String: String] = ["LIMIT": "0.3"],
    in shell: String? = nil
  ) async throws -> (status: Int32, said: String) {
    try await Submissions.onThread {
      let process = Process()
      process.executableURL = URL(filePath: shell == nil ? Products.program("kit") : "/bin/sh")
      process.arguments =
        (shell.map { ["-c", "\($0); exec \"$0\" \"$@\"", Products.program("kit")] } ?? [])
        + arguments
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      let output = Pipe()
      (process.standardOutput, process.standardError) = (output, output)
      process.standardInput = FileHandle.nullDevice
      try process.run()
      let said = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
  }
}

extension HandIn: CustomTestStringConvertible {
  public var testDescription: String { name }
}
