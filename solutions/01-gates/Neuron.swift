import FlatBackprop

/// A neuron with two inputs and a bias, staged: `σ(w0 x0 + w1 x1 + w2)`.
/// - Parameters:
///   - w0: The weight of the first input, a number.
///   - x0: The first input, a number.
///   - w1: The weight of the second input, a number.
///   - x1: The second input, a number.
///   - w2: The bias, a number.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The output, and its gradients with respect to the five inputs.
@discardableResult
public func neuron(
  w0: Double, x0: Double, w1: Double, x1: Double, w2: Double, stage: Stage = Stage()
) -> (output: Double, dw0: Double, dx0: Double, dw1: Double, dx1: Double, dw2: Double) {
  // Forward.
  // The first weight times its input.
  let s0: Double = stage.s0 { w0 * x0 }
  // The second weight times its input.
  let s1: Double = stage.s1 { w1 * x1 }
  // The two products together.
  let s2: Double = stage.s2 { s0 + s1 }
  // The bias on top of that.
  let s3: Double = stage.s3 { s2 + w2 }
  // The sigmoid of it, between 0 and 1: the function's value, and so the last forward line.
  let output = stage.loss.output { 1 / (1 + exp(-s3)) }

  // Backward: one line per forward line, in reverse; a line with two inputs gives two gradients.
  // What the output changes by when the output changes.
  let doutput: Double = stage.doutput { 1 }
  // Through the sigmoid, whose local gradient needs nothing but the output.
  let ds3: Double = stage.ds3 { doutput * output * (1 - output) }
  // Through the sum that made s3: to the bias …
  let dw2: Double = stage.dw2 { ds3 }
  // … and to the sum before it.
  let ds2: Double = stage.ds2 { ds3 }
  // Through the sum that made s2, to its two sides.
  let ds0: Double = stage.ds0 { ds2 }
  let ds1: Double = stage.ds1 { ds2 }
  // Through the product that made s1: to the weight …
  let dw1: Double = stage.dw1 { ds1 * x1 }
  // … and to the input.
  let dx1: Double = stage.dx1 { ds1 * w1 }
  // Through the product that made s0, likewise.
  let dw0: Double = stage.dw0 { ds0 * x0 }
  let dx0: Double = stage.dx0 { ds0 * w0 }
  return (output, dw0, dx0, dw1, dx1, dw2)
}

/// The same neuron with its sigmoid taken apart: `1 / (1 + e⁻ˢ)` is four gates of its own.
/// - Parameters:
///   - w0: The weight of the first input, a number.
///   - x0: The first input, a number.
///   - w1: The weight of the second input, a number.
///   - x1: The second input, a number.
///   - w2: The bias, a number.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The output, and its gradients with respect to the five inputs.
@discardableResult
public func neuronInPieces(
  w0: Double, x0: Double, w1: Double, x1: Double, w2: Double, stage: Stage = Stage()
) -> (output: Double, dw0: Double, dx0: Double, dw1: Double, dx1: Double, dw2: Double) {
  // Forward.
  // The weighted inputs and the bias, all in one line this time.
  let s: Double = stage.s { w0 * x0 + w1 * x1 + w2 }
  // The sigmoid's first gate: minus s.
  let negated: Double = stage.negated { -s }
  // The second: e to the power of that.
  let exponential: Double = stage.exponential { exp(negated) }
  // The third: one more than that.
  let denominator: Double = stage.denominator { 1 + exponential }
  // The last: one over that, which is the function's value.
  let output = stage.loss.output { 1 / denominator }

  // Backward: one line per forward line, in reverse; a line with many inputs gives many gradients.
  // What the output changes by when the output changes.
  let doutput: Double = stage.doutput { 1 }
  // Through the reciprocal.
  let ddenominator: Double = stage.ddenominator { -doutput / (denominator * denominator) }
  // Through the addition of a constant.
  let dexponential: Double = stage.dexponential { ddenominator }
  // Through the exponential, whose local gradient has been computed already.
  let dnegated: Double = stage.dnegated { dexponential * exponential }
  // Through the minus.
  let ds: Double = stage.ds { -dnegated }
  // Through the line that made s: to the bias …
  let dw2: Double = stage.dw2 { ds }
  // … to the second weight and input …
  let dw1: Double = stage.dw1 { ds * x1 }
  let dx1: Double = stage.dx1 { ds * w1 }
  // … and to the first.
  let dw0: Double = stage.dw0 { ds * x0 }
  let dx0: Double = stage.dx0 { ds * w0 }
  return (output, dw0, dx0, dw1, dx1, dw2)
}
