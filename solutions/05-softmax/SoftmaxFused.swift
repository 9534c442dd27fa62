import FlatBackprop

/// The same loss as ``softmaxLoss(x:y:w:reg:stage:)`` in fewer lines: the whole way back from the
/// data loss to the scores is one line, which is shorter and rounds less. And no probability is too
/// small for it: it goes on with their logarithms.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - y: `N` class indices, each 0 to C − 1.
///   - w: `[D, C]`, the weights.
///   - reg: The strength of the regularization, a number that is not negative.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The loss, and its gradient with respect to the weights, `[D, C]`.
@discardableResult
public func softmaxLossFused(
  x: Tensor, y: [Int], w: Tensor, reg: Double, stage: Stage = Stage()
) -> (loss: Double, dw: Tensor) {
  let (n, c) = (x.shape[0], w.shape[1])

  // Forward.
  // Every example's score for every class: [N, C].
  let scores = stage.scores { x.matmul(w) }
  // The logarithm of every example's probability for every class, as a difference of two numbers, so
  // that it is safe for scores of any size: [N, C].
  let logProbabilities = stage.logProbabilities {
    let shifted = scores - scores.max(axis: 1).expand(axis: 1, count: c)
    return shifted - log(exp(shifted).sum(axis: 1)).expand(axis: 1, count: c)
  }
  // Their mean over the examples, each example's for its own class, negated: a number.
  let dataLoss: Double = stage.dataLoss { -logProbabilities.gather(y).sum() / Double(n) }
  // The price of large weights, without a factor of ½: a number.
  let regLoss: Double = stage.regLoss { reg * (w * w).sum() }
  // The full loss, both together: a number.
  let loss = stage.loss { dataLoss + regLoss }

  // Backward.
  // From the loss to the scores in one step, the probabilities being all it needs: [N, C].
  let dscores = stage.dscores { (exp(logProbabilities) - Tensor.oneHot(y, classes: c)) / Double(n) }
  // The weights were used twice, in the scores and in the regularization: [D, C].
  let dw = stage.dw { x.transposed().matmul(dscores) + 2 * reg * w }
  return (loss, dw)
}

/// The softmax function as a layer: each row of scores becomes probabilities.
/// - Parameters:
///   - scores: `[N, C]`, an example a row.
///   - stage: Runs the lines, and gives the upstream gradient; leave it out to just compute.
/// - Returns: The probabilities, `[N, C]`, and the gradient with respect to the scores, `[N, C]`.
@discardableResult
public func softmaxFunction(
  scores: Tensor, stage: Stage = Stage()
) -> (out: Tensor, dscores: Tensor) {
  let c = scores.shape[1]

  // Forward.
  // Every example's probability for every class, safe for scores of any size: [N, C].
  let out = stage.out {
    let exps = exp(scores - scores.max(axis: 1).expand(axis: 1, count: c))
    return exps / exps.sum(axis: 1).expand(axis: 1, count: c)
  }
  let dout = stage.upstream(of: "out")

  // Backward.
  // Each score moves every probability of its row, and those of no other row: [N, C].
  let dscores = stage.dscores { out * (dout - (dout * out).sum(axis: 1).expand(axis: 1, count: c)) }
  return (out, dscores)
}
