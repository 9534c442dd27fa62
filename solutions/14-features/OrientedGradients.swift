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
  let cells: Double = stage.cells { Double((height / cell) * (width / cell)) }
  // A number for every bin of every cell: a number.
  let numbers: Double = stage.numbers { cells * Double(bins) }
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
  let gray = stage.gray { images.sum(axis: 1) / Double(c) }
  // The brightness of the pixel to the right minus that of the pixel to the left. Beyond the border,
  // a pixel is as bright as the last one before it: [N, H, W].
  let gx = stage.gx {
    var gx = Tensor.zeros([n, h, w])
    for image in 0..<n {
      for row in 0..<h {
        for column in 0..<w {
          gx[image, row, column] =
            gray[image, row, min(column + 1, w - 1)] - gray[image, row, max(column - 1, 0)]
        }
      }
    }
    return gx
  }
  // The brightness of the pixel below minus that of the pixel above, likewise: [N, H, W].
  let gy = stage.gy {
    var gy = Tensor.zeros([n, h, w])
    for image in 0..<n {
      for row in 0..<h {
        for column in 0..<w {
          gy[image, row, column] =
            gray[image, min(row + 1, h - 1), column] - gray[image, max(row - 1, 0), column]
        }
      }
    }
    return gy
  }
  // The length of the arrow (gx, gy): [N, H, W].
  let strength = stage.strength { sqrt(gx * gx + gy * gy) }
  // Its angle in degrees, from 0 up to, but not including, 180: an arrow and its opposite belong to
  // the same edge, so 180 is added to a negative angle, and 180 becomes 0: [N, H, W].
  let direction = stage.direction {
    (atan2(gy, gx) * 180 / .pi).map { $0 < 0 ? $0 + 180 : $0 == 180 ? 0 : $0 }
  }
  // Every pixel votes for one bin with its strength, and for the others with 0. Bin k begins at
  // k · width and ends before (k + 1) · width: [N, bins, H, W].
  let votes = stage.votes {
    let maps = (0..<bins).map { k in
      strength * (direction .>= Double(k) * width) * (direction .< Double(k + 1) * width)
    }
    return Tensor(stacking: maps).permuted([1, 0, 2, 3])
  }
  // The votes of every cell's pixels, summed bin by bin. A row for every cell, image by image in
  // reading order: [N · cells, bins].
  let histograms = stage.histograms {
    votes.columns(height: cell, width: cell, stride: cell)
      .reshaped([n * cells, bins, cell * cell]).sum(axis: 2)
  }
  // The length of every histogram, √(Σ squares + 0.01): a flat cell has a length too, so that none
  // is divided by 0: [N · cells].
  let lengths = stage.lengths { sqrt((histograms * histograms).sum(axis: 1) + 0.01) }
  // Every histogram over its length, so that dim edges count as much as bright ones. An image's
  // cells stand one after the other: [N, cells · bins].
  let features = stage.features {
    (histograms / lengths.expand(axis: 1, count: bins)).reshaped([n, cells * bins])
  }
  return features
}
