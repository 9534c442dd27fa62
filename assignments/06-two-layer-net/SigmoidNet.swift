import FlatBackprop

/// The smallest net worth training, staged: a sigmoid hidden layer, a linear output layer, no
/// biases, and the sum of squared errors (no ½, no mean).
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - target: `[N, C]`, what the predictions should be.
///   - w1: `[D, H]`, the weights of the hidden layer.
///   - w2: `[H, C]`, the weights of the output layer.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The loss, and its gradients with respect to the weights, in their shapes.
@discardableResult
public func sigmoidNet(
  x: Tensor, target: Tensor, w1: Tensor, w2: Tensor, stage: Stage = Stage()
) -> (loss: Double, dw1: Tensor, dw2: Tensor) {
  // Forward.
  // The hidden layer, through the sigmoid 1 / (1 + e^−z): [N, H].
  let hidden = stage.hidden { try todo() }
  // The output layer, which has no activation: [N, C].
  let predictions = stage.predictions { try todo() }
  // The squared differences from the target, summed over everything: a number.
  let loss = stage.loss { try todo() }

  // Backward.
  // Through the sum of squares: [N, C].
  let dpredictions = stage.dpredictions { try todo() }
  // The weights of the output layer: [H, C].
  let dw2 = stage.dw2 { try todo() }
  // The gradient that the output layer hands back to the hidden one: [N, H].
  let dhidden = stage.dhidden { try todo() }
  // Through the sigmoid, whose gradient its own output gives, to the weights: [D, H].
  let dw1 = stage.dw1 { try todo() }
  return (loss, dw1, dw2)
}

/// GIVEN: a whole training program. It draws examples, targets and weights at random, then descends
/// along the gradients of ``sigmoidNet(x:target:w1:w2:stage:)``.
/// - Parameters:
///   - examples: N.
///   - inputs: D.
///   - hidden: H.
///   - outputs: C.
///   - steps: How often the weights are updated.
///   - rate: The learning rate.
///   - seed: The same seed gives the same numbers.
/// - Returns: The loss before each step.
public func trainSigmoidNet(
  examples: Int = 64, inputs: Int = 1000, hidden: Int = 100, outputs: Int = 10,
  steps: Int = 2000, rate: Double = 1e-4, seed: UInt64 = 1
) -> [Double] {
  var random = SeededGenerator(seed: seed)
  let x = Tensor.normal([examples, inputs], using: &random)
  let target = Tensor.normal([examples, outputs], using: &random)
  var w1 = Tensor.normal([inputs, hidden], using: &random)
  var w2 = Tensor.normal([hidden, outputs], using: &random)

  var losses: [Double] = []
  for _ in 0..<steps {
    let (loss, dw1, dw2) = sigmoidNet(x: x, target: target, w1: w1, w2: w2)
    losses.append(loss)
    w1 -= rate * dw1
    w2 -= rate * dw2
  }
  return losses
}
