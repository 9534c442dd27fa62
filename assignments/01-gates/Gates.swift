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
  let product: Double = stage.product { try todo() }
  // The larger of z and w.
  let larger: Double = stage.larger { try todo() }
  // The two together.
  let total: Double = stage.total { try todo() }
  // Twice that: the function's value.
  let f = stage.loss.f { try todo() }

  // Backward: one line per forward line, in reverse; a line with two inputs gives two gradients.
  // What f changes by when f changes.
  let df: Double = stage.df { try todo() }
  // Through the doubling.
  let dtotal: Double = stage.dtotal { try todo() }
  // Through the sum, which distributes, to its two sides.
  let dlarger: Double = stage.dlarger { try todo() }
  let dproduct: Double = stage.dproduct { try todo() }
  // Through the maximum, which routes: what reaches w …
  let dw: Double = stage.dw { try todo() }
  // … and what reaches z. Where z and w are equal, either may have it.
  let dz: Double = stage.dz { try todo() }
  // Through the product, which swaps: what reaches y …
  let dy: Double = stage.dy { try todo() }
  // … and what reaches x.
  let dx: Double = stage.dx { try todo() }
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
  let product: Double = stage.product { try todo() }
  // x plus y.
  let sum: Double = stage.sum { try todo() }
  // The product times the sum.
  let cubic: Double = stage.cubic { try todo() }
  // What is left of that when x is taken away: the function's value.
  let f = stage.loss.f { try todo() }

  // Backward: one line per forward line, in reverse, then a line for each input.
  // What f changes by when f changes.
  let df: Double = stage.df { try todo() }
  // Through the subtraction, to its left side.
  let dcubic: Double = stage.dcubic { try todo() }
  // Through the product that made cubic, to its two sides.
  let dsum: Double = stage.dsum { try todo() }
  let dproduct: Double = stage.dproduct { try todo() }
  // y was used in two lines: a gradient comes back from each, and they add.
  let dy: Double = stage.dy { try todo() }
  // x was used in three.
  let dx: Double = stage.dx { try todo() }
  return (f, dx, dy)
}
