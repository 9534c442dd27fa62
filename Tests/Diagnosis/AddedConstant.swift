import FlatBackprop
import Foundation

/// A constant is added that does not belong there, or is missing: under the root or inside the
/// logarithm that the value is; or it stands outside a root that it belongs under.
struct AddedConstant: Hypothesis {
  let constant: Number
  let form: Form

  enum Form: CaseIterable {
    case underRoot, insideLogarithm, outsideRoot
  }

  static func candidates(for observation: Observation) -> [AddedConstant] {
    guard observation.paths.isEmpty, observation.hasRightShape,
      let place = observation.deviating.max(by: {
        abs(observation.given[$0] - observation.wanted[$0])
          < abs(observation.given[$1] - observation.wanted[$1])
      })
    else { return [] }
    let (given, right) = (observation.given[place], observation.wanted[place])
    return Form.allCases.compactMap { form in
      let constant = form.constant(given, right)
      guard constant.isFinite, constant != 0 else { return nil }
      return AddedConstant(constant: Number(constant), form: form)
    }
  }

  var rank: Rank { .numbers }
  var place: AnyHashable { self }

  /// With one number fitted, a few others must agree.
  var neededEvidence: Int { 3 }

  func evidence(in observation: Observation) -> Int? {
    guard observation.hasRightShape else { return observation.isWrong ? nil : 0 }
    let prediction = observation.wanted.map { form.value($0, constant.value) }
    guard observation.matches(prediction) else { return nil }
    let telling = observation.deviating.filter { ![0, 1].contains(abs(observation.wanted[$0])) }
    return Set(telling.map { observation.wanted[$0] }).count
  }

  var sentence: String {
    // As it is written in code: 0.01, and not 1/100.
    let size = String(format: "%.6g", abs(constant.value)).replacing("e-0", with: "e-")
    return switch form {
    case .underRoot:
      "under the root there is \(size) too \(constant.value < 0 ? "little" : "much")"
    case .insideLogarithm:
      "inside the logarithm there is \(size) too \(constant.value < 0 ? "little" : "much")"
    case .outsideRoot: "\(size) belongs under the root"
    }
  }
}

extension AddedConstant.Form {
  /// The constant that makes one value of another.
  fileprivate func constant(_ given: Double, _ right: Double) -> Double {
    switch self {
    case .underRoot: given * given - right * right
    case .insideLogarithm: exp(given) - exp(right)
    case .outsideRoot:
      // The smaller solution of (given − c)² = right² − c.
      (2 * given - 1
        - ((2 * given - 1) * (2 * given - 1) - 4 * (given * given - right * right))
        .squareRoot()) / 2
    }
  }

  /// What a constant makes of the right value.
  fileprivate func value(_ right: Double, _ constant: Double) -> Double {
    switch self {
    case .underRoot: (right * right + constant).squareRoot()
    case .insideLogarithm: log(exp(right) + constant)
    case .outsideRoot: (right * right - constant).squareRoot() + constant
    }
  }
}
