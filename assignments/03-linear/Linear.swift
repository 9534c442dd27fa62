import FlatBackprop

/// The matrix product `x w`.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - w: `[D, C]`, the weights.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The product, `[N, C]`, and its gradients with respect to `x`, `[N, D]`, and `w`,
///   `[D, C]`.
@discardableResult
public func matrixProduct(
  x: Tensor, w: Tensor, stage: Stage = Stage()
) -> (y: Tensor, dx: Tensor, dw: Tensor) {
  // Forward.
  // Every row of x times every column of w: [N, C].
  let y = stage.y { try todo() }
  let dy = stage.upstream(of: "y")

  // Backward: a product swaps, and a product of matrices swaps and sums.
  // Element (n, d) of x had a part in all of row n of y: [N, D].
  let dx = stage.dx { try todo() }
  // Element (d, c) of w had a part in all of column c of y: [D, C].
  let dw = stage.dw { try todo() }
  return (y, dx, dw)
}

/// A linear layer, also called fully connected: `x w + b`, the same biases for every example.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - w: `[D, C]`, the weights.
///   - b: `[C]`, the biases.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The output, `[N, C]`, and the gradients, each in the shape of its variable.
@discardableResult
public func linearLayer(
  x: Tensor, w: Tensor, b: Tensor, stage: Stage = Stage()
) -> (out: Tensor, dx: Tensor, dw: Tensor, db: Tensor) {
  let n = x.shape[0]

  // Forward.
  // Every example's features weighted: [N, C].
  let products = stage.products { try todo() }
  // The biases once for every example: [N, C].
  let biases = stage.biases { try todo() }
  // Both together: [N, C].
  let out = stage.out { try todo() }
  let dout = stage.upstream(of: "out")

  // Backward: one line per forward line, in reverse; a line with two inputs gives two gradients.
  // Through the sum, which distributes, to its two sides: [N, C] each.
  let dproducts = stage.dproducts { try todo() }
  let dbiases = stage.dbiases { try todo() }
  // Each bias was copied to every example, and copies add: [C].
  let db = stage.db { try todo() }
  // Through the matrix product: to the weights, [D, C] …
  let dw = stage.dw { try todo() }
  // … and to the examples, [N, D].
  let dx = stage.dx { try todo() }
  return (out, dx, dw, db)
}

/// Linear regression's loss, the mean squared error: `1/N Σ (x w + b − target)²`.
///
/// The mean is over the examples; an example's own squares, one for each output, are summed.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - w: `[D, C]`, the weights.
///   - b: `[C]`, the biases.
///   - target: `[N, C]`, what is to be predicted.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The loss, and its gradients with respect to `x`, `w` and `b`, each in the shape of its
///   variable.
@discardableResult
public func meanSquaredError(
  x: Tensor, w: Tensor, b: Tensor, target: Tensor, stage: Stage = Stage()
) -> (loss: Double, dx: Tensor, dw: Tensor, db: Tensor) {
  let n = x.shape[0]

  // Forward.
  // The linear layer's output, its biases included: [N, C].
  let predictions = stage.predictions { try todo() }
  // By how much each prediction is above its target: [N, C].
  let residuals = stage.residuals { try todo() }
  // Each of them squared, so that below is as bad as above: [N, C].
  let squares = stage.squares { try todo() }
  // Their sum, divided by the number of examples: a number.
  let loss = stage.loss { try todo() }

  // Backward: one line per forward line, in reverse; a line with many inputs gives many gradients.
  // Through the mean over the examples: [N, C].
  let dsquares = stage.dsquares { try todo() }
  // Through the square: [N, C].
  let dresiduals = stage.dresiduals { try todo() }
  // Through the difference, to its left side: [N, C].
  let dpredictions = stage.dpredictions { try todo() }
  // Through the linear layer: to the biases, [C] …
  let db = stage.db { try todo() }
  // … to the weights, [D, C] …
  let dw = stage.dw { try todo() }
  // … and to the examples, [N, D].
  let dx = stage.dx { try todo() }
  return (loss, dx, dw, db)
}
