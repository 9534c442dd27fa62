import FlatBackprop
import Foundation

/// A function of one number that lines of the course apply, or one mistaken for those.
enum ElementaryFunction: CaseIterable {
  case identity, absolute, double, half, square, squareRoot, reciprocal, exponential, logarithm
  case sigmoid, hyperbolicTangent, relu, step

  func callAsFunction(_ value: Double) -> Double {
    switch self {
    case .identity: value
    case .absolute: abs(value)
    case .double: 2 * value
    case .half: value / 2
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
    case .half: 2 * value
    case .squareRoot: value >= 0 ? value * value : nil
    case .reciprocal: 1 / value
    case .exponential: log(value)
    case .logarithm: exp(value)
    case .sigmoid: (0...1).contains(value) ? log(value / (1 - value)) : nil
    case .hyperbolicTangent: (-1...1).contains(value) ? atanh(value) : nil
    case .absolute, .square, .relu, .step: nil
    }
  }

  /// The function that undoes this one, if there is one in the table.
  var inverse: ElementaryFunction? {
    switch self {
    case .identity, .reciprocal: self
    case .double: .half
    case .half: .double
    case .square: .squareRoot
    case .squareRoot: .square
    case .exponential: .logarithm
    case .logarithm: .exponential
    case .absolute, .sigmoid, .hyperbolicTangent, .relu, .step: nil
    }
  }

  /// What the function gives for something: "the square of \"x\"".
  func phrase(of argument: String) -> String {
    switch self {
    case .identity: "\(argument) itself"
    case .double: "twice \(argument)"
    case .half: "half of \(argument)"
    case .relu: "the larger of \(argument) and 0"
    case .step: "1 where \(argument) is positive, and 0 elsewhere"
    default: "\(name) of \(argument)"
    }
  }

  var name: String {
    switch self {
    case .identity: "the identity"
    case .absolute: "the absolute value"
    case .double: "the double"
    case .half: "the half"
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
