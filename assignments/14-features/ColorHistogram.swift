import FlatBackprop

/// Which colors an image has, wherever they are: how many of its pixels have a hue in each bin.
/// - Parameters:
///   - images: `[N, 3, H, W]`, red, green and blue.
///   - bins: How many bins the circle of hues is divided into, at least 1.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: `[N, bins]`, the share of an image's pixels in each bin.
@discardableResult
public func colorHistogram(images: Tensor, bins: Int, stage: Stage = Stage()) -> Tensor {
  requireColors(images, bins: bins)
  let (n, pixels) = (images.shape[0], images.shape[2] * images.shape[3])
  // The channels, an image a row: [N, H · W] each.
  let red = images.slice(axis: 1, at: 0).reshaped([n, pixels])
  let green = images.slice(axis: 1, at: 1).reshaped([n, pixels])
  let blue = images.slice(axis: 1, at: 2).reshaped([n, pixels])
  // How many degrees a bin is wide.
  let width = 360 / Double(bins)

  // Every pixel's largest channel: [N, H · W].
  let largest = stage.largest { try todo() }
  // By how much it exceeds the smallest one. It is 0 for a grey pixel: [N, H · W].
  let chroma = stage.chroma { try todo() }
  // Every pixel's hue in degrees: 60 (green − blue) / chroma where red is the largest, otherwise
  // 120 + 60 (blue − red) / chroma where green is, otherwise 240 + 60 (red − green) / chroma. Add 360
  // to what is negative, and take 0 where chroma is 0: [N, H · W].
  let hue = stage.hue { try todo() }
  // 1 where a pixel belongs to a bin, otherwise 0. Bin k begins at k · width and ends before
  // (k + 1) · width. A grey pixel has no color and belongs to none: [bins, N, H · W].
  let members = stage.members { try todo() }
  // The members of each bin, as a share of all of an image's pixels, grey ones too: [N, bins].
  let histogram = stage.histogram { try todo() }
  return histogram
}
