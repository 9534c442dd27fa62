import Authoring
import Foundation
import TestSupport
import Testing

@Suite("Slips that do not compile")
struct CompilerSlipTests {
  @Test("The first error stands in the line itself, and says in words what to write")
  func firstErrors() throws {
    let answers = try CompilerSlips().answers(to: CompilerSlip.all.map(\.line))
    for (slip, answer) in zip(CompilerSlip.all, answers) {
      guard let answer else {
        Issue.record("this compiles: \(slip.line)")
        continue
      }
      #expect(answer.line == CompilerSlips.lineAsked, "\(slip.line)")
      #expect(answer.message.contains(slip.says), "\(slip.line)")
      for riddle in ["failed to produce diagnostic", "ambiguous", "reasonable time"] {
        #expect(!answer.message.contains(riddle), "\(slip.line)")
      }
    }
  }

  @Test("What was meant compiles, and so does what is right and looks like a slip")
  func meant() throws {
    let lines = CompilerSlip.all.map(\.meant) + CompilerSlip.right
    for (line, answer) in zip(lines, try CompilerSlips().answers(to: lines)) {
      #expect(answer == nil, "\(line)")
    }
  }

  // The compiler's own words differ from version to version.
  #if compiler(>=6.3) && !compiler(>=6.4)
    @Test("The page for students says what the compiler says")
    func page() throws {
      let page = Submissions.root.appending(path: CompilerPage.path)
      #expect(
        try String(contentsOf: page, encoding: .utf8) == CompilerPage.text(),
        "make it anew with `swift run kit slips`")
    }
  #endif
}
