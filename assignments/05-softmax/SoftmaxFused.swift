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
  let scores = stage.scores { try todo() }
  // The logarithm of every example's probability for every class, as a difference of two numbers, so
  // that it is safe for scores of any size: [N, C].
  let logProbabilities = stage.logProbabilities { try todo() }
  // Their mean over the examples, each example's for its own class, negated: a number.
  let dataLoss: Double = stage.dataLoss { try todo() }
  // The price of large weights, without a factor of ½: a number.
  let regLoss: Double = stage.regLoss { try todo() }
  // The full loss, both together: a number.
  let loss = stage.loss { try todo() }

  // Backward.
  // From the loss to the scores in one step, the probabilities being all it needs: [N, C].
  let dscores = stage.dscores { try todo() }
  // The weights were used twice, in the scores and in the regularization: [D, C].
  let dw = stage.dw { try todo() }
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
  let out = stage.out { try todo() }
  let dout = stage.upstream(of: "out")

  // Backward.
  // Each score moves every probability of its row, and those of no other row: [N, C].
  let dscores = stage.dscores { try todo() }
  return (out, dscores)
}
