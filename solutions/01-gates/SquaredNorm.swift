import FlatBackprop

/// The squared length of a matrix times a vector, staged: `‖w x‖²`.
/// - Parameters:
///   - w: `[M, D]`, a matrix.
///   - x: `[D]`, a vector.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The value `f`, and its gradients with respect to the matrix, `[M, D]`, and to the
///   vector, `[D]`.
@discardableResult
public func squaredNorm(
  w: Tensor, x: Tensor, stage: Stage = Stage()
) -> (f: Double, dw: Tensor, dx: Tensor) {
  let (m, d) = (w.shape[0], w.shape[1])

  // Forward.
  // The matrix times the vector, which is a vector again: [M].
  let q = stage.q { w.matmul(x.reshaped([d, 1])).reshaped([m]) }
  // The sum of its squares, a number: the function's value.
  let f = stage.loss.f { (q * q).sum() }

  // Backward: one line per forward line, in reverse; a line with two inputs gives two gradients.
  // What one more of each element of q does to f: [M].
  let dq = stage.dq { 2 * q }
  // Element (i, j) of w had a part in q[i] alone, in which it multiplied x[j]: [M, D].
  let dw = stage.dw { dq.reshaped([m, 1]).matmul(x.reshaped([1, d])) }
  // Element j of x had a part in every element of q: [D].
  let dx = stage.dx { w.transposed().matmul(dq.reshaped([m, 1])).reshaped([d]) }
  return (f, dw, dx)
}
