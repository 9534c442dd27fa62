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
  let distances = stage.distances {
    var distances = Tensor.zeros([m, n])
    for i in 0..<m {
      for j in 0..<n {
        for k in 0..<d {
          let difference = a[i, k] - b[j, k]
          distances[i, j] += difference * difference
        }
      }
    }
    return distances
  }
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
  let aSquares = stage.aSquares { (a * a).sum(axis: 1) }
  // The sum of the squares of each row of b: [N].
  let bSquares = stage.bSquares { (b * b).sum(axis: 1) }
  // The products of each row of a with each row of b, summed: one matrix product: [M, N].
  let products = stage.products { a.matmul(b.transposed()) }
  // The three together: [M, N].
  let distances = stage.distances {
    aSquares.expand(axis: 1, count: n) - 2 * products + bSquares.expand(axis: 0, count: m)
  }
  return distances
}
