import FlatBackprop
import Foundation
import Grader
import Mutants
import Portraits
import Testing
import TestSupport

@Suite("What a portrait shows")
struct PortraitTests {
  static func portrait(_ mutant: Mutant) async throws -> Portrait {
    try #require(
      try await Submissions.portray(
        mutant.folder, function: mutant.function, as: mutant.callName
      ).portraits.first)
  }

  /// Mistakes whose cause has to do with one path, and how that path is drawn.
  static let paths: [(mutant: Mutant, reader: String, state: Portrait.State)] =
    Mutants.mistakes.compactMap { mutant in
      guard let cause = mutant.cause else { return nil }
      if let match = cause.firstMatch(of: #/through "(\w+)" is missing/#) {
        return (mutant, String(match.1), .missing)
      }
      if let match = cause.firstMatch(of: #/through "(\w+)" has the/#) {
        return (mutant, String(match.1), .negated)
      }
      if let match = cause.firstMatch(of: #/through "(\w+)" is (\w) times too small/#) {
        return (mutant, String(match.1), .scaled(match.2 == "2" ? "0.5" : "1/\(match.2)"))
      }
      return nil
    }

  @Test("A missing path, a wrong sign and a factor stand on the very edge", arguments: paths)
  func path(mutant: Mutant, reader: String, state: Portrait.State) async throws {
    let portrait = try await Self.portrait(mutant)
    let wrong = portrait.backward.filter(\.state.isWrong)
    #expect(wrong.count == 1)
    #expect(wrong.first?.from.base == "d" + reader)
    #expect(wrong.first?.to.base == mutant.line)
    #expect(wrong.first?.state == state)
  }

  @Test("There are enough such mistakes to prove it by")
  func enough() {
    #expect(Self.paths.count { $0.state == .missing } >= 10)
    #expect(Self.paths.count { $0.state == .negated } >= 2)
    #expect(Self.paths.count >= 16)
  }

  static let folders: [String] = (try? Expected.folders(in: Submissions.expected)) ?? []

  @Test("The graph found from the solution's own code is the expected one", arguments: folders)
  func solution(_ folder: String) async throws {
    let portraits = try await Submissions.onThread {
      try Submissions.grader("Submission").portray(folder).portraits
    }
    for portrait in portraits {
      #expect(portrait.forward.allSatisfy { $0.state == .read })
      let found = Set(portrait.forward.map { [$0.from, $0.to] })
      let wanted = Set(
        portrait.drawn.lines.filter { $0.role != .backward }.flatMap { line in
          line.reads.map { [$0, line.name] }
        })
      #expect(found == wanted, "\(portrait.function.name)")
      #expect(portrait.backward.allSatisfy { !$0.state.isWrong })
      for one in portrait.cases {
        #expect(one.wrong.isEmpty)
        #expect(one.run.lines.allSatisfy { one.given[$0.name] != nil })
      }
    }
  }

  @Test("Of a wrong line the portrait holds what it gave and what it should give, on every case")
  func values() async throws {
    let mutant = try #require(
      Mutants.mistakes.first { $0.function == "svmLoss" && $0.line == "dscores" })
    let portrait = try await Self.portrait(mutant)
    let wrong = portrait.cases.filter { $0.wrong == ["dscores"] }
    #expect(wrong.count >= 3)
    for one in wrong {
      let (given, right) = (try #require(one.given["dscores"]), try #require(one.right["dscores"]))
      #expect(zip(given.elements, right.elements).contains { abs($0 - $1) > 1e-6 })
    }
    #expect(portrait.cases.allSatisfy { $0.given["dscores"]?.shape == $0.right["dscores"]?.shape })
  }

  @Test("What a wrong entry is made of is known, and what should come in and does not")
  func origin() async throws {
    let mutant = try #require(
      Mutants.mistakes.first {
        $0.function == "svmLoss" && $0.cause == "path through \"correctScores\" is missing"
      })
    let portrait = try await Self.portrait(mutant)
    let name = portrait.report(of: "dscores")?.caseName
    let one = try #require(portrait.cases.first { $0.name == name })
    let origin = try #require(one.origins["dscores"])
    let labels = try #require(one.run.inputs["y"]).elements
    let shape = try #require(one.run.inputs["w"]).shape
    let row = origin.entry / shape[1]
    #expect(origin.entry % shape[1] == Int(labels[row]))
    let margins = try #require(origin.windows.first { $0.variable == "dmargins" })
    #expect(margins.read == [origin.entry] && margins.wanted == [origin.entry])
    let correct = try #require(origin.windows.first { $0.variable == "dcorrectScores" })
    #expect(correct.read.isEmpty && correct.wanted == [row])
  }

  @Test("A wrong entry of a convolution is made of its window")
  func window() async throws {
    let mutant = try #require(
      Mutants.mistakes.first {
        $0.function == "convolveByLoops" && $0.line == "out" && $0.name == "no bias"
      })
    let portrait = try await Self.portrait(mutant)
    let one = try #require(portrait.cases.first { !$0.origins.isEmpty })
    let origin = try #require(one.origins["out"])
    let w = try #require(one.run.inputs["w"])
    let filter = try #require(one.given["out"]).index(at: origin.entry)[1]
    let size = w.count / w.shape[0]
    let weights = w.elements[(filter * size)..<((filter + 1) * size)]
    let window = try #require(origin.windows.first { $0.variable == "x" })
    #expect(window.read.count == weights.count { $0 != 0 })
  }
}
