import TestSupport
import Authoring
import Foundation
import Grader
import Testing

@Suite("Stubs")
struct StubTests {
  static let root = Submissions.root

  @Test("The files in assignments/ are the stubs of the solutions, no more and no fewer")
  func stubs() throws {
    let stubs = try StubMaker(root: Self.root).stubs()
    for stub in stubs {
      #expect(
        !stub.isStale(root: Self.root), "\(stub.path): make it anew with `swift run kit stubs`")
    }
    let folder = Self.root.appending(path: "assignments").path
    let files = (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String]) ?? []
    let sources = files.filter { $0.hasSuffix(".swift") }
    #expect(sources.map { "assignments/\($0)" }.sorted() == stubs.map(\.path).sorted())
  }

  @Test("What is tried out in assignments/ is in no untouched stub, where there are solutions")
  func untouched() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "stubs-\(UUID())")
    defer { try? FileManager.default.removeItem(at: root) }
    func write(_ text: String, to folder: String) throws {
      try [MadeText(path: "\(folder)/01-gates/A.swift", text: text)].writeStale(root: root)
    }
    func untouched() throws -> String {
      let stubs = try StubMaker(root: root).untouched(in: root.appending(path: "made"))
      return try String(contentsOf: stubs.appending(path: "01-gates/A.swift"), encoding: .utf8)
    }
    try write("let s = stage.s { tried }", to: "assignments")
    // Whoever was given the kit without solutions has nothing to make them from.
    #expect(try untouched() == "let s = stage.s { tried }")
    try write("let s = stage.s { x * y }", to: "solutions")
    #expect(try untouched() == "let s = stage.s { try todo() }")
  }

  @Test("A stub holds nothing of the solution's bodies, and something to do")
  func unsolved() throws {
    for stub in try StubMaker(root: Self.root).stubs() {
      let (path, text) = (stub.path, stub.text)
      let solution = try String(
        contentsOf: Self.root.appending(
          path: path.replacing(/^assignments/, with: "solutions")), encoding: .utf8)
      if solution.contains("// GIVEN SOLVED") {
        #expect(text == solution, "\(path)")
        continue
      }
      #expect(text.contains("try todo()") || solution.hasPrefix("// GIVEN"), "\(path)")
      #expect(!text.contains("SOLUTION"), "\(path)")
      for line in text.split(separator: "\n") {
        guard let stage = line.firstMatch(of: #/\bstage(\.\w+)+(?:\(step: \w+\))?( \{.*)/#) else {
          continue
        }
        #expect(stage.2 == " { try todo() }", "\(path): \(line)")
      }
    }
  }

  @Test("Braces in strings and comments do not end a body; what is around it stays")
  func bodies() throws {
    let solution = """
      // What it is: { [N].
      let a = stage.a {
        x.map { $0 + 1 }  // not yet }
          + Tensor("}".count == 1 ? 1 : 2)
      }
      let b = stage.loss.b { a.sum() }
      x[t] = stage.x(step: t) { b }
      return b
      """
    #expect(
      try StubMaker.stub(of: solution, path: "A.swift") == """
        // What it is: { [N].
        let a = stage.a { try todo() }
        let b = stage.loss.b { try todo() }
        x[t] = stage.x(step: t) { try todo() }
        return b
        """)
  }

  @Test("A marked part becomes one line to do")
  func marked() throws {
    let solution = """
      func size() throws -> Int {
        // BEGIN SOLUTION
        if true { }
        return 3
        // END SOLUTION
      }
      """
    #expect(
      try StubMaker.stub(of: solution, path: "A.swift") == """
        func size() throws -> Int {
          return try todo()
        }
        """)
  }

  @Test(
    "What cannot be made a stub is named",
    arguments: [
      "let a: Double = stage.a { 1", "// BEGIN SOLUTION\n1", "// END SOLUTION",
      "// BEGIN SOLUTION\n// BEGIN SOLUTION\n// END SOLUTION",
    ])
  func unusable(_ text: String) {
    #expect {
      try StubMaker.stub(of: text, path: "A.swift")
    } throws: { "\($0)".contains("A.swift") }
  }
}
