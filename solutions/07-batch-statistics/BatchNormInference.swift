import FlatBackprop

// Once a network is trained, an example must not depend on which others share its batch. So the
// statistics are averaged while training, and from then on they are constants.

/// One step of the running averages of mean and variance, staged: forward lines only.
/// - Parameters:
///   - x: `[N, D]`, a batch seen in training.
///   - runningMean: `[D]`, the average of the means so far.
///   - runningVariance: `[D]`, the average of the variances so far.
///   - momentum: The share of the old average that is kept, 0 to 1. It is often 0.9.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The new averages, `[D]` each.
@discardableResult
public func updateRunningAverages(
  x: Tensor, runningMean: Tensor, runningVariance: Tensor, momentum: Double,
  stage: Stage = Stage()
) -> (runningMean: Tensor, runningVariance: Tensor) {
  let n = x.shape[0]

  // ~~ The batch's mean of each column: [D].
  let mean = stage.mean { x.sum(axis: 0) / Double(n) }
  // ~~ The batch's variance of each column, over N: [D].
  let variance = stage.variance {
    let centered = x - mean.expand(axis: 0, count: n)
    return (centered * centered).sum(axis: 0) / Double(n)
  }
  // Momentum's share of the old average, and for the rest the batch's mean: [D].
  let updatedMean = stage.updatedMean { momentum * runningMean + (1 - momentum) * mean }
  // The same for the variance: [D].
  let updatedVariance = stage.updatedVariance {
    momentum * runningVariance + (1 - momentum) * variance
  }
  return (updatedMean, updatedVariance)
}

/// Batch normalization after training, staged: the statistics are given, and constants.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - gamma: `[D]`, the scale of each column.
///   - beta: `[D]`, the shift of each column.
///   - epsilon: A small positive number, added to the variance.
///   - runningMean: `[D]`, the running average of the means.
///   - runningVariance: `[D]`, the running average of the variances.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The output, `[N, D]`, and the gradients with respect to `x`, `[N, D]`, `gamma` and
///   `beta`, `[D]` each.
@discardableResult
public func batchNormInference(
  x: Tensor, gamma: Tensor, beta: Tensor, epsilon: Double, runningMean: Tensor,
  runningVariance: Tensor, stage: Stage = Stage()
) -> (out: Tensor, dx: Tensor, dgamma: Tensor, dbeta: Tensor) {
  let n = x.shape[0]

  // Forward.
  // The reciprocal of the running standard deviation, with ε inside the root: [D].
  let inverseStd = stage.inverseStd { 1 / sqrt(runningVariance + epsilon) }
  // — Each row of x less the running mean, scaled by the reciprocal: [N, D].
  let normalized = stage.normalized {
    (x - runningMean.expand(axis: 0, count: n)) * inverseStd.expand(axis: 0, count: n)
  }
  // — Each row scaled by gamma and shifted by beta: [N, D].
  let out = stage.out {
    gamma.expand(axis: 0, count: n) * normalized + beta.expand(axis: 0, count: n)
  }
  let dout = stage.upstream(of: "out")

  // Backward. The running averages are not trained, so nothing flows back into them.
  // Through —: beta was added to every row: [D].
  let dbeta = stage.dbeta { dout.sum(axis: 0) }
  // Through —: gamma scaled every row, each by its own normalized: [D].
  let dgamma = stage.dgamma { (dout * normalized).sum(axis: 0) }
  // The product's other side: [N, D].
  let dnormalized = stage.dnormalized { dout * gamma.expand(axis: 0, count: n) }
  // x stands in normalized, and no longer in any statistic: [N, D].
  let dx = stage.dx { dnormalized * inverseStd.expand(axis: 0, count: n) }
  return (out, dx, dgamma, dbeta)
}
