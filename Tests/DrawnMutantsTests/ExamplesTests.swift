import Authoring
import Foundation
import Grader
import KitSupport
import Testing

@testable import DrawnMutants

@Suite("Lines as students write them")
struct ExamplesTests {
  /// A page with an assignment's rows.
  private static func page(_ folder: String, _ rows: String...) -> ExamplesPage {
    ExamplesPage(text: (["# Lines", "", "## \(folder)", ""] + rows).joined(separator: "\n"))
  }

  private static func findings(_ page: ExamplesPage) async throws -> [ExampleFinding] {
    let examples = page.examples
    return try await DrawnMutantsTests.inScratch { kit, scratch in
      try ExampleTrial(kit, scratch: scratch).findings(of: examples)
    }
  }

  @Test("are rows of a page: what is replaced, what is written, and whether it is right")
  func rows() throws {
    let page = Self.page(
      "04-svm",
      #"| `f/a` | `x > 0 \|\| y > 0 ? 1 : 0` | the wrong \| one | *said* |"#,
      "| `f/b` | `sum +=` → `sum =` | right: `a` | |",
      "| `f/c` | no code | wrong | |")
    #expect(page.examples.map(\.name) == ["f/a", "f/b"])
    #expect(page.examples.map(\.folder) == ["04-svm", "04-svm"])
    #expect(page.examples.map(\.isRight) == [false, true])
    #expect(page.unreadable.map(\.place) == ["\(ExamplesPage.path):7"])
    let (whole, part) = (page.examples[0], page.examples[1])
    #expect(whole.body(inPlaceOf: "0") == " x > 0 || y > 0 ? 1 : 0 ")
    #expect(part.body(inPlaceOf: "sum += 1") == "sum = 1")
    #expect(part.body(inPlaceOf: "sum -= 1") == nil)
    #expect(
      part.row(saying: "accepted") == "| `f/b` | `sum +=` → `sum =` | right: `a` | accepted |")
  }

  @Test("stand in the place of a line, of a marked part, or of what a function returns")
  func parts() throws {
    let solutions = PackageFolder.url.appending(path: "solutions")
    func names(_ folder: String) throws -> [String] {
      try SolutionPart.all(in: folder, of: solutions).map(\.name)
    }
    let linear = try names("03-linear")
    for name in ["linearLayer/db", "linearLayer/return"] { #expect(linear.contains(name)) }
    #expect(try names("08-convolution").contains("outputSize"))
    let modular = try names("10-modular")
    for name in ["ReLU/dx", "ReLU/saved", "Graph.order", "Multiply.backward/return"] {
      #expect(modular.contains(name))
    }
    #expect(Set(modular).count == modular.count)
  }

  @Test("are told to be defects where they pass, are refused, do not compile, or have no line")
  func defects() async throws {
    let page = Self.page(
      "00-warm-up",
      "| `sumTimes/q` | `x - y` | a minus | accepted |",
      "| `sumTimes/dx` | `1 * dq` | wrong: not really | |",
      "| `sumTimes/dy` | `2 * dq` | right: not really | |",
      "| `sumTimes/dz` | `df * p` | misspelled | |",
      "| `sumTimes/none` | `1` | there is no such line | |",
      "| `sumTimes/f` | `q / z` → `z * q` | not what stands there | |")
    let findings = try await Self.findings(page)
    let defects = page.defects(findings).map(\.description)
    for words in [
      ":5: the judge says something else now", ":6: sumTimes/dx is accepted, although",
      ":7: sumTimes/dy is right, but", ":8: sumTimes/dz does not compile",
      ":9: there is no sumTimes/none in solutions/00-warm-up", ":10: there is no `q / z` in",
    ] {
      #expect(defects.contains { $0.contains(words) }, "\(words) in \(defects)")
    }
    #expect(page.made(findings).text.contains("| a minus | *`y` goes in with the wrong sign*"))
  }

  @Test("get the judge's answers that stand on the page")
  func page() async throws {
    let page = try ExamplesPage(root: PackageFolder.url)
    #expect(page.unreadable.isEmpty)
    #expect(page.examples.count >= 60)
    let examples = page.examples.filter { $0.folder == "13-before-backprop" }
    #expect(!examples.isEmpty)
    let findings = try await DrawnMutantsTests.inScratch { kit, scratch in
      try ExampleTrial(kit, scratch: scratch).findings(of: examples)
    }
    #expect(page.defects(findings).isEmpty)
  }
}
