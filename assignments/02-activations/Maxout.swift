import FlatBackprop

/// Maxout: the larger of two linear functions, `max(x w1 + b1, x w2 + b2)`, element by element.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - w1: `[D, C]`, the weights of the first function.
///   - b1: `[C]`, its biases.
///   - w2: `[D, C]`, the weights of the second.
///   - b2: `[C]`, its biases.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The activations, `[N, C]`, and the gradients, each in the shape of its variable.
@discardableResult
public func maxoutLayer(
  x: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor, stage: Stage = Stage()
) -> (out: Tensor, dx: Tensor, dw1: Tensor, db1: Tensor, dw2: Tensor, db2: Tensor) {
  let n = x.shape[0]

  // Forward.
  // The first linear function, its biases included, of every example: [N, C].
  let first = stage.first { try todo() }
  // The second: [N, C].
  let second = stage.second { try todo() }
  // The larger of the two, element by element: [N, C].
  let out = stage.out { try todo() }
  let dout = stage.upstream(of: "out")

  // Backward: one line per forward line, in reverse; a line with many inputs gives many gradients.
  // Through the maximum, which routes: where the second was larger: [N, C].
  let dsecond = stage.dsecond { try todo() }
  // Where the first was larger, or as large: [N, C].
  let dfirst = stage.dfirst { try todo() }
  // Through the second linear function: to its biases, [C] …
  let db2 = stage.db2 { try todo() }
  // … and its weights, [D, C].
  let dw2 = stage.dw2 { try todo() }
  // Through the first: to its biases, [C] …
  let db1 = stage.db1 { try todo() }
  // … and its weights, [D, C].
  let dw1 = stage.dw1 { try todo() }
  // x was used in both linear functions: gradients add: [N, D].
  let dx = stage.dx { try todo() }
  return (out, dx, dw1, db1, dw2, db2)
}
