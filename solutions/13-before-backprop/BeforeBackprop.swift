import FlatBackprop

/// One step of Rosenblatt's perceptron, 1958: `w ← w + α (d − y) x`.
///
/// No line here is a gradient: the output is a step, and the gradient of a step is 0.
/// - Parameters:
///   - x: `[D]`, one example.
///   - target: The output wanted for it, d: 0 or 1.
///   - w: `[D]`, the weights.
///   - b: The bias, a number.
///   - rate: The learning rate α, a number.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The weights, `[D]`, and the bias after the step.
@discardableResult
public func perceptronStep(
  x: Tensor, target: Double, w: Tensor, b: Double, rate: Double, stage: Stage = Stage()
) -> (newW: Tensor, newB: Double) {
  // The weighted sum of the inputs, and the bias: a number.
  let net: Double = stage.net { (x * w).sum() + b }
  // The step function y: 1 if the sum is above zero, otherwise 0.
  let output: Double = stage.output { net > 0 ? 1 : 0 }
  // By how much the target exceeds the output: a number.
  let error: Double = stage.error { target - output }
  // The weights after the perceptron's rule: [D].
  let newW = stage.newW { w + rate * error * x }
  // The bias after it: a bias is the weight of an input that is always 1.
  let newB: Double = stage.newB { b + rate * error }
  return (newW, newB)
}

/// One step of Widrow and Hoff's Adaline, 1960: the perceptron's rule on the *linear* output. And
/// the loss that it descends: half the squared error, of which it follows the gradient.
/// - Parameters:
///   - x: `[D]`, one example.
///   - target: The output wanted for it, d: a number.
///   - w: `[D]`, the weights.
///   - b: The bias, a number.
///   - rate: The learning rate α, a number.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The weights, `[D]`, and the bias after the step; the loss before the step, and its
///   gradients with respect to the weights, `[D]`, and the bias.
@discardableResult
public func adalineStep(
  x: Tensor, target: Double, w: Tensor, b: Double, rate: Double, stage: Stage = Stage()
) -> (newW: Tensor, newB: Double, loss: Double, dw: Tensor, db: Double) {
  // The rule as its inventors wrote it.
  // The weighted sum of the inputs, and the bias; no step follows: a number.
  let output: Double = stage.output { (x * w).sum() + b }
  // By how much the target exceeds the output: a number.
  let error: Double = stage.error { target - output }
  // The weights after Widrow and Hoff's rule: [D].
  let newW = stage.newW { w + rate * error * x }
  // The bias after it: a number.
  let newB: Double = stage.newB { b + rate * error }
  // Half the squared error, before the step: a number.
  let loss = stage.loss { error * error / 2 }

  // Backward. Compare with the rule: w − rate · dw is newW.
  // Through half the square: a number.
  let derror: Double = stage.derror { error }
  // The output was subtracted: a number.
  let doutput: Double = stage.doutput { -derror }
  // Each weight was multiplied by its input: [D].
  let dw = stage.dw { doutput * x }
  // The bias was added: a number.
  let db: Double = stage.db { doutput }
  return (newW, newB, loss, dw, db)
}
