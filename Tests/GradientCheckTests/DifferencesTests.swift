import KitSupport
import TestSupport
import Foundation
import GradientCheck
import Grader
import Numerics
import Testing

@Suite("Differences: the error bar of a numeric derivative")
struct DifferencesTests {
  @Test(
    "covers the true error, and is short: at 10,000 points of a smooth function",
    arguments: SmoothFunction.family)
  func coverage(_ function: SmoothFunction) {
    let coverage = Coverage(of: function, points: 10_000, seed: 1)
    #expect(coverage.rate >= 0.997)
    #expect(coverage.kinked <= 10)
    // Ten digits; six where a large constant hides the others.
    #expect(coverage.medianBar < (function.name == "10⁶ + sin x" ? 2e-6 : 1e-7))
  }

  @Test("covers the true errors of a gradient of many numbers")
  func matrix() {
    let coverage = Coverage(ofSoftmaxLoss: 500, seed: 1)
    #expect(coverage.points == 10_000)
    #expect(coverage.rate >= 0.997)
    #expect(coverage.uncertain == 0)
    #expect(coverage.kinked == 0)
    #expect(coverage.medianBar < 1e-9)
  }

  @Test("is judged by its tests: a bar a thousandth as long does not cover")
  func control() {
    let coverage = Coverage(of: SmoothFunction.family[0], points: 1000, seed: 1)
    #expect(coverage.medianError > coverage.medianBar / 1000)
  }

  /// The slope of a function of one number, as the checker sees it.
  private func slope(at x: Double, _ function: (Double) -> Double) -> Slope {
    var evaluations = 0
    return Slope(of: function, at: x, evaluations: &evaluations)
  }

  @Test("gives the same bits for the same values")
  func determinism() throws {
    let (first, second) = (slope(at: 0.3) { exp(sin($0)) }, slope(at: 0.3) { exp(sin($0)) })
    #expect(first.value.bitPattern == second.value.bitPattern)
    #expect(first.error.bitPattern == second.error.bitPattern)
  }

  @Test("is infinite where the function is not a finite number, whatever the derivative should be")
  func notFinite() {
    let edges = [
      slope(at: 0) { log($0) }, slope(at: -1) { log($0) }, slope(at: 0) { 1 / $0.squareRoot() },
      slope(at: 0) { $0.squareRoot() }, slope(at: 1) { _ in .nan }, slope(at: 1) { _ in .infinity },
      slope(at: .infinity) { $0 }, slope(at: .nan) { $0 },
    ]
    for edge in edges {
      for analytic in [0, 1, -1e300, .infinity, .nan] {
        #expect(edge.agreement(with: analytic, scale: 1) == .cannotTell)
      }
      #expect(edge.doubt == .notFinite)
      #expect(edge.doubt.reason.contains("inside the domain"))
    }
  }

  @Test(
    "lets a right derivative pass next to the edge of a domain",
    arguments: [1e-200, 1e-100, 1e-20, 1e-15, 1e-12, 1e-9, 1e-8, 1e-6, 1e-4, 1e-2])
  func edge(_ x: Double) {
    #expect(slope(at: x) { log($0) }.agreement(with: 1 / x, scale: 1 / x) == .agrees)
    let root = 1 / x.squareRoot()
    let slope = slope(at: x) { 1 / $0.squareRoot() }
    #expect(slope.agreement(with: -0.5 * root / x, scale: root / x) == .agrees)
  }

  @Test("does not call a derivative wrong at a jump, or beside one")
  func jump() {
    for x in [0, 1e-12, -1e-9, 1e-6, -1e-4, 0.01] {
      let slope = slope(at: x) { $0 >= 0 ? 1 : 0 }
      #expect(slope.agreement(with: 0, scale: 1) != .differs)
    }
    let atJump = slope(at: 0) { $0 >= 0 ? 1 : 0 }
    #expect(atJump.agreement(with: 1, scale: 1) == .cannotTell)
    #expect(atJump.doubt == .rough)
    #expect(atJump.doubt.reason.contains("jumps"))
  }

  @Test("says so where rounding hides the derivative")
  func hidden() {
    let slope = slope(at: 0.5) { 1e13 + sin($0) }
    #expect(slope.agreement(with: cos(0.5), scale: 1) == .cannotTell)
    #expect(slope.agreement(with: -40, scale: 1) == .cannotTell)
    #expect(slope.doubt == .rounding)
    #expect(slope.doubt.reason.contains("rounding"))
  }

  @Test("covers what a large number inside the function rounds away", arguments: [0.3, -1.7, 2.2])
  func swallowed(_ x: Double) {
    let slope = slope(at: x) { sin((1e6 + $0) - 1e6) }
    // Every x is rounded to a multiple of 2⁻³³.
    #expect(abs(slope.value - cos((1e6 + x) - 1e6)) <= slope.error)
    #expect(slope.error < 1e-5)
  }

  @Test("is short where a function does not change", arguments: [0, 1, -3e8, 1e-9])
  func constant(_ constant: Double) {
    for x in [0, 1e-8, -2, 1e8] {
      let slope = slope(at: x) { _ in constant }
      let scale = Tolerance.smallest(beside: abs(constant))
      #expect(slope.value == 0)
      #expect(slope.kink == nil)
      #expect(slope.agreement(with: 0, scale: scale) == .agrees)
      #expect(slope.agreement(with: 0.01 * scale, scale: scale) == .differs)
    }
  }

  @Test("never lets a NaN pass")
  func nan() {
    let slope = slope(at: 0.5) { sin($0) }
    for analytic in [Double.nan, .infinity, -.infinity] {
      #expect(slope.agreement(with: analytic, scale: 1) == .differs)
    }
  }

  @Test("does not hide a derivative that is wrong in the seventh digit")
  func wrong() {
    let slope = slope(at: 0.5) { sin($0) }
    #expect(slope.agreement(with: cos(0.5) * (1 + 1e-9), scale: 1) == .agrees)
    #expect(slope.agreement(with: cos(0.5) * (1 + 1e-7), scale: 1) == .differs)
  }

  @Test("through a process, grades the same twice")
  func process() throws {
    let root = Submissions.root
    let reports = try (0..<2).map { _ in
      try AssignmentGrader(
        submission: Products.submission, sources: root.appending(path: "solutions").path,
        expected: Products.expected(seed: nil, root: root)
      ).grade("05-softmax")
    }
    #expect(reports[0].lines == reports[1].lines)
    #expect(reports[0].isComplete)
  }
}

extension SmoothFunction: CustomTestStringConvertible {
  public var testDescription: String { name }
}
