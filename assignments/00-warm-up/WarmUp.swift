// GIVEN SOLVED: the example of a finished file. Read it, run it, then start with 01-gates.

import FlatBackprop

/// `f = (x + y) z`, staged: a sum, then a product.
/// - Parameters:
///   - x: A number.
///   - y: A number.
///   - z: A number.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The value `f`, and its gradients with respect to the three inputs.
@discardableResult
public func sumTimes(
  x: Double, y: Double, z: Double, stage: Stage = Stage()
) -> (f: Double, dx: Double, dy: Double, dz: Double) {
  // Forward.
  // The sum.
  let q: Double = stage.q { x + y }
  // The product, which is the function's value: the last forward line.
  let f = stage.loss.f { q * z }

  // Backward: one line per forward line, in reverse. Each is the upstream gradient times the local
  // gradient.
  // What f changes by when f changes: the gradient every backward pass starts from.
  let df: Double = stage.df { 1 }
  // f = q z: a product swaps. q gets the upstream gradient times z …
  let dq: Double = stage.dq { df * z }
  // … and z gets it times q.
  let dz: Double = stage.dz { df * q }
  // q = x + y: a sum distributes. Its local gradient is 1 on either side.
  let dx: Double = stage.dx { dq }
  let dy: Double = stage.dy { dq }
  return (f, dx, dy, dz)
}
