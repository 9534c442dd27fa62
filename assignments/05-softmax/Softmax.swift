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
  let scores = stage.scores { try todo() }
  // Every example's largest score: [N].
  let maxima = stage.maxima { try todo() }
  // By how much each score lies below its row's largest, so that no exponential overflows: [N, C].
  let shifted = stage.shifted { try todo() }
  // The unnormalized probabilities, the largest of each row being 1: [N, C].
  let exps = stage.exps { try todo() }
  // What each row is to be normalized by: [N].
  let sums = stage.sums { try todo() }
  // Every example's probability for every class, each row summing to 1: [N, C].
  let probabilities = stage.probabilities { try todo() }
  // The natural logarithm of the probability of each example's own class: [N].
  let logLikelihoods = stage.logLikelihoods { try todo() }
  // Their mean over the examples, negated: a number.
  let dataLoss: Double = stage.dataLoss { try todo() }
  // The price of large weights, without a factor of ½: a number.
  let regLoss: Double = stage.regLoss { try todo() }
  // The full loss, both together: a number.
  let loss = stage.loss { try todo() }

  // Backward: one line per forward line, in reverse.
  // What the loss changes by when the loss changes: a number.
  let dloss: Double = stage.dloss { try todo() }
  // A sum distributes: a number on either side.
  let dregLoss: Double = stage.dregLoss { try todo() }
  let ddataLoss: Double = stage.ddataLoss { try todo() }
  // Through the negated mean: [N].
  let dlogLikelihoods = stage.dlogLikelihoods { try todo() }
  // Through the logarithm, and back to the places that were looked up: [N, C].
  let dprobabilities = stage.dprobabilities { try todo() }
  // Every probability of a row was divided by the row's sum: [N].
  let dsums = stage.dsums { try todo() }
  // The exponentials were used twice, divided and summed: gradients add: [N, C].
  let dexps = stage.dexps { try todo() }
  // Through the exponential: [N, C].
  let dshifted = stage.dshifted { try todo() }
  // A row's maximum was subtracted from each of the row's scores: [N]. What do you expect it to be?
  let dmaxima = stage.dmaxima { try todo() }
  // The scores were used twice, shifted and searched for their maxima: [N, C].
  let dscores = stage.dscores { try todo() }
  // The weights were used twice too, in the scores and in the regularization: [D, C].
  let dw = stage.dw { try todo() }
  return (loss, dw)
}
