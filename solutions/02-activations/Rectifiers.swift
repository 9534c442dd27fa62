import FlatBackprop

// The activations made of two straight pieces that meet at zero.

/// The rectified linear unit: positive elements pass, the others become 0.
/// - Parameters:
///   - x: The preactivations, of any shape.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The activations, and the gradient with respect to `x`, both in its shape.
@discardableResult
public func reluLayer(x: Tensor, stage: Stage = Stage()) -> (out: Tensor, dx: Tensor) {
  // Forward.
  // Each element where it is positive, and 0 elsewhere: the shape of x.
  let out = stage.out { max(0, x) }
  let dout = stage.upstream(of: "out")

  // Backward.
  // Only the elements that passed get a gradient: the shape of x.
  let dx = stage.dx { dout * (x .> 0) }
  return (out, dx)
}

/// The leaky rectified linear unit: positive elements pass, the others are scaled down.
/// - Parameters:
///   - x: The preactivations, of any shape.
///   - slope: What the elements that are not positive are multiplied by: 0.01 or 0.1, say.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The activations, and the gradient with respect to `x`, both in its shape.
@discardableResult
public func leakyReLULayer(
  x: Tensor, slope: Double, stage: Stage = Stage()
) -> (out: Tensor, dx: Tensor) {
  // Forward.
  // Each element where it is positive, and `slope` times it elsewhere: the shape of x.
  let out = stage.out { x.map { $0 > 0 ? $0 : slope * $0 } }
  let dout = stage.upstream(of: "out")

  // Backward.
  // A gradient comes through on both sides, but not the same part of it: the shape of x.
  let dx = stage.dx { dout * ((x .> 0) + slope * (x .<= 0)) }
  return (out, dx)
}

/// The parametric rectified linear unit: a leaky one whose slope is learned like a weight.
/// - Parameters:
///   - x: The preactivations, of any shape.
///   - alpha: The slope, one number for all elements.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The activations, and the gradients with respect to `x`, in its shape, and to `alpha`,
///   a number.
@discardableResult
public func preluLayer(
  x: Tensor, alpha: Double, stage: Stage = Stage()
) -> (out: Tensor, dx: Tensor, dalpha: Double) {
  // Forward.
  // Each element where it is positive, and `alpha` times it elsewhere: the shape of x.
  let out = stage.out { x.map { $0 > 0 ? $0 : alpha * $0 } }
  let dout = stage.upstream(of: "out")

  // Backward.
  // As in the leaky unit: the shape of x.
  let dx = stage.dx { dout * ((x .> 0) + alpha * (x .<= 0)) }
  // One number had a part in every element that is not positive: a number.
  let dalpha: Double = stage.dalpha { (dout * x * (x .<= 0)).sum() }
  return (out, dx, dalpha)
}
