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
  let s0: Double = stage.s0 { try todo() }
  // The second weight times its input.
  let s1: Double = stage.s1 { try todo() }
  // The two products together.
  let s2: Double = stage.s2 { try todo() }
  // The bias on top of that.
  let s3: Double = stage.s3 { try todo() }
  // The sigmoid of it, between 0 and 1: the function's value, and so the last forward line.
  let output = stage.loss.output { try todo() }

  // Backward: one line per forward line, in reverse; a line with two inputs gives two gradients.
  // What the output changes by when the output changes.
  let doutput: Double = stage.doutput { try todo() }
  // Through the sigmoid, whose local gradient needs nothing but the output.
  let ds3: Double = stage.ds3 { try todo() }
  // Through the sum that made s3: to the bias …
  let dw2: Double = stage.dw2 { try todo() }
  // … and to the sum before it.
  let ds2: Double = stage.ds2 { try todo() }
  // Through the sum that made s2, to its two sides.
  let ds0: Double = stage.ds0 { try todo() }
  let ds1: Double = stage.ds1 { try todo() }
  // Through the product that made s1: to the weight …
  let dw1: Double = stage.dw1 { try todo() }
  // … and to the input.
  let dx1: Double = stage.dx1 { try todo() }
  // Through the product that made s0, likewise.
  let dw0: Double = stage.dw0 { try todo() }
  let dx0: Double = stage.dx0 { try todo() }
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
  let s: Double = stage.s { try todo() }
  // The sigmoid's first gate: minus s.
  let negated: Double = stage.negated { try todo() }
  // The second: e to the power of that.
  let exponential: Double = stage.exponential { try todo() }
  // The third: one more than that.
  let denominator: Double = stage.denominator { try todo() }
  // The last: one over that, which is the function's value.
  let output = stage.loss.output { try todo() }

  // Backward: one line per forward line, in reverse; a line with many inputs gives many gradients.
  // What the output changes by when the output changes.
  let doutput: Double = stage.doutput { try todo() }
  // Through the reciprocal.
  let ddenominator: Double = stage.ddenominator { try todo() }
  // Through the addition of a constant.
  let dexponential: Double = stage.dexponential { try todo() }
  // Through the exponential, whose local gradient has been computed already.
  let dnegated: Double = stage.dnegated { try todo() }
  // Through the minus.
  let ds: Double = stage.ds { try todo() }
  // Through the line that made s: to the bias …
  let dw2: Double = stage.dw2 { try todo() }
  // … to the second weight and input …
  let dw1: Double = stage.dw1 { try todo() }
  let dx1: Double = stage.dx1 { try todo() }
  // … and to the first.
  let dw0: Double = stage.dw0 { try todo() }
  let dx0: Double = stage.dx0 { try todo() }
  return (output, dw0, dx0, dw1, dx1, dw2)
}
