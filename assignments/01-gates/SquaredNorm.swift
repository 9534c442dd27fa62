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
  let q = stage.q { try todo() }
  // The sum of its squares, a number: the function's value.
  let f = stage.loss.f { try todo() }

  // Backward: one line per forward line, in reverse; a line with two inputs gives two gradients.
  // What one more of each element of q does to f: [M].
  let dq = stage.dq { try todo() }
  // Element (i, j) of w had a part in q[i] alone, in which it multiplied x[j]: [M, D].
  let dw = stage.dw { try todo() }
  // Element j of x had a part in every element of q: [D].
  let dx = stage.dx { try todo() }
  return (f, dw, dx)
}
