import FlatBackprop
import Foundation
import Grader
import Mutants
import Portraits
import Testing
import TestSupport

@testable import GraphReport
import KitSupport

@Suite("The page")
struct PageTests {
  private static func diagram(_ folder: String, _ function: String) throws -> Diagram {
    let expected = try Expected.read(folder, from: Submissions.expected)
    let declaration = try #require(expected.function(function))
    return Diagram(declaration, expected.runs.filter { $0.function == function })
  }

  @Test("Batch statistics are drawn in the lectures' notation")
  func notation() throws {
    let diagram = try Self.diagram("07-batch-statistics", "batchNorm")
    func edges(_ notation: Diagram.Notation) -> Set<[String]> {
      Set(
        diagram.edges.filter { $0.notation == notation }.map {
          [diagram.nodes[$0.from].name, diagram.nodes[$0.to].name]
        })
    }
    #expect(edges(.aggregate) == [["x", "mean"], ["squares", "variance"]])
    #expect(
      edges(.apply) == [
        ["mean", "centered"], ["inverseStd", "normalized"], ["gamma", "out"], ["beta", "out"],
      ])
    #expect(
      Set(diagram.nodes.filter(\.isStatistic).map(\.name)) == [
        "mean", "variance", "std", "inverseStd", "gamma", "beta",
      ])
  }

  @Test("The axes of each value have the letters that its handout gives them")
  func letters() throws {
    let nodes = try Self.diagram("08-convolution", "convolve").nodes
    let shapes = Dictionary(uniqueKeysWithValues: nodes.map { ($0.name, $0.shape) })
    #expect(shapes["x"] == "[N, C, H, W]")
    #expect(shapes["columns"] == "[N·H'·W', C·FH·FW]")
    #expect(shapes["products"] == "[N·H'·W', K]")
    #expect(shapes["out"] == "[N, K, H', W']")
  }

  /// A page about one function with a planted line.
  private static func page(_ mutant: Mutant) async throws -> String {
    let part = try await Submissions.portray(
      mutant.folder, function: mutant.function, as: mutant.callName)
    return Page([part]).html
  }

  @Test("What is missing is written on its edge, in words beside it, and not by color alone")
  func missing() async throws {
    let mutant = try #require(
      Mutants.mistakes.first {
        $0.function == "svmLoss" && $0.cause == "path through \"correctScores\" is missing"
      })
    let html = try await Self.page(mutant)
    #expect(html.contains(">✗ missing</text>"))
    #expect(html.contains("<text x=") && html.contains(">✗ dscores</text>"))
    #expect(html.contains("<li class=w>✗ the path through correctScores is missing"))
    #expect(html.contains("<td class=x>✗ "))
  }

  @Test("Nothing that a student wrote becomes markup")
  func escaping() {
    let text = "<script>alert(\"1\")</script> & 'x'\u{1b}[31m"
    #expect(
      Markup.escape(text)
        == "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;·[31m")
    var diagram = Diagram()
    diagram.nodes = [Diagram.Node(name: text, shape: text, kind: .line, mark: .wrong)]
    diagram.nodes.append(Diagram.Node(name: "x", shape: "", kind: .line, gradient: (text, .wrong)))
    diagram.edges = [
      Diagram.Edge(from: 0, to: 1, backward: Diagram.Flow(look: .wrong, label: text))
    ]
    let body = Drawing(diagram).body { _ in "#" + text }
    #expect(!body.contains("<script") && !body.contains("\u{1b}"))
    let view = ValueView(value: Tensor([[1, 2]]), title: text).html
    #expect(!view.contains("<script"))
    var report = Report(folder: text)
    report.printed = text
    #expect(!Page([(report, []), (report, [])]).html.contains("<script"))
  }

  @Test("The whole course fits into 300 KB, and needs no network and no script")
  func size() async throws {
    let parts = try await Submissions.onThread {
      try Expected.folders(in: Submissions.expected).map {
        try Submissions.grader("Submission").portray($0)
      }
    }
    let html = Page(parts).html
    #expect(html.utf8.count <= 300_000)
    #expect(!html.contains("http") && !html.contains("<script") && !html.contains("url("))
  }

  @Test("A value of few numbers is a table, one of many a heat map that is told in words, too")
  func values() {
    let few = ValueView(value: Tensor([[1, -2.5]]), wrong: [1], title: "w").html
    #expect(few == "<table><caption>w<tr><td>1<td class=x>✗ -2.5</table>")
    let many = ValueView(value: Tensor(repeating: -1, shape: [6, 9]), wrong: [3], title: "w").html
    #expect(many.contains("aria-label=\"heat map of w, shape [6, 9], 1 of 54 entries wrong\""))
    #expect(many.contains("<path class=m4 d=\"M0 0.5h9"))
    #expect(many.contains("<path class=x d=\"M3 0l1 1"))
    #expect(!ValueView(value: .zeros([0]), title: "w").html.isEmpty)
    #expect(!ValueView(value: .zeros([3, 0, 9]), title: "w").html.isEmpty)
  }

  @Test("A line is explained in words: its paths, what is missing, and its values")
  func explanation() async throws {
    let mutant = try #require(
      Mutants.mistakes.first {
        $0.function == "svmLoss" && $0.cause == "path through \"correctScores\" is missing"
      })
    let portrait = try #require(
      try await Submissions.portray(
        mutant.folder, function: mutant.function, as: mutant.callName
      ).portraits.first)
    let text = try Explanation.text(of: "dscores", in: [portrait])
    #expect(text.contains("svmLoss · ✗ dscores is wrong"))
    #expect(text.contains("✗ the path through correctScores is missing"))
    #expect(text.contains("· gets dmargins, through margins"))
    #expect(text.contains("should be"))
    #expect(try Explanation.text(of: nil, in: [portrait]) == text)
    #expect(throws: KitError.self) { try Explanation.text(of: "nothing", in: [portrait]) }
  }
}

@Suite("The drawings of the handouts")
struct DrawingsTests {
  @Test("Each is the graph of today's solution, and each is told in words")
  func upToDate() throws {
    let stale = try HandoutDrawings(root: Submissions.root).stale()
    #expect(stale.isEmpty, "swift run kit drawings makes them anew: \(stale.map(\.path))")
  }

  @Test("Each drawing in the folders is one that its handout shows")
  func known() throws {
    let made = Set(try HandoutDrawings(root: Submissions.root).files().map(\.path))
    let assignments = Submissions.root.appending(path: "assignments")
    let found =
      FileManager.default.enumerator(atPath: assignments.path)?
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".svg") } ?? []
    #expect(found.count >= 20)
    for path in found { #expect(made.contains("assignments/" + path)) }
  }

  @Test("A page that is written again and again is read again and again, no other")
  func live() {
    #expect(Page([], live: true).html.contains("http-equiv=refresh"))
    #expect(!Page([]).html.contains("http-equiv=refresh"))
  }
}
