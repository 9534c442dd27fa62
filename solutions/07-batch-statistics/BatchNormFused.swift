import FlatBackprop

/// Batch normalization as in training, with the backward pass through both statistics simplified on
/// paper to one line for `dx`.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - gamma: `[D]`, the scale of each column.
///   - beta: `[D]`, the shift of each column.
///   - epsilon: A small positive number, added to the variance.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The output, `[N, D]`, and the gradients with respect to `x`, `[N, D]`, `gamma` and
///   `beta`, `[D]` each: the same as ``batchNorm(x:gamma:beta:epsilon:stage:)`` gives.
@discardableResult
public func batchNormFused(
  x: Tensor, gamma: Tensor, beta: Tensor, epsilon: Double, stage: Stage = Stage()
) -> (out: Tensor, dx: Tensor, dgamma: Tensor, dbeta: Tensor) {
  let n = x.shape[0]

  // Forward.
  // ~~ The mean of each column over the batch: [D].
  let mean = stage.mean { x.sum(axis: 0) / Double(n) }
  // ~~ The mean of each column's squared distance from its mean, over N: [D].
  let variance = stage.variance {
    let centered = x - mean.expand(axis: 0, count: n)
    return (centered * centered).sum(axis: 0) / Double(n)
  }
  // The reciprocal of the standard deviation, with ε inside the root: [D].
  let inverseStd = stage.inverseStd { 1 / sqrt(variance + epsilon) }
  // — Each row of x less the mean, scaled by the reciprocal: [N, D].
  let normalized = stage.normalized {
    (x - mean.expand(axis: 0, count: n)) * inverseStd.expand(axis: 0, count: n)
  }
  // — Each row scaled by gamma and shifted by beta: [N, D].
  let out = stage.out {
    gamma.expand(axis: 0, count: n) * normalized + beta.expand(axis: 0, count: n)
  }
  let dout = stage.upstream(of: "out")

  // Backward: from dnormalized to dx in one step.
  // Through —: beta was added to every row: [D].
  let dbeta = stage.dbeta { dout.sum(axis: 0) }
  // Through —: gamma scaled every row, each by its own normalized: [D].
  let dgamma = stage.dgamma { (dout * normalized).sum(axis: 0) }
  // The product's other side: [N, D].
  let dnormalized = stage.dnormalized { dout * gamma.expand(axis: 0, count: n) }
  // The direct path, the path through the mean and the path through the variance, together and
  // simplified: dnormalized, normalized and inverseStd are all it takes: [N, D].
  let dx = stage.dx {
    // What the mean takes away, and what the variance takes away: [D] each.
    let average = dnormalized.sum(axis: 0) / Double(n)
    let alongNormalized = (dnormalized * normalized).sum(axis: 0) / Double(n)
    let rest =
      dnormalized - average.expand(axis: 0, count: n)
      - normalized * alongNormalized.expand(axis: 0, count: n)
    return rest * inverseStd.expand(axis: 0, count: n)
  }
  return (out, dx, dgamma, dbeta)
}
