import FlatBackprop

/// Bonus: a convolution layer with dilation and groups, staged.
///
/// *Dilation* d puts the weights of a filter d pixels apart. *Groups* G cut the channels into G equal
/// parts, and the filters too: the first K/G filters see only the first C/G channels, and so on. At
/// `groups = C` every channel has filters of its own: a depthwise convolution.
///
/// Both are an ordinary convolution by filters with zeros at known places, and that is how it is
/// computed here.
/// - Parameters:
///   - x: `[N, C, H, W]`, the images.
///   - w: `[K, C/G, FH, FW]`, the filters.
///   - b: `[K]`, a bias for each filter.
///   - stride: How far a filter moves from one place to the next, down and across.
///   - padding: The rows and columns of zeros on every side of an image.
///   - dilation: The distance between neighbouring weights, 1 for an ordinary filter.
///   - groups: G, which divides both C and K.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The output `[N, K, H', W']`, where H' and W' are the ``outputSize`` for filters of
///   EH × EW, and the gradients of the inputs, in the shapes of the inputs.
@discardableResult
public func convolveInGroups(
  x: Tensor, w: Tensor, b: Tensor, stride: Int, padding: Int, dilation: Int, groups: Int,
  stage: Stage = Stage()
) -> (out: Tensor, dx: Tensor, dw: Tensor, db: Tensor) {
  let (n, c, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
  let (k, part, fh, fw) = (w.shape[0], w.shape[1], w.shape[2], w.shape[3])
  // The size of a filter whose weights have been moved apart, EH × EW.
  let (eh, ew) = (dilation * (fh - 1) + 1, dilation * (fw - 1) + 1)
  // The first channel that each filter sees.
  let firstChannels = (0..<k).map { filter in filter / (k / groups) * part }

  // Forward.
  // The filters with their weights `dilation` apart, and zeros between them: [K, C/G, EH, EW].
  let spread = stage.spread { try todo() }
  // The filters over all channels: zeros in the channels of other groups: [K, C, EH, EW].
  let full = stage.full { try todo() }
  // A row for every window of the padded images: [N · H' · W', C · EH · EW].
  let columns = stage.columns { try todo() }
  // Every filter's weighted sum at every window, plus its bias: [N, K, H', W'].
  let out = stage.out { try todo() }

  // Backward: one line per forward line, in reverse.
  let dout = stage.upstream(of: "out")
  // A filter's bias was added at every window: [K].
  let db = stage.db { try todo() }
  // What one weight more does to the loss, in every channel, also where it is a zero that was put
  // in: [K, C, EH, EW].
  let dfull = stage.dfull { try todo() }
  // Of each filter, the channels of its own group: [K, C/G, EH, EW].
  let dspread = stage.dspread { try todo() }
  // The weights without the zeros between them: [K, C/G, FH, FW].
  let dw = stage.dw { try todo() }
  // Through the matrix product, to the windows: [N · H' · W', C · EH · EW].
  let dcolumns = stage.dcolumns { try todo() }
  // Every pixel was copied into the windows that cover it; padding is no input: [N, C, H, W].
  let dx = stage.dx { try todo() }
  return (out, dx, dw, db)
}
