import Authoring
import Builder
import Foundation
import Gradebook
import Grader
import KitSupport
import Portraits
import Supervisor

/// Grades a gradebook's submissions with the kit's own builder.
struct BuilderEngine: GradingEngine {
  private let kit: Kit
  private let builder: Builder
  private let hidesValues: Bool
  private let sources: Digest
  private let limits: Limits

  /// - Parameter hidesValues: Whether the numbers are kept from whoever reads the grades.
  init(kit: Kit, hidesValues: Bool) throws {
    self.kit = kit
    self.hidesValues = hidesValues
    limits = try Limits(asked: ProcessInfo.processInfo.environment)
    builder = try Builder(kit: kit, limit: limits.secondsToCompile)
    if let warning = builder.warning { Command.say(warning) }
    sources = try Digest(
      filesIn: [
        "Sources/Course", "Sources/FlatBackprop", "Sources/KitSupport", "Sources/Protocol",
        "Sources/Runner", "Sources/Sandbox", "Tests/Builder", "Tests/Diagnosis",
        "Tests/GradientCheck", "Tests/Grader", "Tests/Starter", "Tests/Supervisor",
        "Tests/SwiftText",
      ].map { kit.root.appending(path: $0) })
  }

  /// What a grade depends on beside the student's files, and the expected values of this assignment: a
  /// mended case regrades only what it concerns.
  func version(of assignment: String) throws -> String {
    // What is wrong in an assignment may wait for one that it builds upon.
    let folder = Products.expected(seed: nil, root: kit.root)
    let expected = try kit.folders(behind: [assignment]).reduce(into: Data()) {
      $0 += try Data(contentsOf: folder.appending(path: "\($1).json"))
    }
    return Digest(expected + Data(sources.text.utf8)).text
      + (hidesValues ? "-silent" : "")
  }

  func folders(behind assignment: String) throws -> [String] {
    try kit.folders(behind: [assignment])
  }

  func hash(of assignment: String, in submission: URL) throws -> String {
    try Digest(
      filesIn: kit.folders(behind: [assignment]).map { submission.appending(path: $0) }
    ).text
  }

  func grade(_ assignment: String, of submission: URL, seed: UInt64?) throws -> (
    status: GradedAssignment.Status, lines: [GradedLine], problems: [String], printed: String
  ) {
    let built = try builder.build(assignment, in: submission)
    let report = try built.grade(
      sources: submission, expected: try expected(assignment, seed: seed), limits: limits)
    var sources: [String: [Substring]] = [:]
    let lines = report.lines.map { line in
      var line = GradedLine(line, below: submission.path)
      if let file = line.file, let number = line.lineNumber, line.points == 0 {
        let text =
          sources[file]
          ?? (try? String(contentsOf: submission.appending(path: file), encoding: .utf8))?
          .split(separator: "\n", omittingEmptySubsequences: false) ?? []
        sources[file] = text
        if text.indices.contains(number - 1) {
          line.code = text[number - 1].trimmingCharacters(in: .whitespaces)
        }
      }
      if hidesValues, line.message != nil { line.message = line.cause ?? line.verdict }
      return line
    }
    let problems = report.problems.map { hidesValues ? Self.withoutOwnWords($0.text) : $0.text }
    // Where no function can be called, nothing was tried: that is no zero.
    if lines.allSatisfy({ built.unbuilt.functions[$0.function] != nil }) || built.program == nil {
      return (.cannotBeGraded(problems.first ?? "nothing of it compiles"), [], problems, "")
    }
    let broken = lines.count { $0.verdict == Verdict.doesNotCompile("").word }
    let status: GradedAssignment.Status =
      broken > 0
      ? .partly("\(broken) \(broken == 1 ? "line does" : "lines do") not compile")
      // Something that was read otherwise, or left out, and has cost no line: a note, among the problems.
      : built.unbuilt == Unbuilt() || lines.allSatisfy { $0.points > 0 }
        ? .graded : .partly(problems.first ?? "some of it does not compile")
    // Behind a wrong line the code runs on right values, and may print them.
    return (status, lines, problems, hidesValues ? "" : report.printed)
  }

  /// What is said of a function, without the words that it stopped with: they may hold right values.
  private static func withoutOwnWords(_ problem: String) -> String {
    problem.replacing(#/(crashed|threw an error): .* \(outside its lines/#) {
      "\($0.1) (outside its lines"
    }
  }

  /// Builds and grades an assignment, and portrays each of its functions.
  func portray(
    _ assignment: String, of submission: URL, seed: UInt64?
  ) throws -> (report: Report, portraits: [Portrait]) {
    try builder.build(assignment, in: submission)
      .portray(
        sources: submission, expected: try expected(assignment, seed: seed), limits: limits)
  }

  /// Where the values of fresh cases come from.
  var seededValues: SeededValues {
    let root = kit.root
    return SeededValues(
      folder: { Products.expected(seed: $0, root: root) },
      solutions: root.appending(path: "solutions"))
  }

  /// The folder of an assignment's expected values. Those of a seed are made from the solutions, and
  /// kept by what they were made from; where there are none, somebody has to have made them.
  func expected(_ assignment: String, seed: UInt64?) throws -> URL {
    let folder = Products.expected(seed: seed, root: kit.root)
    let solutions = kit.root.appending(path: "solutions")
    let files = FileManager.default
    guard let seed, files.fileExists(atPath: solutions.path) else {
      if files.fileExists(atPath: folder.path) { return folder }
      throw KitError("There are no expected values for the seed \(seed ?? 0): \(folder.path).")
    }
    let parts = try [
      version(of: assignment), hash(of: assignment, in: solutions), assignment, "\(seed)",
    ]
    return try builder.kept("expected", from: [Data(parts.joined(separator: "\0").utf8)]) {
      folder in
      guard let program = try builder.build(assignment, in: solutions).program else {
        throw KitError("The seed \(seed) takes solutions/\(assignment), which does not compile.")
      }
      let maker = ExpectedMaker(submission: program)
      for drawn in try maker.declared(assignment, seeds: [seed]) {
        try maker.make(drawn).write(to: folder)
      }
    }
  }
}

/// What tells one content from another. Nobody gains by making two the same: a student would get the
/// grade of what they handed in before.
struct Digest: Sendable {
  private var halves: (UInt64, UInt64) = (0xcbf2_9ce4_8422_2325, 0x6c62_272e_07bb_0142)

  init(_ data: Data) { add(data) }

  init(_ text: String) { add(Data(text.utf8)) }

  /// All files in some folders, with their names.
  init(filesIn folders: [URL]) throws {
    for folder in folders {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      where name.hasSuffix(".swift") {
        add(Data(name.utf8))
        add(try Data(contentsOf: folder.appending(path: name)))
      }
    }
  }

  private mutating func add(_ data: Data) {
    for byte in data + Data("\(data.count);".utf8) {
      halves.0 = (halves.0 ^ UInt64(byte)) &* 0x100_0000_01b3
      halves.1 = (halves.1 ^ UInt64(byte) ^ halves.0 >> 32) &* 0x9e37_79b9_7f4a_7c15
    }
  }

  var number: UInt64 { halves.0 ^ halves.1 }

  var text: String {
    [halves.0, halves.1].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
