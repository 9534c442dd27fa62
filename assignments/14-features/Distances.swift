import FlatBackprop

/// The squared distance of every row of one matrix from every row of another, as its definition says
/// it: one line, and loops.
/// - Parameters:
///   - a: `[M, D]`.
///   - b: `[N, D]`.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: `[M, N]`: `Σ (a − b)²` over the D numbers of a row of each.
@discardableResult
public func squaredDistancesByLoops(
  from a: Tensor, to b: Tensor, stage: Stage = Stage()
) -> Tensor {
  requireComparable(a, b)
  let (m, n, d) = (a.shape[0], b.shape[0], a.shape[1])

  // The squared distance of row i of a from row j of b: [M, N].
  let distances = stage.distances { try todo() }
  return distances
}

/// The same without loops: `Σ (a − b)² = Σ a² − 2 Σ a b + Σ b²`, and the sums in the middle are one
/// matrix product.
/// - Parameters:
///   - a: `[M, D]`.
///   - b: `[N, D]`.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: `[M, N]`, up to rounding what ``squaredDistancesByLoops(from:to:stage:)`` gives.
@discardableResult
public func squaredDistances(from a: Tensor, to b: Tensor, stage: Stage = Stage()) -> Tensor {
  requireComparable(a, b)
  let (m, n) = (a.shape[0], b.shape[0])

  // The sum of the squares of each row of a: [M].
  let aSquares = stage.aSquares { try todo() }
  // The sum of the squares of each row of b: [N].
  let bSquares = stage.bSquares { try todo() }
  // The products of each row of a with each row of b, summed: one matrix product: [M, N].
  let products = stage.products { try todo() }
  // The three together: [M, N].
  let distances = stage.distances { try todo() }
  return distances
}
