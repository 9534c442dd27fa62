import FlatBackprop

/// A convolution by columns (im2col), cut in two.
///
/// Inputs `x`, `[N, C, H, W]`, `w`, `K` filters `[K, C, F, F]`, and `b`, `[K]`; the output is
/// `[N, K, H', W']` with `H' = (H − F + 2 padding) / stride + 1`, and `W'` likewise.
public struct Convolution: Gate {
  public private(set) var saved = Saved.nothing

  public let stride: Int
  public let padding: Int

  public init(stride: Int = 1, padding: Int = 0) {
    (self.stride, self.padding) = (stride, padding)
  }

  public mutating func forward(_ inputs: [Tensor], stage: Stage) -> Tensor {
    let (x, w, b) = (inputs[0], inputs[1], inputs[2])
    let (n, k, f) = (x.shape[0], w.shape[0], w.shape[2])
    let high = (x.shape[2] - f + 2 * padding) / stride + 1
    let wide = (x.shape[3] - f + 2 * padding) / stride + 1
    // Zeros around every image: [N, C, H + 2 padding, W + 2 padding].
    let padded = stage.padded { x.padded(padding) }
    // Every window as a row: [N H' W', C F F].
    let columns = stage.columns { padded.columns(height: f, width: f, stride: stride) }
    // Every window times every filter: [N H' W', K].
    let products = stage.products {
      columns.matmul(w.reshaped([k, columns.shape[1]]).transposed())
    }
    // The biases added, and the axes put in order: [N, K, H', W'].
    let out = stage.out {
      (products + b.expand(axis: 0, count: products.shape[0]))
        .reshaped([n, high, wide, k]).permuted([0, 3, 1, 2])
    }
    // What the lines of backward read besides dout, by name. Of some values only the shape is read:
    // a shape can be saved too, and is read as saved.integers("name").
    saved = Saved(by: "Convolution") {
      // BEGIN SOLUTION
      ["columns": columns, "w": w, "paddedShape": padded.shape]
      // END SOLUTION
    }
    return out
  }

  public func backward(_ dout: Tensor, stage: Stage) -> [Tensor] {
    // dout with its axes as the products have them: [N H' W', K].
    let dproducts = stage.dproducts {
      dout.permuted([0, 2, 3, 1]).reshaped([dout.count / dout.shape[1], dout.shape[1]])
    }
    // A filter's bias was added at every place of every image: [K].
    let db = stage.db { dproducts.sum(axis: 0) }
    // A filter was used at every place of every image: [K, C, F, F].
    let dw = stage.dw { dproducts.transposed().matmul(saved["columns"]).reshaped(saved["w"].shape) }
    // [N H' W', C F F].
    let dcolumns = stage.dcolumns {
      let w = saved["w"]
      return dproducts.matmul(w.reshaped([w.shape[0], w.count / w.shape[0]]))
    }
    // Windows overlap, and what they share adds: [N, C, H + 2 padding, W + 2 padding].
    let dpadded = stage.dpadded {
      let f = saved["w"].shape[2]
      return dcolumns.addingColumns(
        to: saved.integers("paddedShape"), height: f, width: f, stride: stride)
    }
    // The border of zeros was no part of x: [N, C, H, W].
    let dx = stage.dx { dpadded.cropped(padding) }
    return [dx, dw, db]
  }
}

/// The largest element of every window, each map on its own.
///
/// One input `x`, `[N, C, H, W]`; the output is `[N, C, H', W']` with
/// `H' = (H − size) / stride + 1`, and `W'` likewise.
public struct MaxPool: Gate {
  public private(set) var saved = Saved.nothing

  public let size: Int
  public let stride: Int

  public init(size: Int, stride: Int) {
    (self.size, self.stride) = (size, stride)
  }

  public mutating func forward(_ inputs: [Tensor], stage: Stage) -> Tensor {
    let x = inputs[0]
    let (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    // Every window of every map as a row, each map taken for an image of one channel:
    // [N C H' W', size size].
    let windows = stage.windows {
      x.reshaped([n * c, 1, h, w]).columns(height: size, width: size, stride: stride)
    }
    // The largest of each row: [N, C, H', W'].
    let out = stage.out {
      windows.max(axis: 1).reshaped([n, c, (h - size) / stride + 1, (w - size) / stride + 1])
    }
    // What the lines of backward read besides dout, by name: tensors, or lists of whole numbers.
    saved = Saved(by: "MaxPool") {
      // BEGIN SOLUTION
      ["winners": windows.argmax(axis: 1), "shape": x.shape]
      // END SOLUTION
    }
    return out
  }

  public func backward(_ dout: Tensor, stage: Stage) -> [Tensor] {
    // A window's whole gradient goes to the cell that was its maximum: [N C H' W', size size].
    let dwindows = stage.dwindows {
      dout.reshaped([dout.count]).scatter(saved.integers("winners"), classes: size * size)
    }
    // A cell that is the maximum of several windows adds what they send: [N, C, H, W].
    let dx = stage.dx {
      let shape = saved.integers("shape")
      return dwindows.addingColumns(
        to: [shape[0] * shape[1], 1, shape[2], shape[3]], height: size, width: size, stride: stride
      ).reshaped(shape)
    }
    return [dx]
  }
}

/// Every image as one long row, as a linear layer takes it.
///
/// One input `x`, `[N, C, H, W]`; the output is `[N, C H W]`.
public struct Flatten: Gate {
  public private(set) var saved = Saved.nothing

  public init() {}

  public mutating func forward(_ inputs: [Tensor], stage: Stage) -> Tensor {
    let x = inputs[0]
    // The same elements: [N, C H W].
    let out = stage.out { x.reshaped([x.shape[0], x.count / x.shape[0]]) }
    // What the line of backward reads besides dout, by name.
    saved = Saved(by: "Flatten") {
      // BEGIN SOLUTION
      ["shape": x.shape]
      // END SOLUTION
    }
    return out
  }

  public func backward(_ dout: Tensor, stage: Stage) -> [Tensor] {
    // The same gradients, where x has them: [N, C, H, W].
    let dx = stage.dx { dout.reshaped(saved.integers("shape")) }
    return [dx]
  }
}
