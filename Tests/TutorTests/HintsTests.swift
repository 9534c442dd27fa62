import Foundation
import Grader
import Protocol
import TestSupport
import Testing

@testable import Tutor

@Suite("Hints")
struct HintsTests {
  @Test("Every line of the course has a hint")
  func coverage() throws {
    var missing: [String] = []
    for folder in try Expected.folders(in: Submissions.expected) {
      let hints = Hints(
        handoutIn: Submissions.root.appending(path: "assignments/\(folder)"))
      let expected = try Expected.read(folder, from: Submissions.expected)
      missing += hints.linesWithout(in: expected).map { "\(folder) \($0)" }
      for function in expected.functions {
        for line in expected.lines(of: function.name) {
          #expect(!hints.steps(for: line, of: function).joined().contains("details>"))
        }
      }
    }
    #expect(missing == [])
  }

  @Test("Of two hints for a line that is said to be its function's own is taken")
  func owner() {
    let hints = Hints(
      """
      ## Hints
      ### `a` and `b`
      <details><summary>x, y</summary>
      for both
      </details>
      <details><summary>y (b)</summary>
      for b
      <details><summary>nearly the answer</summary>
      its answer
      </details>
      </details>
      """)
    func steps(_ line: String, _ function: String) -> [String] {
      hints.steps(for: line, of: Declaration.Function(name: function, inputs: []))
    }
    #expect(steps("y", "a") == ["for both"])
    #expect(steps("y", "b") == ["for b", "its answer"])
    #expect(steps("z", "b") == [])
    #expect(steps("x", "c") == [])
  }
}
