import TestSupport
import Mutants
import Foundation
import Testing

@testable import Grader

@Suite("Verdicts, each from a real process")
struct VerdictTests {
  @Test("A solution is right, line for line")
  func right() async throws {
    let report = try await Submissions.report("sumTimes")
    #expect(report.right == ["q", "f", "df", "dq", "dz", "dx", "dy"])
    #expect(report.isComplete)
    #expect(report.printed == "")
  }

  @Test("A line to do is no mistake, and the lines after it are graded")
  func toDo() async throws {
    let report = try await Submissions.report("sumTimes/to do")
    #expect(report["dq"] == .toDo)
    #expect(report.right == ["q", "f", "df", "dz", "dx", "dy"])
    #expect(report.problems.isEmpty)
  }

  @Test("A stub's backward lines are to do as well, or wait")
  func everythingToDo() async throws {
    let report = try await Submissions.report("sumTimes/everything to do")
    #expect(report.lines.count == 7)
    #expect(report["q"] == .toDo)
    #expect(report["dq"] == .toDo)
    #expect(report.points == 0)
    #expect(report.problems.isEmpty)
  }

  @Test("A renamed line is named, with the name it should have")
  func renamed() async throws {
    let report = try await Submissions.report("sumTimes/renamed")
    let problem = try #require(report.problems.first)
    #expect(problem.text.contains("no line called \"sum\""))
    #expect(problem.text.contains("Expected here is \"q\""))
    #expect(report["q"]?.isRight == false)
    #expect(report["f"] == .right)
    // A gradient of what cannot be nudged is no mistake.
    #expect(report["dq"]?.isRight == false)
    #expect(report["dz"] == .right)
  }

  @Test("A name given twice is named")
  func twice() async throws {
    let report = try await Submissions.report("sumTimes/twice")
    #expect(report.problems.map(\.text).first?.contains("\"q\" is run twice") == true)
    #expect(report.problems.count == 1)
    #expect(!report.isComplete)
  }

  @Test("A right line whose value the function does not return is told so")
  func returned() async throws {
    let report = try await Submissions.report("sumTimes/returns another dx")
    #expect(report.right == ["q", "f", "df", "dq", "dz", "dy"])
    #expect(
      report["dx"]?.complaint
        == "is right, but sumTimes returns something else as dx: return dx")
  }

  @Test("A gradient of a variable that there is not is named")
  func gradientOfNothing() async throws {
    let report = try await Submissions.report("sumTimes/gradient of nothing")
    let problem = try #require(report.problems.first)
    #expect(problem.text.contains("no line called \"dsum\""))
    #expect(problem.text.contains("Expected here is \"df\""))
    #expect(report.points == 7)
  }

  @Test("What costs no point is a note: no board has all points and something to mend")
  func notes() async throws {
    var report = try await Submissions.report("sumTimes/gradient of nothing")
    #expect(report.isComplete)
    #expect(report.remark == "done, 1 note above")
    #expect(Board([report], root: "").next == nil)
    report.problems += report.problems
    #expect(report.remark == "done, 2 notes above")
    report.lines[0].verdict = .toDo
    #expect(report.remark == "2 to mend, 1 to do")
    #expect(Board([report], root: "").next?.hasPrefix("mend") == true)
  }

  @Test("A line that is missing costs its own point")
  func missing() async throws {
    let report = try await Submissions.report("sumTimes/a missing line")
    #expect(report["dz"]?.isRight == false)
    #expect(report.right == ["q", "f", "df", "dq", "dx", "dy"])
  }

  @Test("A tensor where a number is wanted: the message has both shapes")
  func vectorForNumber() async throws {
    let report = try await Submissions.report("sumTimes/a vector for a number")
    #expect(report["q"]?.complaint?.contains("shape [1], but should have shape []") == true)
    #expect(report["f"] == .right)
  }

  @Test("A number where a tensor is wanted: the message has both shapes")
  func numberForMatrix() async throws {
    let report = try await Submissions.report(
      on: "03-linear", "matrixProduct/a number for a matrix")
    #expect(report["dx"]?.complaint?.contains("shape [], but should have shape [") == true)
    #expect(report["y"] == .right)
    #expect(report["dw"] == .right)
  }
}
