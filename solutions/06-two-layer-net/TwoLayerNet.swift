import FlatBackprop

/// A net of two layers under a softmax loss, staged: `scores = max(0, x w1 + b1) w2 + b2`.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - y: `N` class indices, each 0 to C − 1.
///   - w1: `[D, H]`, the weights of the hidden layer.
///   - b1: `[H]`, its biases.
///   - w2: `[H, C]`, the weights of the output layer.
///   - b2: `[C]`, its biases.
///   - reg: The strength of the regularization, a number that is not negative.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The loss, and its gradients with respect to the four parameters, in their shapes.
@discardableResult
public func twoLayerNet(
  x: Tensor, y: [Int], w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor, reg: Double,
  stage: Stage = Stage()
) -> (loss: Double, dw1: Tensor, db1: Tensor, dw2: Tensor, db2: Tensor) {
  let (n, c) = (x.shape[0], w2.shape[1])

  // Forward.
  // What every hidden unit is about to fire on, its bias included: [N, H].
  let preactivation = stage.preactivation { x.matmul(w1) + b1.expand(axis: 0, count: n) }
  // The hidden layer, through a ReLU: [N, H].
  let hidden = stage.hidden { max(0, preactivation) }
  // Every example's score for every class, biases included: [N, C].
  let scores = stage.scores { hidden.matmul(w2) + b2.expand(axis: 0, count: n) }
  // Every example's probability for every class, safe for scores of any size: [N, C].
  let probabilities = stage.probabilities {
    let exps = exp(scores - scores.max(axis: 1).expand(axis: 1, count: c))
    return exps / exps.sum(axis: 1).expand(axis: 1, count: c)
  }
  // The mean over the examples of −log of the probability of the example's own class: a number.
  let dataLoss: Double = stage.dataLoss { -log(probabilities.gather(y)).sum() / Double(n) }
  // The price of large weights in both layers, without a factor of ½; biases are free: a number.
  let regLoss: Double = stage.regLoss { reg * ((w1 * w1).sum() + (w2 * w2).sum()) }
  // The full loss, both together: a number.
  let loss = stage.loss { dataLoss + regLoss }

  // Backward.
  // From the loss to the scores in one step, as in the fused softmax loss: [N, C].
  let dscores = stage.dscores { (probabilities - Tensor.oneHot(y, classes: c)) / Double(n) }
  // The output layer's weights were used in the scores and in the regularization: [H, C].
  let dw2 = stage.dw2 { hidden.transposed().matmul(dscores) + 2 * reg * w2 }
  // Each bias was copied to every example, and a copy adds: [C].
  let db2 = stage.db2 { dscores.sum(axis: 0) }
  // The gradient that the output layer hands back to the hidden one: [N, H].
  let dhidden = stage.dhidden { dscores.matmul(w2.transposed()) }
  // Through the ReLU: [N, H].
  let dpreactivation = stage.dpreactivation { dhidden * (preactivation .> 0) }
  // The hidden layer's weights, like those of the output layer: [D, H].
  let dw1 = stage.dw1 { x.transposed().matmul(dpreactivation) + 2 * reg * w1 }
  // The hidden layer's biases, like those of the output layer: [H].
  let db1 = stage.db1 { dpreactivation.sum(axis: 0) }
  return (loss, dw1, db1, dw2, db2)
}
