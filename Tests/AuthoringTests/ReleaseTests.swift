import Foundation
import Testing
import TestSupport

@testable import Authoring

@Suite("The students' kit")
struct ReleaseTests {
  @Test("holds no solutions, no mutants, no tests of the kit and no history")
  func parts() throws {
    let target = FileManager.default.temporaryDirectory.appending(path: "release-\(UUID())")
    defer { try? FileManager.default.removeItem(at: target) }
    let remarks = try Release(root: Submissions.root, keepsNearly: false).write(to: target)
    let paths = (FileManager.default.enumerator(atPath: target.path)?.allObjects as? [String]) ?? []
    #expect(paths.contains("assignments/04-svm/SVM.swift"))
    #expect(paths.contains("Tests/Grading/Expected/04-svm.json"))
    #expect(paths.contains("Sources/Course/SVM.swift"))
    #expect(paths.contains("assignments/04-svm/drawings/svmLoss.svg"))
    // What the manifest declares where there are no solutions has to be there, or nothing builds.
    let manifest = try String(
      contentsOf: target.appending(path: "Package.swift"), encoding: .utf8)
    let declared = try #require(manifest.components(separatedBy: "let kitTests").first)
      .matches(of: #/library\(\s*"(\w+)", in: "(\w+)"/#).map { "\($0.2)/\($0.1)" }
    #expect(declared.count > 10)
    for folder in declared { #expect(paths.contains(folder), "\(folder)") }
    for path in paths {
      let first = path.split(separator: "/").first ?? ""
      #expect(![".git", "solutions", ".build", ".ci", ".github"].contains(first), "\(path)")
      let isJudgesOwn = path.hasPrefix("Tests/")
      #expect(!isJudgesOwn || !path.contains("Mutants"), "\(path)")
      #expect(!path.contains("Adversarial"), "\(path)")
      #expect(!path.hasPrefix("Tests/") || !path.contains("Tests.swift"), "\(path)")
    }
    let stub = target.appending(path: "assignments/04-svm/SVM.swift")
    #expect(try String(contentsOf: stub, encoding: .utf8).contains("try todo()"))
    #expect(remarks.count == 1)
    let readme = try String(contentsOf: target.appending(path: "README.md"), encoding: .utf8)
    #expect(readme.contains("## How a student works") && !readme.contains("instructor works"))
    for link in readme.matches(of: #/\]\(([^)]+)\)/#).map({ String($0.1) })
    where !link.contains("://") && !link.hasPrefix("#") {
      let file = target.appending(path: link).path
      #expect(FileManager.default.fileExists(atPath: file), "\(link)")
    }
    #expect {
      try Release(root: Submissions.root).write(to: target)
    } throws: { "\($0)".contains("not empty") }
  }

  @Test("has no use for what takes solutions, and says so")
  func refusals() throws {
    try ReleasedKit.refuse("stubs", root: Submissions.root)
    let students = FileManager.default.temporaryDirectory.appending(path: "students-\(UUID())")
    #expect {
      try ReleasedKit.refuse("stubs", root: students)
    } throws: { "\($0)".hasSuffix("this is a student's kit: it has no solutions.") }
  }

  @Test("loses the answers of every handout, and nothing that they stand in")
  func everyHandout() throws {
    let course = Submissions.root.appending(path: "assignments")
    for folder in try FileManager.default.contentsOfDirectory(atPath: course.path) {
      let handout = try String(
        contentsOf: course.appending(path: "\(folder)/README.md"), encoding: .utf8)
      let left = Release.withoutNearly(handout)
      #expect(
        handout.contains("nearly the answer") && !left.lowercased().contains("nearly the answer"))
      func count(_ tag: String) -> Int { left.components(separatedBy: tag).count }
      #expect(count("<details>") == count("</details>"), "\(folder)")
      #expect(
        handout.components(separatedBy: "\n## ").count
          == left.components(separatedBy: "\n## ").count)
    }
  }

  @Test("loses just the hints that are nearly the answer, if so asked")
  func nearly() {
    let handout = """
      <details><summary>loss</summary>

      You have both parts.

      <details><summary>nearly the answer</summary>

      A sum of two numbers.

      </details>
      </details>

      More.
      """
    #expect(
      Release.withoutNearly(handout) == """
        <details><summary>loss</summary>

        You have both parts.
        </details>

        More.
        """)
  }

  @Test("Bodies are found whatever their white space; short ones give nothing away")
  func bodies() {
    let solution = """
      let a = stage.a { x
          .matmul(w) }
      let b: Double = stage.b { 1 }
      x[t] = stage.x(step: t) { tanh(s[t]) }
      """
    #expect(SolutionBodies.bodies(of: solution) == ["x .matmul(w)", "tanh(s[t])"])
    #expect(SolutionBodies.bodies(of: "// GIVEN SOLVED\n" + solution).isEmpty)
  }
}
