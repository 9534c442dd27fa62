import FlatBackprop

// The activations that rise like a rectifier and level off, or vanish, exponentially to the left.

/// The exponential linear unit: positive elements pass, the others become `eˣ − 1`.
/// - Parameters:
///   - x: The preactivations, of any shape.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The activations, and the gradient with respect to `x`, both in its shape.
@discardableResult
public func eluLayer(x: Tensor, stage: Stage = Stage()) -> (out: Tensor, dx: Tensor) {
  // Forward.
  // Each element where it is positive, however large, and `eˣ − 1` elsewhere: the shape of x.
  let out = stage.out { try todo() }
  let dout = stage.upstream(of: "out")

  // Backward.
  // Through the straight piece or through the exponential one: the shape of x.
  let dx = stage.dx { try todo() }
  return (out, dx)
}

/// The scaled exponential linear unit: `λ x` for positive elements, `λ α (eˣ − 1)` for the others.
///
/// Its two constants are chosen so that, layer after layer, activations keep a mean of 0 and a
/// variance of 1.
/// - Parameters:
///   - x: The preactivations, of any shape.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The activations, and the gradient with respect to `x`, both in its shape.
@discardableResult
public func seluLayer(x: Tensor, stage: Stage = Stage()) -> (out: Tensor, dx: Tensor) {
  let (lambda, alpha) = (1.0507, 1.6733)

  // Forward.
  // Each element scaled, or its exponential less 1 scaled twice, however large: the shape of x.
  let out = stage.out { try todo() }
  let dout = stage.upstream(of: "out")

  // Backward.
  // Through the straight piece or through the exponential one: the shape of x.
  let dx = stage.dx { try todo() }
  return (out, dx)
}

/// The softplus of every element: `ln(1 + eˣ)`, a rectifier with its corner rounded off.
/// - Parameters:
///   - x: The preactivations, of any shape.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The activations, and the gradient with respect to `x`, both in its shape.
@discardableResult
public func softplusLayer(x: Tensor, stage: Stage = Stage()) -> (out: Tensor, dx: Tensor) {
  // Forward.
  // Above 0 everywhere, and finite even where eˣ is not: the shape of x.
  let out = stage.out { try todo() }
  let dout = stage.upstream(of: "out")

  // Backward.
  // Through the softplus, whose local gradient is a function met before: the shape of x.
  let dx = stage.dx { try todo() }
  return (out, dx)
}
