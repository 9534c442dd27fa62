import Foundation
import GradientCheck

/// What the checker says about right and wrong derivatives at a kink and near it.
public struct KinkTrial: Sendable {
  /// The points beside the kink that were tried.
  public private(set) var points = 0

  /// Those at which the right derivative is called wrong.
  public private(set) var rightCalledWrong: [Double] = []

  /// Those at which the checker cannot tell about the right derivative.
  public private(set) var uncertain: [Double] = []

  /// Those at which a derivative from the other side of the kink is accepted.
  public private(set) var wrongAccepted: [Double] = []

  /// At the kink: the subgradients that are refused, as fractions of the way from the left side's
  /// derivative to the right side's.
  public private(set) var subgradientsRefused: [Double] = []

  /// At the kink: what is accepted though it lies outside, as such fractions too.
  public private(set) var outsidersAccepted: [Double] = []

  public private(set) var evaluations = 0

  /// Tries a function at its kink, and beside it on both sides at distances from 10⁻¹² to 10⁻².
  public init(of function: KinkedFunction) {
    let (left, right) = (function.leftDerivative, function.derivative(function.kink))
    let scale = max(abs(left), abs(right))
    for exponent in stride(from: -12.0, through: -2, by: 0.125) {
      for side in [-1.0, 1] {
        let x = function.kink + side * pow(10, exponent)
        points += 1
        let slope = Slope(of: function.value, at: x, evaluations: &evaluations)
        switch slope.agreement(with: function.derivative(x), scale: scale) {
        case .agrees: break
        case .differs: rightCalledWrong.append(x - function.kink)
        case .cannotTell: uncertain.append(x - function.kink)
        }
        let other = function.derivative(x) + (side < 0 ? right - left : left - right)
        if slope.agreement(with: other, scale: scale) == .agrees {
          wrongAccepted.append(x - function.kink)
        }
      }
    }
    let slope = Slope(of: function.value, at: function.kink, evaluations: &evaluations)
    for percent in stride(from: -50, through: 150, by: 5) {
      let fraction = Double(percent) / 100
      let isRight = slope.agreement(with: left + fraction * (right - left), scale: scale) == .agrees
      if isRight != (0...100).contains(percent) {
        if isRight {
          outsidersAccepted.append(fraction)
        } else {
          subgradientsRefused.append(fraction)
        }
      }
    }
  }
}
