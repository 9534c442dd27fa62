import FlatBackprop

// The activations that saturate: far from zero they are flat, and no gradient comes through.

/// The sigmoid of every element: `1 / (1 + e⁻ˣ)`.
/// - Parameters:
///   - x: The preactivations, of any shape.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The activations, and the gradient with respect to `x`, both in its shape.
@discardableResult
public func sigmoidLayer(x: Tensor, stage: Stage = Stage()) -> (out: Tensor, dx: Tensor) {
  // Forward.
  // Each element squashed to between 0 and 1, however large it is: the shape of x.
  let out = stage.out { 1 / (1 + exp(-x)) }
  let dout = stage.upstream(of: "out")

  // Backward.
  // Through the sigmoid, whose local gradient is at most ¼: the shape of x.
  let dx = stage.dx { dout * out * (1 - out) }
  return (out, dx)
}

/// The hyperbolic tangent of every element.
/// - Parameters:
///   - x: The preactivations, of any shape.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The activations, and the gradient with respect to `x`, both in its shape.
@discardableResult
public func tanhLayer(x: Tensor, stage: Stage = Stage()) -> (out: Tensor, dx: Tensor) {
  // Forward.
  // Each element squashed to between −1 and 1, however large it is: the shape of x.
  let out = stage.out { tanh(x) }
  let dout = stage.upstream(of: "out")

  // Backward.
  // Through the hyperbolic tangent, whose local gradient is at most 1: the shape of x.
  let dx = stage.dx { dout * (1 - out * out) }
  return (out, dx)
}
