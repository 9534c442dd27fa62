import FlatBackprop
import Foundation

/// A function is missing, or another one has been applied.
enum AnotherFunction: Hypothesis, CaseIterable {
  case logarithm, exponential, squareRoot, square, reciprocal

  static func candidates(for observation: Observation) -> [AnotherFunction] {
    observation.hasRightShape ? allCases : []
  }

  var rank: Rank { .functions }
  var place: AnyHashable { self }
  var neededEvidence: Int { 2 }

  func evidence(in observation: Observation) -> Int? {
    // Zeros alone cannot tell one function from another.
    if observation.wanted.allSatisfy({ observation.isNear($0, 0) }) {
      return observation.isWrong && !observation.hasRightShape ? nil : 0
    }
    let predictions = observation.changing(nil) { given(for: $1) }
    guard let evidence = observation.evidence(of: predictions), evidence > 0 else {
      return observation.evidence(of: predictions)
    }
    // Simple numbers agree by accident: the square of 2 is also its double, and 2 is the reciprocal
    // of ½.
    let telling = observation.deviating.filter {
      ![0, 0.25, 0.5, 1, 2, 4].contains(abs(observation.wanted[$0]))
    }
    return Set(telling.map { observation.wanted[$0] }).count
  }

  /// What is given in place of the right value.
  private func given(for right: Double) -> Double {
    switch self {
    case .logarithm: exp(right)
    case .exponential: log(right)
    case .squareRoot: right.squareRoot()
    case .square: right * right
    case .reciprocal: 1 / right
    }
  }

  var sentence: String {
    switch self {
    case .logarithm: "the logarithm is missing"
    case .exponential: "the exponential is missing"
    case .squareRoot: "it is the square root of what it should be"
    case .square: "it is the square of what it should be"
    case .reciprocal: "it is the reciprocal of what it should be"
    }
  }
}
