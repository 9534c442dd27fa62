import FlatBackprop

/// Softmax loss, staged one small operation a line:
/// `−1/N Σᵢ log(e^{s_{i,yᵢ}} / Σⱼ e^{sᵢⱼ}) + reg Σ w²`.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - y: `N` class indices, each 0 to C − 1.
///   - w: `[D, C]`, the weights.
///   - reg: The strength of the regularization, a number that is not negative.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The loss, and its gradient with respect to the weights, `[D, C]`.
@discardableResult
public func softmaxLoss(
  x: Tensor, y: [Int], w: Tensor, reg: Double, stage: Stage = Stage()
) -> (loss: Double, dw: Tensor) {
  let (n, c) = (x.shape[0], w.shape[1])

  // Forward.
  // Every example's score for every class: [N, C].
  let scores = stage.scores { x.matmul(w) }
  // Every example's largest score: [N].
  let maxima = stage.maxima { scores.max(axis: 1) }
  // By how much each score lies below its row's largest, so that no exponential overflows: [N, C].
  let shifted = stage.shifted { scores - maxima.expand(axis: 1, count: c) }
  // The unnormalized probabilities, the largest of each row being 1: [N, C].
  let exps = stage.exps { exp(shifted) }
  // What each row is to be normalized by: [N].
  let sums = stage.sums { exps.sum(axis: 1) }
  // Every example's probability for every class, each row summing to 1: [N, C].
  let probabilities = stage.probabilities { exps / sums.expand(axis: 1, count: c) }
  // The natural logarithm of the probability of each example's own class: [N].
  let logLikelihoods = stage.logLikelihoods { log(probabilities.gather(y)) }
  // Their mean over the examples, negated: a number.
  let dataLoss: Double = stage.dataLoss { -logLikelihoods.sum() / Double(n) }
  // The price of large weights, without a factor of ½: a number.
  let regLoss: Double = stage.regLoss { reg * (w * w).sum() }
  // The full loss, both together: a number.
  let loss = stage.loss { dataLoss + regLoss }

  // Backward: one line per forward line, in reverse.
  // What the loss changes by when the loss changes: a number.
  let dloss: Double = stage.dloss { 1 }
  // A sum distributes: a number on either side.
  let dregLoss: Double = stage.dregLoss { dloss }
  let ddataLoss: Double = stage.ddataLoss { dloss }
  // Through the negated mean: [N].
  let dlogLikelihoods = stage.dlogLikelihoods { -ddataLoss * Tensor.ones([n]) / Double(n) }
  // Through the logarithm, and back to the places that were looked up: [N, C].
  let dprobabilities = stage.dprobabilities {
    (dlogLikelihoods / probabilities.gather(y)).scatter(y, classes: c)
  }
  // Every probability of a row was divided by the row's sum: [N].
  let dsums = stage.dsums { -(dprobabilities * exps).sum(axis: 1) / (sums * sums) }
  // The exponentials were used twice, divided and summed: gradients add: [N, C].
  let dexps = stage.dexps {
    dprobabilities / sums.expand(axis: 1, count: c) + dsums.expand(axis: 1, count: c)
  }
  // Through the exponential: [N, C].
  let dshifted = stage.dshifted { dexps * exps }
  // A row's maximum was subtracted from each of the row's scores: [N]. What do you expect it to be?
  let dmaxima = stage.dmaxima { -dshifted.sum(axis: 1) }
  // The scores were used twice, shifted and searched for their maxima: [N, C].
  let dscores = stage.dscores { dshifted + dmaxima.scatter(scores.argmax(axis: 1), classes: c) }
  // The weights were used twice too, in the scores and in the regularization: [D, C].
  let dw = stage.dw { x.transposed().matmul(dscores) + dregLoss * 2 * reg * w }
  return (loss, dw)
}
