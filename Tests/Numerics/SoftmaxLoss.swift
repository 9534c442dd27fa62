import FlatBackprop
import Foundation
import GradientCheck

/// A softmax loss with regularization: a function of a matrix of weights, all nudged together.
struct SoftmaxLoss {
  private let n = 8
  private let d = 5
  private let c = 4
  private let x: [Double]
  private let labels: [Int]
  let weights: [Double]

  init(_ random: inout SeededGenerator) {
    x = (0..<(n * d)).map { _ in random.normal() }
    labels = random.labels(n, classes: c)
    weights = (0..<(d * c)).map { _ in random.normal() }
  }

  /// The mean of `−log p(label)`, and `0.1 Σ w²`.
  func loss(_ weights: [Double]) -> Double {
    let mean = labels.indices.reduce(0) { $0 - log(probabilities($1, weights)[labels[$1]]) }
    return mean / Double(n) + 0.1 * weights.reduce(0) { $0 + $1 * $1 }
  }

  var gradient: [Double] {
    var result = weights.map { 0.2 * $0 }
    for row in labels.indices {
      let p = probabilities(row, weights)
      for k in 0..<d {
        for j in 0..<c {
          result[k * c + j] += x[row * d + k] * (p[j] - (labels[row] == j ? 1 : 0)) / Double(n)
        }
      }
    }
    return result
  }

  private func probabilities(_ row: Int, _ weights: [Double]) -> [Double] {
    let exps = (0..<c).map { j in
      exp((0..<d).reduce(0) { $0 + x[row * d + $1] * weights[$1 * c + j] })
    }
    let sum = exps.reduce(0, +)
    return exps.map { $0 / sum }
  }
}

extension Coverage {
  /// Measures a softmax loss at random weights.
  /// - Parameter matrices: How many matrices of 20 weights are drawn.
  public init(ofSoftmaxLoss matrices: Int, seed: UInt64) {
    self.init()
    var random = SeededGenerator(seed: seed)
    for _ in 0..<matrices {
      let function = SoftmaxLoss(&random)
      let loss = function.loss(function.weights)
      let slopes = Differences.slopes(at: function.weights, loss: loss, scale: loss) {
        steps, directions in
        evaluations += steps.count
        return steps.map { step in
          var weights = function.weights
          if step.place < weights.count {
            weights[step.place] += step.offset
          } else {
            for place in weights.indices { weights[place] += step.offset * directions[0][place] }
          }
          return function.loss(weights)
        }
      }
      let gradient = function.gradient
      let scale = gradient.map { abs($0) }.max() ?? 0
      for (slope, truth) in zip(slopes, gradient) {
        add(slope, truth: truth, scale: scale, rounding: 32 * scale.ulp)
      }
    }
  }
}
