import FlatBackprop
import Foundation

/// A smooth function of one number whose derivative is known in closed form.
public struct SmoothFunction: Sendable {
  public let name: String

  /// Where it is tried out.
  let point: @Sendable (inout SeededGenerator) -> Double

  let value: @Sendable (Double) -> Double

  /// The derivative, in a form that does not cancel: it is right to a few units in the last place.
  let derivative: @Sendable (Double) -> Double

  init(
    _ name: String, at point: @escaping @Sendable (inout SeededGenerator) -> Double,
    _ value: @escaping @Sendable (Double) -> Double,
    derivative: @escaping @Sendable (Double) -> Double
  ) {
    (self.name, self.point, self.value, self.derivative) = (name, point, value, derivative)
  }

  /// Uniform points.
  init(
    _ name: String, in range: ClosedRange<Double>,
    _ value: @escaping @Sendable (Double) -> Double,
    derivative: @escaping @Sendable (Double) -> Double
  ) {
    self.init(name, at: { $0.uniform(range) }, value, derivative: derivative)
  }

  /// Points of every order of magnitude between two powers of ten.
  init(
    _ name: String, magnitudes: ClosedRange<Double>,
    _ value: @escaping @Sendable (Double) -> Double,
    derivative: @escaping @Sendable (Double) -> Double
  ) {
    self.init(name, at: { pow(10, $0.uniform(magnitudes)) }, value, derivative: derivative)
  }

  /// A family that stands for what the course's forward passes are made of, at several scales.
  public static let family: [SmoothFunction] = [
    SmoothFunction("tanh x", in: -5...5, { tanh($0) }, derivative: { 1 / (cosh($0) * cosh($0)) }),
    SmoothFunction(
      "10⁻⁸ tanh x", in: -5...5, { 1e-8 * tanh($0) },
      derivative: { 1e-8 / (cosh($0) * cosh($0)) }),
    SmoothFunction(
      "tanh 10⁶x", in: -3e-6...3e-6, { tanh(1e6 * $0) },
      derivative: { 1e6 / (cosh(1e6 * $0) * cosh(1e6 * $0)) }),
    SmoothFunction(
      "tanh 10⁻⁶x", in: -3e6...3e6, { tanh(1e-6 * $0) },
      derivative: { 1e-6 / (cosh(1e-6 * $0) * cosh(1e-6 * $0)) }),
    SmoothFunction("exp x", in: -20...20, { exp($0) }, derivative: { exp($0) }),
    SmoothFunction(
      "log sigmoid x", in: -30...30, { -log(1 + exp(-$0)) }, derivative: { 1 / (1 + exp($0)) }),
    SmoothFunction("log x", magnitudes: -8...8, { log($0) }, derivative: { 1 / $0 }),
    SmoothFunction(
      "1 / √x", magnitudes: -8...8, { 1 / $0.squareRoot() },
      derivative: { -0.5 / ($0 * $0.squareRoot()) }),
    SmoothFunction("sin 10x", in: -10...10, { sin(10 * $0) }, derivative: { 10 * cos(10 * $0) }),
    SmoothFunction("10⁶ + sin x", in: -3...3, { 1e6 + sin($0) }, derivative: { cos($0) }),
    SmoothFunction("sin x, x about 10⁸", in: 1e8...1.1e8, { sin($0) }, derivative: { cos($0) }),
    SmoothFunction(
      "1 / (1 + (100x)²)", in: -0.1...0.1, { 1 / (1 + 1e4 * $0 * $0) },
      derivative: { -2e4 * $0 / ((1 + 1e4 * $0 * $0) * (1 + 1e4 * $0 * $0)) }),
    SmoothFunction("3.7x", magnitudes: -8...8, { 3.7 * $0 }, derivative: { _ in 3.7 }),
    SmoothFunction("x² over 10⁻⁸ … 10⁸", magnitudes: -8...8, { $0 * $0 }, derivative: { 2 * $0 }),
    SmoothFunction(
      "a product of seven", in: -2...2,
      { x in (1...7).reduce(1) { $0 * (x - 0.3 * Double($1)) } },
      derivative: { x in
        (1...7).reduce(0) { sum, left in
          sum + (1...7).reduce(1) { $1 == left ? $0 : $0 * (x - 0.3 * Double($1)) }
        }
      }),
    SmoothFunction(
      "the log of a softmax of ten", in: -8...8,
      { x in
        let rest = (1...9).reduce(0) { $0 + exp(0.7 * Double($1) - 3) }
        return -log(exp(x) / (exp(x) + rest))
      },
      derivative: { x in
        let rest = (1...9).reduce(0) { $0 + exp(0.7 * Double($1) - 3) }
        return -rest / (exp(x) + rest)
      }),
    SmoothFunction(
      "a normalized number", in: -3...3,
      { x in
        // (x − mean) / √variance of x and four numbers; the derivative is 4 Σ (bᵢ − b̄)² / 25 σ³.
        let variance = squaredDistances([x] + others) / 5
        return (x - mean([x] + others)) / variance.squareRoot()
      },
      derivative: { x in
        let variance = squaredDistances([x] + others) / 5
        return 4 * squaredDistances(others) / (25 * variance * variance.squareRoot())
      }),
  ]
}

/// What a number is normalized with.
private let others = [-1, 0.5, 0.9, 2.2]

private func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }

/// The sum of the squared distances from the mean.
private func squaredDistances(_ numbers: [Double]) -> Double {
  let center = mean(numbers)
  return numbers.map { ($0 - center) * ($0 - center) }.reduce(0, +)
}
