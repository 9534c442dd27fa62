import FlatBackprop

/// A convolution layer, staged: the windows become the rows of a matrix, and the layer becomes a
/// matrix product. It computes the same as ``convolveByLoops(x:w:b:stride:padding:stage:)``.
/// - Parameters:
///   - x: `[N, C, H, W]`, the images.
///   - w: `[K, C, FH, FW]`, the filters; they need not be square.
///   - b: `[K]`, a bias for each filter.
///   - stride: How far a filter moves from one place to the next, down and across.
///   - padding: The rows and columns of zeros on every side of an image.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The output `[N, K, H', W']`, where H' and W' are the ``outputSize`` of H and W, and
///   the gradients of the inputs, in the shapes of the inputs.
@discardableResult
public func convolve(
  x: Tensor, w: Tensor, b: Tensor, stride: Int, padding: Int, stage: Stage = Stage()
) -> (out: Tensor, dx: Tensor, dw: Tensor, db: Tensor) {
  let (n, height, width) = (x.shape[0], x.shape[2], x.shape[3])
  let (k, c, fh, fw) = (w.shape[0], w.shape[1], w.shape[2], w.shape[3])

  // Forward.
  // The images with rows and columns of zeros on every side: [N, C, H + 2 P, W + 2 P].
  let padded = stage.padded { try todo() }
  // A row for every window, image by image in reading order: [N · H' · W', C · FH · FW].
  let columns = stage.columns { try todo() }
  // Every filter's weighted sum of every window, without the bias: [N · H' · W', K].
  let products = stage.products { try todo() }
  // The biases are added, and each filter's numbers become a map of their own: [N, K, H', W'].
  let out = stage.out { try todo() }

  // Backward: one line per forward line, in reverse.
  let dout = stage.upstream(of: "out")
  // The maps become a matrix again, a row for every window: [N · H' · W', K].
  let dproducts = stage.dproducts { try todo() }
  // A filter's bias was added at every window: [K].
  let db = stage.db { try todo() }
  // Through the matrix product. A weight was used at every window: [K, C, FH, FW].
  let dw = stage.dw { try todo() }
  // Through the matrix product, to its other side: [N · H' · W', C · FH · FW].
  let dcolumns = stage.dcolumns { try todo() }
  // An element was copied into every window that covers it: [N, C, H + 2 P, W + 2 P].
  let dpadded = stage.dpadded { try todo() }
  // The zeros around the images are no input: [N, C, H, W].
  let dx = stage.dx { try todo() }
  return (out, dx, dw, db)
}
