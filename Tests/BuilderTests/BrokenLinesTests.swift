import Foundation
import Grader
import TestSupport
import Testing

@Suite("What does not compile")
struct BrokenLinesTests {
  /// Grades 04 with one text of its solution replaced by another.
  static func report(_ old: String, _ new: String) async throws -> Report {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    try workshop.edit("04-svm/SVM.swift", old, new)
    return try await workshop.grade("04-svm")
  }

  @Test(
    "An error costs its own line, and the compiler's message stands at its place",
    arguments: [
      ("scores.gather(y)", "scores.gathr(y)", "correctScores", "gathr"),
      ("hinge.sum() / Double(n)", "hinge.sum() / n", "dataLoss", "Int"),
      ("max(0, margins) * others", "undefined", "hinge", "undefined"),
      ("{ dataLoss + regLoss }", "{ dataLoss + }", "loss", "operator"),
      // A line of several lines.
      ("{ x.matmul(w) }", "{\n    let a = x\n    return a.matmull(w)\n  }", "scores", "matmull"),
    ])
  func error(_ old: String, _ new: String, _ line: String, _ word: String) async throws {
    let report = try await Self.report(old, new)
    #expect(report.untouched == 11)
    guard case .doesNotCompile(let message) = report[line] else {
      Issue.record("\(line) is \(String(describing: report[line])): \(report.problems)")
      return
    }
    #expect(message.contains(word))
    #expect(report.problems == [])
    let place = try #require(report.lines.first { $0.name == line }?.place)
    #expect(place.file.hasSuffix("/04-svm/SVM.swift"))
    let solution = try String(
      contentsOf: Submissions.root.appending(path: "solutions/04-svm/SVM.swift"), encoding: .utf8)
    let before = solution.components(separatedBy: old)[0].components(separatedBy: "\n").count
    #expect(place.line == before + (new.contains("\n") ? 2 : 0))
  }

  @Test(
    "What Swift's grammar has no words for is told in the kit's",
    arguments: [
      ("x.matmul(w)", "x @ w", "write a.matmul(b)"),
      ("max(0, margins) * others", "margins if n > 0 else others", "by ? and :"),
      ("hinge.sum() / Double(n)", "hinge.sum(axis=0).sum()", "ends in a colon"),
      ("x.matmul(w)", "x[0, :]", "no slices in brackets"),
      ("hinge.sum() / Double(n)", "hinge.sum() 2", "is an operator missing"),
      ("x.matmul(w)", "x.matmul(w).map(lambda e: e)", "{ x in x * x }"),
      ("x.matmul(w)", "x.matmul(w).max(axis: 1, keepdims: true)", "x.max(axis: 1).expand("),
    ].map { (old: $0.0, new: $0.1, advice: $0.2) })
  func habits(_ edit: (old: String, new: String, advice: String)) async throws {
    let report = try await Self.report(edit.old, edit.new)
    let told = report.lines.compactMap { line -> String? in
      if case .doesNotCompile(let message) = line.verdict { message } else { nil }
    }
    #expect(told.count == 1 && told[0].localizedCaseInsensitiveContains(edit.advice), "\(told)")
  }

  @Test(
    "A bracket or a quotation mark without its partner costs its own line",
    arguments: [
      ("{ x.matmul(w) }", "{ x.matmul(w }"), ("{ x.matmul(w) }", "{ x.matmul(w)"),
      ("{ x.matmul(w) }", "{ x.matmul(w) } }"), ("{ x.matmul(w) }", "{ x.matmul(w)) }"),
      ("{ x.matmul(w) }", "{ print(\"scores); return x.matmul(w) }"),
      ("{ x.matmul(w) }", "{\n    let a = x.matmul(w)\n    return a"),
      ("{ x.matmul(w) }", "{ [x.matmul(w) }"), ("{ x.matmul(w) }", "{"),
    ])
  func unbalanced(_ old: String, _ new: String) async throws {
    let report = try await Self.report(old, new)
    #expect(report.untouched == 11, "\(report.complaints.map(\.text))")
    guard case .doesNotCompile = report["scores"] else {
      Issue.record("scores is \(String(describing: report["scores"]))")
      return
    }
  }

  @Test("Errors in several lines cost each its own, and lines that are wrong are still told")
  func several() async throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    try workshop.edit("04-svm/SVM.swift", "{ x.matmul(w) }", "{ x.matmul(w }")
    try workshop.edit("04-svm/SVM.swift", "max(0, margins)", "maxx(0, margins)")
    try workshop.edit("04-svm/SVM.swift", "(w * w).sum()", "w.sum()")
    let report = try await workshop.grade("04-svm")
    #expect(report.untouched == 9)
    if case .wrong = report["regLoss"] {} else { Issue.record("regLoss is not wrong") }
  }

  @Test(
    "What a tensor cannot be asked is told in the kit's words, without the compiler's before them")
  func ownWords() async throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    try workshop.edit("04-svm/SVM.swift", "max(0, margins)", "margins > 0")
    let report = try await workshop.grade("04-svm")
    guard case .doesNotCompile(let message) = report["hinge"] else {
      Issue.record("hinge is \(String(describing: report["hinge"]))")
      return
    }
    #expect(message.hasPrefix("a tensor is compared with a dot"), "\(message)")
  }

  @Test("What is broken outside of the lines costs its function, not the others")
  func function() async throws {
    let workshop = try Workshop("03-linear")
    defer { workshop.clear() }
    try workshop.edit("03-linear/Linear.swift") { text in
      text.replacing("let dy = stage.upstream", with: "let dy = stag.upstream", maxReplacements: 1)
    }
    let report = try await workshop.grade("03-linear")
    let broken = report.lines.filter { $0.function == "matrixProduct" }
    #expect(broken.allSatisfy { $0.verdict == .notReached } && !broken.isEmpty)
    #expect(report.points == report.possible - broken.count)
    #expect(report.problems.map(\.text).joined().contains("cannot find 'stag' in scope"))
  }

  @Test("What an assignment builds upon may be broken: that is told where it is")
  func used() async throws {
    let workshop = try Workshop("10-modular", "11-convnet")
    defer { workshop.clear() }
    try workshop.edit("10-modular/SimpleGates.swift", "stage.dx { ", "stage.dx { undefined + ")
    let report = try await workshop.grade("11-convnet")
    let broken = report.lines.filter { $0.place?.file.contains("10-modular") == true }
    #expect(report.points > 10)
    #expect(
      broken.contains { $0.verdict.complaint?.contains("undefined") == true }
        || report.isComplete, "\(report.complaints)")
  }

  @Test("A compiler that comes to no end is stopped, and that is said")
  func endless() async throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    try workshop.edit("04-svm/SVM.swift") { $0 + "// \(UUID())\n" }
    let report = try await workshop.grade("04-svm", limit: 0.005)
    #expect(report.points == 0)
    #expect(report.problems.map(\.text).joined().contains("has not come to an end"))
  }
}

extension Report {
  /// The lines that are right, or wait for one that does not compile as for any that is to do.
  fileprivate var untouched: Int {
    lines.count {
      if case .waits = $0.verdict { true } else { $0.verdict.isRight }
    }
  }
}
