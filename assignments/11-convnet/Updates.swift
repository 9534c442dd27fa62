import FlatBackprop

/// Weights to begin with for a layer that a ReLU follows (He and others, 2015): drawn so that values
/// neither grow nor shrink from layer to layer.
/// - Parameters:
///   - shape: Filters `[K, C, F, F]`, or a linear layer's weights `[D, C]`.
///   - generator: Draws them.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The weights, in that shape.
@discardableResult
public func heInitialized(
  shape: [Int], using generator: inout SeededGenerator, stage: Stage = Stage()
) -> Tensor {
  // How many inputs each output is a weighted sum of: a number.
  let fanIn: Double = stage.fanIn { try todo() }
  // The standard deviation. ReLU halves the mean square of what passes it, and the weights make up
  // for that: a number.
  let deviation: Double = stage.deviation { try todo() }
  // Normally distributed weights, drawn by Tensor.normal in one go.
  let w = stage.w { try todo() }
  return w
}

/// One step of gradient descent with momentum, for one parameter.
/// - Parameters:
///   - w: The parameter, of any shape.
///   - dw: The loss's gradient with respect to it.
///   - velocity: What the step before added to the parameter; zeros at first.
///   - rate: The learning rate.
///   - momentum: How much of the velocity is kept, 0 to 1.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The parameter and the velocity after the step.
@discardableResult
public func momentumStep(
  w: Tensor, dw: Tensor, velocity: Tensor, rate: Double, momentum: Double, stage: Stage = Stage()
) -> (w: Tensor, velocity: Tensor) {
  // What is kept of the velocity, and a push down the slope: in the parameter's shape.
  let nextVelocity = stage.nextVelocity { try todo() }
  // The parameter, moved on by that.
  let nextW = stage.nextW { try todo() }
  return (nextW, nextVelocity)
}
