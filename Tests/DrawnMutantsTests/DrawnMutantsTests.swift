import Builder
import FlatBackprop
import Foundation
import Grader
import KitSupport
import Synchronization
import TestSupport
import Testing

@testable import DrawnMutants

@Suite("Mutants drawn by rule")
struct DrawnMutantsTests {
  private static let solutions = PackageFolder.url.appending(path: "solutions")

  private static func lines() throws -> [SolutionLine] {
    try SolutionLine.all(in: "04-svm", of: solutions)
  }

  /// Does something that builds students' folders, in a folder that is gone afterwards.
  static func inScratch<Result: Sendable>(
    _ work: @escaping @Sendable (Kit, URL) throws -> Result
  ) async throws -> Result {
    try await Submissions.onThread {
      let scratch = FileManager.default.temporaryDirectory.appending(path: "drawn-\(UUID())")
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: scratch) }
      let products = URL(filePath: Products.program("kit")).deletingLastPathComponent()
      return try work(Kit(root: PackageFolder.url, products: products), scratch)
    }
  }

  @Test("come from the lines of a solution, with what those can read")
  func lines() throws {
    let lines = try Self.lines()
    #expect(lines.map(\.name).starts(with: ["scores", "correctScores", "margins", "hinge"]))
    let hinge = try #require(lines.first { $0.name == "hinge" })
    #expect(hinge.body == " max(0, margins) * others ")
    #expect(hinge.owner == "svmLoss")
    for name in ["x", "y", "w", "reg", "others", "margins"] { #expect(hinge.scope.contains(name)) }
    #expect(!hinge.scope.contains("dhinge") && !hinge.scope.contains("stage"))
  }

  @Test("can read a function's inputs, also where another function stands in it")
  func inputs() throws {
    let lines = try SolutionLine.all(in: "12-recurrent", of: Self.solutions)
    let loss = try #require(lines.first { $0.name == "loss" })
    #expect(loss.owner == "recurrentNet")
    for name in ["x0", "wx", "target", "residuals"] { #expect(loss.scope.contains(name)) }
  }

  @Test("change a line by each of the rules")
  func edits() {
    let body = " x.sum(axis: 1) - log(w[n, c]) / 2 * (0..<n).count + (w .> 0) "
    for rule in Edit.Rule.allCases {
      let edits = Edit.all(of: body, scope: ["x", "w", "n", "c"], by: [rule])
      #expect(!edits.isEmpty, "\(rule)")
      #expect(edits.allSatisfy { $0.body != body && $0.rule == rule }, "\(rule)")
    }
    let dropped = Edit.all(of: " a * b + c ", scope: [], by: [.dropped]).map(\.body)
    #expect(Set(dropped) == [" a + c ", " a * b ", " b + c ", " a * c "])
  }

  @Test("are the same for the same seed, and no two are the same")
  func seed() throws {
    func draw(_ seed: UInt64) throws -> [String] {
      var random = SeededGenerator(seed: seed)
      return try DrawnMutant.draw(50, of: Self.lines(), using: &random).map {
        "\($0.line.name) \($0.body)"
      }
    }
    #expect(try draw(1) == draw(1))
    #expect(try draw(1) != draw(2))
    #expect(try Set(draw(1)).count == 50)
  }

  @Test("are put to the judge, and what it says of them to the test")
  func trial() async throws {
    let findings = try await Self.inScratch { kit, scratch in
      let found = Mutex<[DrawnTrial.Finding]>([])
      try DrawnTrial(kit, scratch: scratch).run(12, from: ["00-warm-up"], seed: 3) { finding in
        found.withLock { $0.append(finding) }
      }
      return found.withLock { $0 }
    }
    #expect(findings.count >= 6)
    #expect(!findings.contains { [.unstable, .elsewhere].contains($0.outcome) })
    #expect(findings.contains { $0.outcome == .agrees })
  }

  @Test("agree with a cause that says what they did, and with no other")
  func agreement() throws {
    let line = try #require(try Self.lines().first { $0.name == "dw" })
    let edit = try #require(
      Edit.all(of: line.body, scope: line.scope, by: [.name]).first {
        $0.names == ["dscores", "dhinge"]
      })
    let mutant = DrawnMutant(line: line, edits: [edit])
    #expect(mutant.agrees(with: "\"dhinge\" seems to stand where \"dscores\" belongs"))
    #expect(!mutant.agrees(with: "\"x\" seems to stand where \"w\" belongs"))
    #expect(!mutant.agrees(with: "its sign is wrong"))
  }
}
