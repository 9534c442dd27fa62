import FlatBackprop

/// How many numbers the histograms of oriented gradients of one image are.
/// - Parameters:
///   - height: H, the image's height in pixels.
///   - width: W, its width.
///   - cell: The height and width of a cell in pixels.
///   - bins: How many bins a cell has.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The number of numbers.
@discardableResult
public func orientedGradientCount(
  height: Int, width: Int, cell: Int, bins: Int, stage: Stage = Stage()
) -> Double {
  requireCells(height: height, width: width, cell: cell, bins: bins)
  // How many whole cells the image has: what is left at the right and at the bottom is too small for
  // a cell, and is no part of any: a number.
  let cells: Double = stage.cells { try todo() }
  // A number for every bin of every cell: a number.
  let numbers: Double = stage.numbers { try todo() }
  return numbers
}

/// Histograms of oriented gradients (HOG): in which directions the edges run, cell by cell.
/// - Parameters:
///   - images: `[N, C, H, W]`.
///   - cell: The height and width of a cell in pixels. What is left at the right and at the bottom,
///     too small for a cell, is no part of any.
///   - bins: How many bins the directions from 0° to 180° are divided into, at least 1.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: `[N, rows · columns · bins]`, where rows and columns count the cells.
@discardableResult
public func orientedGradients(
  images: Tensor, cell: Int, bins: Int, stage: Stage = Stage()
) -> Tensor {
  let (n, c, h, w) = (images.shape[0], images.shape[1], images.shape[2], images.shape[3])
  requireCells(height: h, width: w, cell: cell, bins: bins)
  let cells = (h / cell) * (w / cell)
  // How many degrees a bin is wide.
  let width = 180 / Double(bins)

  // The brightness of each pixel, which is the mean of its channels: [N, H, W].
  let gray = stage.gray { try todo() }
  // The brightness of the pixel to the right minus that of the pixel to the left. Beyond the border,
  // a pixel is as bright as the last one before it: [N, H, W].
  let gx = stage.gx { try todo() }
  // The brightness of the pixel below minus that of the pixel above, likewise: [N, H, W].
  let gy = stage.gy { try todo() }
  // The length of the arrow (gx, gy): [N, H, W].
  let strength = stage.strength { try todo() }
  // Its angle in degrees, from 0 up to, but not including, 180: an arrow and its opposite belong to
  // the same edge, so 180 is added to a negative angle, and 180 becomes 0: [N, H, W].
  let direction = stage.direction { try todo() }
  // Every pixel votes for one bin with its strength, and for the others with 0. Bin k begins at
  // k · width and ends before (k + 1) · width: [N, bins, H, W].
  let votes = stage.votes { try todo() }
  // The votes of every cell's pixels, summed bin by bin. A row for every cell, image by image in
  // reading order: [N · cells, bins].
  let histograms = stage.histograms { try todo() }
  // The length of every histogram, √(Σ squares + 0.01): a flat cell has a length too, so that none
  // is divided by 0: [N · cells].
  let lengths = stage.lengths { try todo() }
  // Every histogram over its length, so that dim edges count as much as bright ones. An image's
  // cells stand one after the other: [N, cells · bins].
  let features = stage.features { try todo() }
  return features
}
