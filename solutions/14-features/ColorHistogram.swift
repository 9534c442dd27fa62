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
  let largest = stage.largest { max(red, max(green, blue)) }
  // By how much it exceeds the smallest one. It is 0 for a grey pixel: [N, H · W].
  let chroma = stage.chroma { largest - min(red, min(green, blue)) }
  // Every pixel's hue in degrees: 60 (green − blue) / chroma where red is the largest, otherwise
  // 120 + 60 (blue − red) / chroma where green is, otherwise 240 + 60 (red − green) / chroma. Add 360
  // to what is negative, and take 0 where chroma is 0: [N, H · W].
  let hue = stage.hue {
    var hue = Tensor.zeros([n, pixels])
    for image in 0..<n {
      for pixel in 0..<pixels where chroma[image, pixel] > 0 {
        let (r, g, b) = (red[image, pixel], green[image, pixel], blue[image, pixel])
        let (top, c) = (largest[image, pixel], chroma[image, pixel])
        let degrees: Double
        if r == top {
          degrees = 60 * (g - b) / c
        } else if g == top {
          degrees = 120 + 60 * (b - r) / c
        } else {
          degrees = 240 + 60 * (r - g) / c
        }
        hue[image, pixel] = degrees < 0 ? degrees + 360 : degrees
      }
    }
    return hue
  }
  // 1 where a pixel belongs to a bin, otherwise 0. Bin k begins at k · width and ends before
  // (k + 1) · width. A grey pixel has no color and belongs to none: [bins, N, H · W].
  let members = stage.members {
    Tensor(
      stacking: (0..<bins).map { k in
        (hue .>= Double(k) * width) * (hue .< Double(k + 1) * width) * (chroma .> 0)
      })
  }
  // The members of each bin, as a share of all of an image's pixels, grey ones too: [N, bins].
  let histogram = stage.histogram { members.sum(axis: 2).transposed() / Double(pixels) }
  return histogram
}
