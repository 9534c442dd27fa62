import FlatBackprop

/// A convolution layer as its definition says it: one line, and loops.
///
/// An output is the sum, over a window of the padded image, of each element times the weight that
/// lies over it, plus the filter's bias. Filters span every channel and are not flipped.
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
public func convolveByLoops(
  x: Tensor, w: Tensor, b: Tensor, stride: Int, padding: Int, stage: Stage = Stage()
) -> (out: Tensor, dx: Tensor, dw: Tensor, db: Tensor) {
  let (n, c, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
  let (k, fh, fw) = (w.shape[0], w.shape[2], w.shape[3])

  // Forward.
  // Every filter's weighted sum at every place, plus its bias: [N, K, H', W'].
  let out = stage.out {
    let rows = try outputSize(input: height, filter: fh, stride: stride, padding: padding)
    let columns = try outputSize(input: width, filter: fw, stride: stride, padding: padding)
    let padded = x.padded(padding)
    var out = Tensor.zeros([n, k, rows, columns])
    for image in 0..<n {
      for filter in 0..<k {
        for row in 0..<rows {
          for column in 0..<columns {
            var sum = b[filter]
            for channel in 0..<c {
              for i in 0..<fh {
                for j in 0..<fw {
                  sum +=
                    padded[image, channel, row * stride + i, column * stride + j]
                    * w[filter, channel, i, j]
                }
              }
            }
            out[image, filter, row, column] = sum
          }
        }
      }
    }
    return out
  }

  // Backward: the same loops, and what was multiplied is swapped.
  let dout = stage.upstream(of: "out")
  // A pixel lies in several windows, and under every filter: gradients add: [N, C, H, W].
  let dx = stage.dx {
    var dpadded = Tensor.zeros([n, c, height + 2 * padding, width + 2 * padding])
    for image in 0..<n {
      for filter in 0..<k {
        for row in 0..<dout.shape[2] {
          for column in 0..<dout.shape[3] {
            let upstream = dout[image, filter, row, column]
            for channel in 0..<c {
              for i in 0..<fh {
                for j in 0..<fw {
                  dpadded[image, channel, row * stride + i, column * stride + j] +=
                    upstream * w[filter, channel, i, j]
                }
              }
            }
          }
        }
      }
    }
    return dpadded.cropped(padding)
  }
  // A weight is shared by every place of every image: gradients add: [K, C, FH, FW].
  let dw = stage.dw {
    let padded = x.padded(padding)
    var dw = Tensor.zeros(w.shape)
    for image in 0..<n {
      for filter in 0..<k {
        for row in 0..<dout.shape[2] {
          for column in 0..<dout.shape[3] {
            let upstream = dout[image, filter, row, column]
            for channel in 0..<c {
              for i in 0..<fh {
                for j in 0..<fw {
                  dw[filter, channel, i, j] +=
                    upstream * padded[image, channel, row * stride + i, column * stride + j]
                }
              }
            }
          }
        }
      }
    }
    return dw
  }
  // A bias is shared by every place of every image too: [K].
  let db = stage.db {
    var db = Tensor.zeros([k])
    for image in 0..<n {
      for filter in 0..<k {
        for row in 0..<dout.shape[2] {
          for column in 0..<dout.shape[3] { db[filter] += dout[image, filter, row, column] }
        }
      }
    }
    return db
  }
  return (out, dx, dw, db)
}
