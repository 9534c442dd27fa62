import Foundation
import Grader
import TestSupport
import Testing
@testable import Builder
import KitSupport

@Suite("The outline of a file")
struct OutlineTests {
  @Test("Brackets in strings and comments are none")
  func brackets() {
    let text = """
      func f() throws -> Int {
        let a = stage.a {
          "} \\("{".count) {" + /* { /* } */ { */ x  // }
        }
        let b: Double = stage.loss.b { 1 } // }
        x[t] = stage.x(step: t) { #"}""# }
      }
      """
    let outline = Outline(Array(text.utf8))
    #expect(outline.parts.map { outline.lines(of: $0) } == [1...7, 2...4, 5...5, 6...6])
    #expect(outline.misfits.isEmpty)
  }
}
