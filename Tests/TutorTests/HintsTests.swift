import Foundation
import Grader
import TestSupport
import Testing

@testable import Tutor

@Suite("Hints")
struct HintsTests {
  @Test("Every line of the flat functions up to 07 has a hint, and more than one step to it")
  func coverage() throws {
    var missing: [String] = []
    for folder in try Expected.folders(in: Submissions.expected) where folder < "08" {
      let hints = Hints(
        handoutIn: Submissions.root.appending(path: "assignments/\(folder)"))
      let expected = try Expected.read(folder, from: Submissions.expected)
      for function in expected.functions {
        for line in expected.lines(of: function.name) {
          let steps = hints.steps(for: line, of: function)
          if steps.count < 2 { missing.append("\(folder) \(function.name).\(line) \(steps.count)") }
          #expect(!steps.joined().contains("details>"))
        }
      }
    }
    #expect(missing == [])
  }
}
