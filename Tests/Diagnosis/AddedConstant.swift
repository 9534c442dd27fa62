import FlatBackprop
import Foundation

/// A constant is added that does not belong there, or is missing: under the root or inside the
/// logarithm that the value is; or it stands outside a root that it belongs under.
enum AddedConstant {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    guard observation.paths.isEmpty, observation.hasRightShape,
      let place = observation.deviating.max(by: {
        abs(observation.given[$0] - observation.wanted[$0])
          < abs(observation.given[$1] - observation.wanted[$1])
      })
    else { return [] }
    return Form.allCases.compactMap { form in
      let constant = form.constant(observation.given[place], observation.wanted[place])
      return constant.isFinite && constant != 0 ? hypothesis(Number(constant).value, form) : nil
    }
  }

  private static func hypothesis(_ constant: Double, _ form: Form) -> Hypothesis {
    // With one number fitted, a few others must agree.
    Hypothesis(.numbers, form.sentence(constant), place: .itsOwn, needs: 3) { observation in
      guard observation.hasRightShape else { return observation.refutedIfWrong }
      let prediction = observation.wanted.map { form.value($0, constant) }
      return observation.matches(prediction) ? observation.differentValues(except: [0, 1]) : nil
    }
  }

  private enum Form: CaseIterable {
    case underRoot, insideLogarithm, outsideRoot

    /// The constant that turns the right value into the given one.
    func constant(_ given: Double, _ right: Double) -> Double {
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
    func value(_ right: Double, _ constant: Double) -> Double {
      switch self {
      case .underRoot: (right * right + constant).squareRoot()
      case .insideLogarithm: log(exp(right) + constant)
      case .outsideRoot: (right * right - constant).squareRoot() + constant
      }
    }

    func sentence(_ constant: Double) -> String {
      // As it is written in code: 0.01, and not 1/100.
      let size = String(format: "%.6g", abs(constant)).replacing("e-0", with: "e-")
      return switch self {
      case .underRoot: "under the root there is \(size) too \(constant < 0 ? "little" : "much")"
      case .insideLogarithm:
        "inside the logarithm there is \(size) too \(constant < 0 ? "little" : "much")"
      case .outsideRoot: "\(size) belongs under the root"
      }
    }
  }
}
