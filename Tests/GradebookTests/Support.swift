import Foundation

@testable import Gradebook
@testable import Grader
import KitSupport

/// A folder for one test, which is gone afterwards.
struct Scratch: ~Copyable {
  let url = FileManager.default.temporaryDirectory.appending(path: "gradebook-\(UUID())")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, and the folders on the way to it.
  func write(_ text: String, to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

/// Grades by what stands in the file: each `right` is a point, `infrastructure` fails the machine,
/// `nothing` cannot be graded.
final class ScriptedEngine: GradingEngine, @unchecked Sendable {
  private let lock = NSLock()
  private var graded: [String] = []
  private let kit: String

  /// After so many assignments the run is as if it had been killed.
  private let limit: Int

  struct Killed: Error {}

  init(kit: String = "1", limit: Int = .max) { (self.kit, self.limit) = (kit, limit) }

  /// How many assignments were really graded.
  var count: Int { lock.withLock { graded.count } }

  func version(of assignment: String) -> String { kit }

  func folders(behind assignment: String) -> [String] { [assignment] }

  func hash(of assignment: String, in submission: URL) throws -> String {
    let folder = submission.appending(path: assignment)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try names.map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
      .joined(separator: "|")
  }

  func grade(_ assignment: String, of submission: URL, seed: UInt64?) throws -> (
    status: GradedAssignment.Status, lines: [GradedLine], problems: [String], printed: String
  ) {
    let isOver = lock.withLock {
      graded.append(assignment)
      return graded.count > limit
    }
    if isOver { throw Killed() }
    let text = try hash(of: assignment, in: submission)
    if text.contains("infrastructure") { throw KitError("the disk is full") }
    if text.contains("nothing") { return (.cannotBeGraded("no file compiles"), [], [], "") }
    let words = text.split { !$0.isLetter }.map(String.init)
    let lines = words.filter { ["right", "wrong", "waits"].contains($0) }.enumerated().map {
      index, word in
      let verdict: Verdict =
        switch word {
        case "right": .right
        case "wrong": .wrong("entry [0] is 1, should be 2: its sign is wrong")
        default: .waits(for: ["line0"])
        }
      return GradedLine(
        LineReport(
          function: "loss", name: "line\(index)", verdict: verdict,
          place: Place(file: submission.path + "/\(assignment)/A.swift", line: index + 1),
          caseName: verdict.isRight ? nil : "random", subject: "",
          cause: word == "wrong" ? "its sign is wrong" : nil), below: submission.path)
    }
    return (.graded, lines, [], text.contains("<script>") ? "<script>alert(1)</script>" : "")
  }
}

extension GradedSubmission {
  /// A record with a line of each kind, and text that is up to no good.
  static var mixed: GradedSubmission {
    var record = GradedSubmission(
      student: .init(id: "=1+1", folder: "eve", name: "Eve <script>alert(1)</script>"))
    var assignment = GradedAssignment(
      folder: "04-svm", status: .graded, sources: "abc", seed: 7, kit: "1")
    func line(_ name: String, _ verdict: Verdict, cause: String? = nil) -> GradedLine {
      GradedLine(
        LineReport(
          function: "svmLoss", name: name, verdict: verdict,
          place: Place(file: "/s/04-svm/SVM.swift", line: 31), caseName: nil, subject: "",
          cause: cause), below: "/s")
    }
    assignment.lines = [
      line("scores", .right),
      line("margins", .wrong("is \u{1b}[2K1,\n::set-output x=%, \"2\" & <b>"), cause: "the sign"),
      line("dw", .waits(for: ["margins"])), line("loss", .toDo),
    ]
    record.assignments = [
      assignment,
      GradedAssignment(
        folder: "05-softmax", status: .cannotBeGraded("it was not handed in"), sources: "",
        seed: nil,
        kit: "1"),
    ]
    return record
  }
}
