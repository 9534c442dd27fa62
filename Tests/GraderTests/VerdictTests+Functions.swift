import KitSupport
import TestSupport
import Mutants
import Foundation
import Testing
@testable import Grader
@testable import Supervisor

// What holds of a whole function.

extension VerdictTests {
  @Test("A forward pass without an end is told how it ends")
  func noLoss() async throws {
    let report = try await Submissions.report("sumTimes/no loss")
    let texts = report.problems.map(\.text)
    #expect(texts.contains { $0.contains("\"f\" is the loss") && $0.contains("stage.loss.f") })
    #expect(report.points < 7)
  }

  @Test("A layer that takes another line's upstream gradient is told which")
  func otherUpstream() async throws {
    let report = try await Submissions.report(
      on: "03-linear", "matrixProduct/upstream of another line")
    #expect(report.problems.contains { $0.text.contains("\"out\"") && $0.text.contains("\"y\"") })
  }

  @Test("A layer without an upstream gradient is told how it gets one")
  func noUpstream() async throws {
    let report = try await Submissions.report(on: "03-linear", "matrixProduct/no upstream")
    #expect(report.problems.contains { $0.text.contains("stage.upstream(of: \"y\")") })
    #expect(!report.isComplete)
  }

  @Test(
    "What goes wrong between the lines is said once, and where",
    arguments: [
      ("a crash between lines", "after \"f\""), ("a crash before the first line", "exit code 3"),
      ("a loop between lines", "after \"q\""), ("lines without end", "never end"),
      ("throws", "threw an error"),
    ])
  func betweenLines(_ name: String, _ words: String) async throws {
    let report = try await Submissions.report("sumTimes/\(name)")
    #expect(report.lines.count == 7)
    #expect(report.problems.contains { $0.text.contains(words) }, "\(report.problems)")
    #expect(report.problems.count <= 2)
    #expect(report.lines.allSatisfy { !$0.verdict.isRight || ["q", "f"].contains($0.name) })
  }

  @Test("After some lines that hang, the rest of an assignment is left alone")
  func budget() async throws {
    let limits = Limits(seconds: 0.1, timeouts: 3)
    let report = try await Submissions.report("sumTimes/spins everywhere", limits: limits)
    let hung = report.lines.filter {
      if case .timedOut = $0.verdict { true } else { false }
    }
    #expect(hung.count == 3)
    #expect(report.problems.contains { $0.text.contains("3 lines of this assignment") })
    #expect(report.points == 0)
  }

  @Test("A line that rounds otherwise in every run is right")
  func rounding() async throws {
    for _ in 0..<5 {
      let report = try await Submissions.report("sumTimes/rounds otherwise")
      #expect(report.isComplete, "\(report.lines.compactMap(\.verdict.complaint))")
    }
  }

  @Test("A gradient does not wait for a line that is computed beside the loss")
  func besideTheLoss() async throws {
    let mutant = try #require(
      Mutants.mistakes.first { ($0.function, $0.line) == ("adalineStep", "newB") })
    let report = try await Submissions.report(on: mutant.folder, mutant.callName)
    #expect(report["newB"]?.complaint != nil)
    #expect(report["dw"] == .right)
    #expect(report["db"] == .right)
  }

  @Test("A program that is not there is told how to make it")
  func noProgram() {
    #expect {
      try Submissions.grader("Nothing").grade("00-warm-up")
    } throws: { "\($0)".contains("swift build") && "\($0)".contains("Nothing") }
  }

  @Test("The solutions are right in every run", arguments: folders)
  func determinism(_ folder: String) async throws {
    let reports = try await Submissions.onThread {
      let grader = Submissions.grader("Submission", limits: Limits())
      return try (0..<2).map { _ in try grader.grade(folder) }
    }
    #expect(reports[0].isComplete)
    #expect(reports[0] == reports[1])
  }

  @Test("The solutions are right on each case alone", arguments: folders)
  func eachCase(_ folder: String) async throws {
    let names = Set(try Expected.read(folder, from: Submissions.expected).runs.map(\.name))
    let wrong = try await Submissions.onThread {
      try names.sorted().flatMap { name in
        try AssignmentGrader(
          submission: Products.submission,
          sources: Submissions.root.appending(path: "solutions").path,
          expected: Submissions.expected, case: name
        ).grade(folder).complaints.map { "\(name): \($0.text)" }
      }
    }
    #expect(wrong == [])
  }

  @Test("A mistake gets the same verdict in every run, word for word", arguments: mistakes)
  func determinism(_ mutant: Mutant) async throws {
    let limits = Limits()
    let first = try await Submissions.report(on: mutant.folder, mutant.callName, limits: limits)
    let second = try await Submissions.report(on: mutant.folder, mutant.callName, limits: limits)
    #expect(first == second)
  }

  static let folders = (try? Expected.folders(in: Submissions.expected)) ?? []

  /// A few of all assignments.
  static let mistakes = stride(from: 0, to: Mutants.mistakes.count, by: 37).map {
    Mutants.mistakes[$0]
  }
}
