import FlatBackprop

/// Three kinds of gate in one function: `2 (x y + max(z, w))`.
/// - Parameters:
///   - x: A number.
///   - y: A number.
///   - z: A number.
///   - w: A number.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The value `f`, and its gradients with respect to the four inputs.
@discardableResult
public func gates(
  x: Double, y: Double, z: Double, w: Double, stage: Stage = Stage()
) -> (f: Double, dx: Double, dy: Double, dz: Double, dw: Double) {
  // Forward.
  // x times y.
  let product: Double = stage.product { x * y }
  // The larger of z and w.
  let larger: Double = stage.larger { max(z, w) }
  // The two together.
  let total: Double = stage.total { product + larger }
  // Twice that: the function's value.
  let f = stage.loss.f { 2 * total }

  // Backward: one line per forward line, in reverse; a line with two inputs gives two gradients.
  // What f changes by when f changes.
  let df: Double = stage.df { 1 }
  // Through the doubling.
  let dtotal: Double = stage.dtotal { 2 * df }
  // Through the sum, which distributes, to its two sides.
  let dlarger: Double = stage.dlarger { dtotal }
  let dproduct: Double = stage.dproduct { dtotal }
  // Through the maximum, which routes: what reaches w …
  let dw: Double = stage.dw { w > z ? dlarger : 0 }
  // … and what reaches z. Where z and w are equal, either may have it.
  let dz: Double = stage.dz { w > z ? 0 : dlarger }
  // Through the product, which swaps: what reaches y …
  let dy: Double = stage.dy { dproduct * x }
  // … and what reaches x.
  let dx: Double = stage.dx { dproduct * y }
  return (f, dx, dy, dz, dw)
}

/// A variable that is used more than once: `x y (x + y) − x` uses x three times, and y twice.
/// - Parameters:
///   - x: A number.
///   - y: A number.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The value `f`, and its gradients with respect to the two inputs.
@discardableResult
public func reuse(
  x: Double, y: Double, stage: Stage = Stage()
) -> (f: Double, dx: Double, dy: Double) {
  // Forward.
  // x times y.
  let product: Double = stage.product { x * y }
  // x plus y.
  let sum: Double = stage.sum { x + y }
  // The product times the sum.
  let cubic: Double = stage.cubic { product * sum }
  // What is left of that when x is taken away: the function's value.
  let f = stage.loss.f { cubic - x }

  // Backward: one line per forward line, in reverse, then a line for each input.
  // What f changes by when f changes.
  let df: Double = stage.df { 1 }
  // Through the subtraction, to its left side.
  let dcubic: Double = stage.dcubic { df }
  // Through the product that made cubic, to its two sides.
  let dsum: Double = stage.dsum { dcubic * product }
  let dproduct: Double = stage.dproduct { dcubic * sum }
  // y was used in two lines: a gradient comes back from each, and they add.
  let dy: Double = stage.dy { dproduct * x + dsum }
  // x was used in three.
  let dx: Double = stage.dx { dproduct * y + dsum - df }
  return (f, dx, dy)
}
