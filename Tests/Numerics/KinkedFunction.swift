import Foundation

/// A function of one number with a kink, and what its derivative is on both sides.
public struct KinkedFunction: Sendable {
  public let name: String

  /// Where the kink is.
  public let kink: Double

  let value: @Sendable (Double) -> Double

  /// The derivative where there is one; at the kink, the one to its right.
  let derivative: @Sendable (Double) -> Double

  /// The derivative just left of the kink.
  let leftDerivative: Double

  /// So close to the kink the point may pass for the kink itself: the steps that would tell them
  /// apart get lost in the rounding.
  public let resolution: Double

  init(
    _ name: String, kink: Double = 0, resolution: Double = 1e-9, left: Double,
    _ value: @escaping @Sendable (Double) -> Double,
    derivative: @escaping @Sendable (Double) -> Double
  ) {
    (self.name, self.kink, self.resolution) = (name, kink, resolution)
    (self.value, self.derivative, leftDerivative) = (value, derivative, left)
  }

  /// The kinks that the course's forward passes have, alone and beside other terms of a loss.
  public static let family: [KinkedFunction] = [
    KinkedFunction("ReLU", left: 0, { max(0, $0) }, derivative: { $0 >= 0 ? 1 : 0 }),
    KinkedFunction(
      "ReLU in a loss of 2.3", left: 0, { 2.3 + max(0, $0) }, derivative: { $0 >= 0 ? 1 : 0 }),
    KinkedFunction(
      "leaky ReLU", left: 0.01, { $0 >= 0 ? $0 : 0.01 * $0 }, derivative: { $0 >= 0 ? 1 : 0.01 }),
    KinkedFunction(
      "hinge", kink: 1, left: -1, { max(0, 1 - $0) }, derivative: { $0 >= 1 ? 0 : -1 }),
    KinkedFunction("abs", left: -1, { abs($0) }, derivative: { $0 >= 0 ? 1 : -1 }),
    KinkedFunction(
      "max of two", left: -2, { max(0.7 + $0, 0.7 - 2 * $0) }, derivative: { $0 >= 0 ? 1 : -2 }),
    KinkedFunction(
      "max of three", left: -0.5, { max(0.2 + $0, 0.2 - 0.5 * $0, 0.2 + 0.3 * $0) },
      derivative: { $0 >= 0 ? 1 : -0.5 }),
    KinkedFunction(
      "curved on both sides", left: 2, { $0 >= 0 ? exp($0) : 1 + sin(2 * $0) },
      derivative: { $0 >= 0 ? exp($0) : 2 * cos(2 * $0) }),
    KinkedFunction(
      "curved and steep", left: 0, { 1 + max(0, tanh(1000 * $0)) },
      derivative: { $0 >= 0 ? 1000 / (cosh(1000 * $0) * cosh(1000 * $0)) : 0 }),
    KinkedFunction(
      "a kink of a millionth", resolution: 1e-7, left: 1, { exp($0) + 1e-6 * max(0, $0) },
      derivative: { exp($0) + ($0 >= 0 ? 1e-6 : 0) }),
    KinkedFunction(
      "another kink 0.0011 to the right", left: 0, { max(0, $0) + max(0, $0 - 0.0011) },
      derivative: { ($0 >= 0 ? 1 : 0) + ($0 >= 0.0011 ? 1 : 0) }),
    KinkedFunction(
      "another kink 0.000011 to the left", left: 1, { max(0, $0) + max(0, $0 + 1.1e-5) },
      derivative: { ($0 >= 0 ? 1 : 0) + ($0 >= -1.1e-5 ? 1 : 0) }),
  ]
}
