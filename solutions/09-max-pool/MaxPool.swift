import FlatBackprop

/// Max-pooling, staged: the largest element of every window, in each map on its own.
///
/// Windows overlap where the stride is smaller than the size. Rows and columns that are left over at
/// the lower and right border, where no whole window fits, belong to no window.
/// - Parameters:
///   - x: `[N, C, H, W]`, the maps.
///   - size: F, the height and width of a window; at most H and at most W.
///   - stride: S, how far a window moves from one place to the next, down and across.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The output `[N, C, H', W']`, where H' is (H − F)/S + 1, rounded down, and W' likewise;
///   and the gradient of the input, `[N, C, H, W]`.
@discardableResult
public func maxPool(
  x: Tensor, size: Int, stride: Int, stage: Stage = Stage()
) -> (out: Tensor, dx: Tensor) {
  let (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
  let (rows, across) = ((h - size) / stride + 1, (w - size) / stride + 1)

  // Forward.
  // A row for every window of every map, map by map in reading order: [N · C · H' · W', F · F].
  let windows = stage.windows {
    x.reshaped([n * c, 1, h, w]).columns(height: size, width: size, stride: stride)
  }
  // The largest element of every window, laid out as maps again: [N, C, H', W'].
  let out = stage.out { windows.max(axis: 1).reshaped([n, c, rows, across]) }

  // Backward: one line per forward line, in reverse.
  let dout = stage.upstream(of: "out")
  // Through the maximum, which routes: [N · C · H' · W', F · F].
  let dwindows = stage.dwindows {
    dout.reshaped([dout.count]).scatter(windows.argmax(axis: 1), classes: size * size)
  }
  // An element was copied into every window that covers it: [N, C, H, W].
  let dx = stage.dx {
    dwindows.addingColumns(to: [n * c, 1, h, w], height: size, width: size, stride: stride)
      .reshaped(x.shape)
  }
  return (out, dx)
}
