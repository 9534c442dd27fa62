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
  let spread = stage.spread {
    var spread = Tensor.zeros([k, part, eh, ew])
    for filter in 0..<k {
      for channel in 0..<part {
        for i in 0..<fh {
          for j in 0..<fw {
            spread[filter, channel, i * dilation, j * dilation] = w[filter, channel, i, j]
          }
        }
      }
    }
    return spread
  }
  // The filters over all channels: zeros in the channels of other groups: [K, C, EH, EW].
  let full = stage.full {
    var full = Tensor.zeros([k, c, eh, ew])
    for filter in 0..<k {
      for channel in 0..<part {
        for i in 0..<eh {
          for j in 0..<ew {
            full[filter, firstChannels[filter] + channel, i, j] = spread[filter, channel, i, j]
          }
        }
      }
    }
    return full
  }
  // A row for every window of the padded images: [N · H' · W', C · EH · EW].
  let columns = stage.columns { x.padded(padding).columns(height: eh, width: ew, stride: stride) }
  // Every filter's weighted sum at every window, plus its bias: [N, K, H', W'].
  let out = stage.out {
    let rows = try outputSize(input: height, filter: eh, stride: stride, padding: padding)
    let across = try outputSize(input: width, filter: ew, stride: stride, padding: padding)
    let products = columns.matmul(full.reshaped([k, c * eh * ew]).transposed())
    let biased = products + b.expand(axis: 0, count: products.shape[0])
    return biased.reshaped([n, rows, across, k]).permuted([0, 3, 1, 2])
  }

  // Backward: one line per forward line, in reverse.
  let dout = stage.upstream(of: "out")
  // A filter's bias was added at every window: [K].
  let db = stage.db { dout.sum(axis: 3).sum(axis: 2).sum(axis: 0) }
  // What one weight more does to the loss, in every channel, also where it is a zero that was put
  // in: [K, C, EH, EW].
  let dfull = stage.dfull {
    let dproducts = dout.permuted([0, 2, 3, 1]).reshaped([dout.count / k, k])
    return dproducts.transposed().matmul(columns).reshaped([k, c, eh, ew])
  }
  // Of each filter, the channels of its own group: [K, C/G, EH, EW].
  let dspread = stage.dspread {
    var dspread = Tensor.zeros([k, part, eh, ew])
    for filter in 0..<k {
      for channel in 0..<part {
        for i in 0..<eh {
          for j in 0..<ew {
            dspread[filter, channel, i, j] = dfull[filter, firstChannels[filter] + channel, i, j]
          }
        }
      }
    }
    return dspread
  }
  // The weights without the zeros between them: [K, C/G, FH, FW].
  let dw = stage.dw {
    var dw = Tensor.zeros(w.shape)
    for filter in 0..<k {
      for channel in 0..<part {
        for i in 0..<fh {
          for j in 0..<fw {
            dw[filter, channel, i, j] = dspread[filter, channel, i * dilation, j * dilation]
          }
        }
      }
    }
    return dw
  }
  // Through the matrix product, to the windows: [N · H' · W', C · EH · EW].
  let dcolumns = stage.dcolumns {
    let dproducts = dout.permuted([0, 2, 3, 1]).reshaped([dout.count / k, k])
    return dproducts.matmul(full.reshaped([k, c * eh * ew]))
  }
  // Every pixel was copied into the windows that cover it; padding is no input: [N, C, H, W].
  let dx = stage.dx {
    dcolumns.addingColumns(
      to: [n, c, height + 2 * padding, width + 2 * padding], height: eh, width: ew, stride: stride
    ).cropped(padding)
  }
  return (out, dx, dw, db)
}
