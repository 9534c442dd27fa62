import FlatBackprop
import Foundation
import GradientCheck

/// A loss of many weights whose gradient is known: the mean of what the outputs of a linear layer with
/// a thousand inputs give.
public struct LongGradient: Sendable {
  private static let inputs = 1000

  /// What becomes of an output.
  public enum Unit: Sendable {
    case softplus, relu
  }

  /// The weights, row by row: a row for each output.
  public let weights: [Double]

  /// The right gradient.
  public let gradient: [Double]

  private let unit: Unit
  private let outputs: Int
  private let input: [Double]
  private let scores: [Double]

  /// - Parameter outputs: The number of outputs: there are a thousand weights for each.
  public init(_ unit: Unit, outputs: Int, seed: UInt64) {
    (self.unit, self.outputs) = (unit, outputs)
    var random = SeededGenerator(seed: seed)
    input = (0..<Self.inputs).map { _ in random.uniform(-1...1) }
    weights = (0..<(Self.inputs * outputs)).map { _ in random.uniform(-0.1...0.1) }
    scores = (0..<outputs).map { [input, weights] output in
      (0..<Self.inputs).reduce(0) { $0 + input[$1] * weights[output * Self.inputs + $1] }
    }
    gradient = scores.flatMap { [input] score in
      let local = unit == .relu ? (score > 0 ? 1 : 0) : 1 / (1 + exp(-score))
      return input.map { $0 * local / Double(outputs) }
    }
  }

  private func mean(_ scores: [Double]) -> Double {
    let sum = scores.reduce(0) { sum, score in
      sum + (unit == .relu ? max(0, score) : log(1 + exp(score)))
    }
    return sum / Double(outputs)
  }

  private func loss(after step: Differences.Step, _ directions: [[Double]]) -> Double {
    var moved = scores
    if step.place < weights.count {
      moved[step.place / Self.inputs] += step.offset * input[step.place % Self.inputs]
      return mean(moved)
    }
    let direction = directions[step.place - weights.count]
    direction.withUnsafeBufferPointer { direction in
      input.withUnsafeBufferPointer { input in
        for output in 0..<outputs {
          var slope = 0.0
          for i in 0..<Self.inputs { slope += direction[output * Self.inputs + i] * input[i] }
          moved[output] += step.offset * slope
        }
      }
    }
    return mean(moved)
  }

  /// Screens a gradient.
  /// - Returns: What was found, and the number of evaluations.
  public func screening(of gradient: [Double]) -> (result: Screening, evaluations: Int) {
    var evaluations = 0
    let loss = mean(scores)
    let result = Screening(of: gradient, at: weights, loss: loss, scale: loss) {
      steps, directions in
      evaluations += steps.count
      return steps.map { self.loss(after: $0, directions) }
    }
    return (result, evaluations)
  }
}
