import FlatBackprop

// Filters that nobody had to learn. These functions have only forward lines.

/// Sobel's edges of a picture: how steep the brightness is at each place, and in which direction it
/// rises.
/// - Parameters:
///   - picture: `[1, 1, H, W]`, one grey picture. There is no padding.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The steepness and the direction, both `[H − 2, W − 2]`.
@discardableResult
public func sobel(
  picture: Tensor, stage: Stage = Stage()
) -> (magnitude: Tensor, direction: Tensor) {
  // One filter answers to brightness that rises to the right, the other to brightness that rises
  // downwards.
  let rightwards = Tensor([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
  let downwards = Tensor([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
  let (rows, across) = (picture.shape[2] - 2, picture.shape[3] - 2)

  // A row for every 3 × 3 window: [(H − 2) · (W − 2), 9].
  let columns = stage.columns { picture.columns(height: 3, width: 3, stride: 1) }
  // What `rightwards` answers at each place: [H − 2, W − 2].
  let gx = stage.gx { columns.matmul(rightwards.reshaped([9, 1])).reshaped([rows, across]) }
  // What `downwards` answers at each place: [H − 2, W − 2].
  let gy = stage.gy { columns.matmul(downwards.reshaped([9, 1])).reshaped([rows, across]) }
  // The length of the arrow (gx, gy) at each place: [H − 2, W − 2].
  let magnitude = stage.magnitude { sqrt(gx * gx + gy * gy) }
  // The arrow's angle in radians, above −π and up to π: 0 points to the right and π/2 downwards; an
  // arrow of length 0 has the angle 0: [H − 2, W − 2].
  let direction = stage.direction { atan2(gy, gx) }
  return (magnitude, direction)
}

/// A picture blurred by a Gaussian filter.
/// - Parameters:
///   - picture: `[1, 1, H, W]`, one grey picture. There is no padding.
///   - size: F, the height and width of the filter, an odd number.
///   - deviation: The standard deviation of the bell, in pixels, above 0.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The filter `[F, F]` and the blurred picture `[H − F + 1, W − F + 1]`.
@discardableResult
public func gaussianBlur(
  picture: Tensor, size: Int, deviation: Double, stage: Stage = Stage()
) -> (filter: Tensor, blurred: Tensor) {
  let (rows, across) = (picture.shape[2] - size + 1, picture.shape[3] - size + 1)
  // How far each cell lies from the middle one, in pixels: [F].
  let distances = Tensor((0..<size).map { Double($0) - Double(size - 1) / 2 })

  // The bell curve along one axis, exp(−distance² / (2 deviation²)), so 1 in the middle: [F].
  let bell = stage.bell { exp(distances * distances / (-2 * deviation * deviation)) }
  // A bell down times a bell across, scaled so that the weights sum to 1: [F, F].
  let filter = stage.filter {
    let product = bell.expand(axis: 1, count: size) * bell.expand(axis: 0, count: size)
    return product / product.sum()
  }
  // The weighted mean of every window: [H − F + 1, W − F + 1].
  let blurred = stage.blurred {
    picture.columns(height: size, width: size, stride: 1)
      .matmul(filter.reshaped([size * size, 1])).reshaped([rows, across])
  }
  return (filter, blurred)
}
