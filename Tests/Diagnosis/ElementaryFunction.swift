import FlatBackprop
import Foundation

/// A function of one number that lines of the course apply, or are mistaken for.
enum ElementaryFunction: CaseIterable {
  case identity, absolute, double, square, squareRoot, reciprocal, exponential, logarithm
  case sigmoid, hyperbolicTangent, relu, step

  func callAsFunction(_ value: Double) -> Double {
    switch self {
    case .identity: value
    case .absolute: abs(value)
    case .double: 2 * value
    case .square: value * value
    case .squareRoot: value.squareRoot()
    case .reciprocal: 1 / value
    case .exponential: exp(value)
    case .logarithm: log(value)
    case .sigmoid: 1 / (1 + exp(-value))
    case .hyperbolicTangent: tanh(value)
    case .relu: max(0, value)
    case .step: value > 0 ? 1 : 0
    }
  }

  /// The number that the function gives a value for, if there is one and only one.
  func argument(of value: Double) -> Double? {
    switch self {
    case .identity: value
    case .double: value / 2
    case .squareRoot: value >= 0 ? value * value : nil
    case .reciprocal: 1 / value
    case .exponential: log(value)
    case .logarithm: exp(value)
    case .sigmoid: (0...1).contains(value) ? log(value / (1 - value)) : nil
    case .hyperbolicTangent: (-1...1).contains(value) ? atanh(value) : nil
    case .absolute, .square, .relu, .step: nil
    }
  }

  /// What the function gives for something: "the square of \"x\"".
  func phrase(of name: String) -> String {
    switch self {
    case .identity: "\(name) itself"
    case .absolute: "the absolute value of \(name)"
    case .double: "twice \(name)"
    case .square: "the square of \(name)"
    case .squareRoot: "the square root of \(name)"
    case .reciprocal: "the reciprocal of \(name)"
    case .exponential: "the exponential of \(name)"
    case .logarithm: "the logarithm of \(name)"
    case .sigmoid: "the sigmoid of \(name)"
    case .hyperbolicTangent: "the hyperbolic tangent of \(name)"
    case .relu: "the larger of \(name) and 0"
    case .step: "1 where \(name) is positive, and 0 elsewhere"
    }
  }

  /// The function's name.
  var name: String {
    switch self {
    case .identity: "nothing"
    case .absolute: "the absolute value"
    case .double: "a factor of 2"
    case .square: "the square"
    case .squareRoot: "the square root"
    case .reciprocal: "the reciprocal"
    case .exponential: "the exponential"
    case .logarithm: "the logarithm"
    case .sigmoid: "the sigmoid"
    case .hyperbolicTangent: "the hyperbolic tangent"
    case .relu: "the ReLU"
    case .step: "the step"
    }
  }
}
