import Bank
import FlatBackprop
import Foundation
import GradientCheck
import Judge
import Numerics
import Testing

@Suite("Screening: long gradients")
struct LargeTensorTests {
  static let long = LongGradient(.softplus, outputs: 100, seed: 3)

  @Test("a right gradient of 100,000 entries takes a few hundred evaluations")
  func right() {
    for function in [Self.long, LongGradient(.relu, outputs: 100, seed: 4)] {
      let (result, evaluations) = function.screening(of: function.gradient)
      #expect(function.gradient.count == 100_000)
      #expect(result.isComplete)
      #expect(result.wrong.isEmpty)
      #expect(result.corrected == function.gradient)
      #expect(evaluations < 400)
    }
  }

  @Test("one wrong entry is found at a cost that grows as the logarithm of their number")
  func one() {
    for outputs in [1, 10, 100] {
      let function =
        outputs == 100 ? Self.long : LongGradient(.softplus, outputs: outputs, seed: 5)
      let count = 1000 * outputs
      let plain = function.screening(of: function.gradient).evaluations
      var gradient = function.gradient
      gradient[count / 3] += 1e-3
      let (result, evaluations) = function.screening(of: gradient)
      #expect(Array(result.wrong.keys) == [count / 3])
      #expect(result.isComplete)
      #expect(abs(result.corrected[count / 3] - function.gradient[count / 3]) < 1e-9)
      // Two halves at each level, each with some ten evaluations; and the entry itself.
      #expect(Double(evaluations - plain) < 30 * log2(Double(count)), "\(evaluations), \(plain)")
    }
  }

  @Test("several wrong entries are found, neighbors and cancelling ones too")
  func several() {
    var gradient = Self.long.gradient
    for (place, error) in [(31_234, 1e-3), (31_235, -1e-3), (77_000, 0.5), (99_998, -1e-3)] {
      gradient[place] += error
    }
    let result = Self.long.screening(of: gradient).result
    #expect(result.wrong.keys.sorted() == [31_234, 31_235, 77_000, 99_998])
    #expect(result.isComplete)
  }

  @Test("a gradient that is wrong all over is not searched entry by entry")
  func all() {
    for factor in [0, -1, 2.0] {
      let (result, evaluations) = Self.long.screening(of: Self.long.gradient.map { factor * $0 })
      #expect(!result.isComplete)
      #expect(result.wrong.count > 1)
      #expect(evaluations < 400)
    }
  }

  // Each of the two has more than 512 elements.
  static let svm = Exercise(
    "04-svm",
    [
      .init(
        "svmLoss",
        [
          Case("forty examples, thirty numbers each, twenty classes") { random in
            [
              "x": .normal([40, 30], using: &random),
              "y": Tensor(labels: random.labels(40, classes: 20)),
              "w": .normal([30, 20], using: &random), "reg": Tensor(0.1),
            ]
          }
        ])
    ])

  /// Grades the solution, with a line of it replaced, on a case of long variables.
  private func report(_ callName: String) throws -> Report {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = Products.program("Planted")
    try ExpectedMaker(submission: program).make(Self.svm, seed: 1).write(to: folder)
    return try AssignmentGrader(
      submission: program, sources: BankTests.root.appending(path: "solutions").path,
      expected: folder
    ).grade("04-svm", function: "svmLoss", as: callName)
  }

  @Test("the judge grades long variables: the solution is right")
  func judge() throws {
    let report = try report("svmLoss")
    #expect(report.isComplete, "\(report.lines.compactMap(\.verdict.complaint))")
  }

  @Test(
    "the judge grades long variables: a mistake fails at its own line and at no other",
    arguments: Bank.mistakes.filter { $0.function == "svmLoss" })
  func judge(_ planted: Planted) throws {
    let report = try report(planted.callName)
    let wrong = report.lines.filter { $0.verdict.complaint != nil }.map(\.name)
    #expect(wrong == [planted.line])
  }
}
