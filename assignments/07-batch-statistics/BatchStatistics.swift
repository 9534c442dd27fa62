import FlatBackprop

// A value aggregated over the batch is "underlined": it is [D], and so is its gradient.
// ~~  aggregates the batch, [N, D] → [D]: backward expands.
// —   applies a statistic to every row, [D] → [N, D]: backward sums over the batch.

/// The mean of each column over the batch, staged: the smallest batch statistic.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The means, `[D]`, and the gradient with respect to `x`, `[N, D]`.
@discardableResult
public func batchMean(
  x: Tensor, stage: Stage = Stage()
) -> (out: Tensor, dx: Tensor) {
  let n = x.shape[0]

  // Forward.
  // ~~ The mean of each column over the batch: [D].
  let out = stage.out { try todo() }
  let dout = stage.upstream(of: "out")

  // Backward.
  // Through ~~: each row of x had the same share in the mean: [N, D].
  let dx = stage.dx { try todo() }
  return (out, dx)
}

/// Batch normalization as in training, staged: `γ (x − mean) / √(variance + ε) + β`, column by
/// column, with the batch's own mean and variance.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - gamma: `[D]`, the scale of each column.
///   - beta: `[D]`, the shift of each column.
///   - epsilon: A small positive number, added to the variance.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The output, `[N, D]`, and the gradients with respect to `x`, `[N, D]`, `gamma` and
///   `beta`, `[D]` each.
@discardableResult
public func batchNorm(
  x: Tensor, gamma: Tensor, beta: Tensor, epsilon: Double, stage: Stage = Stage()
) -> (out: Tensor, dx: Tensor, dgamma: Tensor, dbeta: Tensor) {
  let n = x.shape[0]

  // Forward.
  // ~~ The mean of each column over the batch: [D].
  let mean = stage.mean { try todo() }
  // — Each row of x less the mean: [N, D].
  let centered = stage.centered { try todo() }
  // The square of each centered element: [N, D].
  let squares = stage.squares { try todo() }
  // ~~ The mean of each column of squares, over N and not N − 1: [D].
  let variance = stage.variance { try todo() }
  // The standard deviation, with ε inside the root: [D].
  let std = stage.std { try todo() }
  // Its reciprocal: [D].
  let inverseStd = stage.inverseStd { try todo() }
  // — Each row of centered, scaled by the reciprocal: [N, D].
  let normalized = stage.normalized { try todo() }
  // — Each row scaled by gamma and shifted by beta: [N, D].
  let out = stage.out { try todo() }
  let dout = stage.upstream(of: "out")

  // Backward: one line per forward line, in reverse.
  // Through —: beta was added to every row: [D].
  let dbeta = stage.dbeta { try todo() }
  // Through —: gamma scaled every row, each by its own normalized: [D].
  let dgamma = stage.dgamma { try todo() }
  // The product's other side: [N, D].
  let dnormalized = stage.dnormalized { try todo() }
  // Through —: the reciprocal scaled every row, each by its own centered: [D].
  let dinverseStd = stage.dinverseStd { try todo() }
  // Through the reciprocal: [D].
  let dstd = stage.dstd { try todo() }
  // Through the root: [D].
  let dvariance = stage.dvariance { try todo() }
  // Through ~~: each row of squares had the same share in the variance: [N, D].
  let dsquares = stage.dsquares { try todo() }
  // Centered was used twice, in normalized and in squares: gradients add: [N, D].
  let dcentered = stage.dcentered { try todo() }
  // Through —: the mean was subtracted from every row: [D].
  let dmean = stage.dmean { try todo() }
  // x was used twice too, in centered and, through ~~, in the mean: [N, D].
  let dx = stage.dx { try todo() }
  return (out, dx, dgamma, dbeta)
}
