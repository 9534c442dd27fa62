import FlatBackprop

/// One multiplication of a convolution: a pixel of a window times the weight that lies over it.
struct Tap {
  /// The place in the output.
  var image: Int, filter: Int, row: Int, column: Int

  /// The place in the filter.
  var channel: Int, i: Int, j: Int
}

extension Values {
  /// The output's height and width of a convolution of `x` by `w`.
  var outputSizes: (rows: Int, columns: Int) {
    let (x, w) = (self["x"].shape, self["w"].shape)
    func size(_ axis: Int) -> Int {
      (x[axis] - w[axis] + 2 * integer("padding")) / integer("stride") + 1
    }
    return (size(2), size(3))
  }

  /// The images with their padding.
  var paddedImages: Tensor { self["x"].padded(integer("padding")) }

  /// Loops over a convolution of `x` by `w`, in the order of the solution's loops.
  func forEachTap(_ body: (Tap) -> Void) {
    let (x, w) = (self["x"].shape, self["w"].shape)
    let (rows, columns) = outputSizes
    for image in 0..<x[0] {
      for filter in 0..<w[0] {
        for row in 0..<rows {
          for column in 0..<columns {
            for channel in 0..<w[1] {
              for i in 0..<w[2] {
                for j in 0..<w[3] {
                  body(
                    Tap(
                      image: image, filter: filter, row: row, column: column, channel: channel,
                      i: i, j: j))
                }
              }
            }
          }
        }
      }
    }
  }
}
