import FlatBackprop

/// A net whose hidden layer is made of perceptrons, under half the squared error: why no gradient
/// trains a hidden layer of step functions.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - target: `[N, C]`, what the predictions should be.
///   - w1: `[D, H]`, the weights of the hidden layer.
///   - w2: `[H, C]`, the weights of the output layer.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The loss, and its gradients with respect to the weights, in their shapes.
@discardableResult
public func stepNet(
  x: Tensor, target: Tensor, w1: Tensor, w2: Tensor, stage: Stage = Stage()
) -> (loss: Double, dw1: Tensor, dw2: Tensor) {
  // Forward.
  // What goes into every hidden unit: [N, H].
  let nets = stage.nets { x.matmul(w1) }
  // The hidden units' step functions: 1 above zero, otherwise 0: [N, H].
  let hidden = stage.hidden { nets .> 0 }
  // The output layer, which is linear: [N, C].
  let predictions = stage.predictions { hidden.matmul(w2) }
  // Half the squared differences from the target, summed over everything: a number.
  let loss = stage.loss { pow(predictions - target, 2).sum() / 2 }

  // Backward.
  // Through half the squares: [N, C].
  let dpredictions = stage.dpredictions { predictions - target }
  // The weights of the output layer: [H, C].
  let dw2 = stage.dw2 { hidden.transposed().matmul(dpredictions) }
  // The gradient that the output layer hands back to the hidden one: [N, H].
  let dhidden = stage.dhidden { dpredictions.matmul(w2.transposed()) }
  // Through the step, away from its jump: [N, H]. What does a little more do to a step's output?
  let dnets = stage.dnets { 0 * dhidden }
  // The weights of the hidden layer: [D, H].
  let dw1 = stage.dw1 { x.transposed().matmul(dnets) }
  return (loss, dw1, dw2)
}

/// One step of the two-layer rule of 1986, `ΔW = −α ∂E/∂W`, with sigmoids in both layers.
///
/// First the rule in the form of that time, in which every unit has a *delta*: how fast the loss
/// falls as what goes into the unit grows. Then the loss, and the same thing by backprop.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - target: `[N, C]`, what the outputs should be, between 0 and 1.
///   - w1: `[D, H]`, the weights of the hidden layer.
///   - w2: `[H, C]`, the weights of the output layer.
///   - rate: The learning rate α, a number.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The weights after the step; the loss before it, and its gradients.
@discardableResult
public func twoLayerStep(
  x: Tensor, target: Tensor, w1: Tensor, w2: Tensor, rate: Double, stage: Stage = Stage()
) -> (newW1: Tensor, newW2: Tensor, loss: Double, dw1: Tensor, dw2: Tensor) {
  // The rule in its form of 1986.
  // The hidden layer, through the sigmoid 1 / (1 + e^−z): [N, H].
  let hidden = stage.hidden { 1 / (1 + exp(-x.matmul(w1))) }
  // The output layer, through a sigmoid too: [N, C].
  let output = stage.output { 1 / (1 + exp(-hidden.matmul(w2))) }
  // By how much each target exceeds its output: [N, C].
  let errors = stage.errors { target - output }
  // The output units' deltas: the error times the sigmoid's gradient: [N, C].
  let outputDeltas = stage.outputDeltas { errors * output * (1 - output) }
  // The hidden units' deltas: nobody gives them a target, so they get their error through the old
  // weights from the outputs they feed: [N, H].
  let hiddenDeltas = stage.hiddenDeltas {
    outputDeltas.matmul(w2.transposed()) * hidden * (1 - hidden)
  }
  // The output layer's weights after the step, the examples' changes added up: [H, C].
  let newW2 = stage.newW2 { w2 + rate * hidden.transposed().matmul(outputDeltas) }
  // The hidden layer's weights after the step, by the same rule: [D, H].
  let newW1 = stage.newW1 { w1 + rate * x.transposed().matmul(hiddenDeltas) }
  // Half the squared errors, summed over everything, before the step: a number.
  let loss = stage.loss { (errors * errors).sum() / 2 }

  // Backward. Compare with the rule: w1 − rate · dw1 is newW1.
  // Through half the squares: [N, C].
  let derrors = stage.derrors { errors }
  // The output was subtracted: [N, C].
  let doutput = stage.doutput { -derrors }
  // Through the output's sigmoid, to the weights of the output layer: [H, C].
  let dw2 = stage.dw2 { hidden.transposed().matmul(doutput * output * (1 - output)) }
  // Through the output's sigmoid, to the hidden layer: [N, H].
  let dhidden = stage.dhidden { (doutput * output * (1 - output)).matmul(w2.transposed()) }
  // Through the hidden layer's sigmoid, to its weights: [D, H].
  let dw1 = stage.dw1 { x.transposed().matmul(dhidden * hidden * (1 - hidden)) }
  return (newW1, newW2, loss, dw1, dw2)
}
