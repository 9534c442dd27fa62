import FlatBackprop

// A convolution as its definition says it, by loops.

extension Mutants {
  private static func mistake(
    _ line: String, _ name: String, cause: String, _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .mistake("08-convolution", "convolveByLoops", line, name, cause: cause, body)
  }

  private static func variant(
    _ line: String, _ name: String, _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .variant("08-convolution", "convolveByLoops", line, name, body)
  }

  static let loopsMistakes: [Mutant] = [
    mistake("out", "the filter is flipped", cause: "\"w\" is used flipped") { values in
      values.outputByLoops { x, w, tap, stride in
        x[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j]
          * w[tap.filter, tap.channel, w.shape[2] - 1 - tap.i, w.shape[3] - 1 - tap.j]
      }
    },
    mistake(
      "out", "the filter's rows and columns exchanged",
      cause: "rows and columns of \"w\" are exchanged"
    ) { values in
      values.outputByLoops { x, w, tap, stride in
        x[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j]
          * w[tap.filter, tap.channel, tap.j, tap.i]
      }
    },
    mistake("out", "the stride is ignored", cause: "only on cases where \"stride\" is 1") {
      values in
      values.outputByLoops { x, w, tap, _ in
        x[tap.image, tap.channel, tap.row + tap.i, tap.column + tap.j]
          * w[tap.filter, tap.channel, tap.i, tap.j]
      }
    },
    mistake("out", "only the first channel", cause: "only on cases where C is 1") { values in
      values.outputByLoops { x, w, tap, stride in
        tap.channel > 0
          ? 0
          : x[tap.image, 0, tap.row * stride + tap.i, tap.column * stride + tap.j]
            * w[tap.filter, 0, tap.i, tap.j]
      }
    },
    mistake("out", "no bias", cause: "does not use \"b\"") { values in
      values.outputByLoops(hasBias: false) { x, w, tap, stride in
        x[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j]
          * w[tap.filter, tap.channel, tap.i, tap.j]
      }
    },
    mistake("out", "a bias for every weight", cause: "added inside a loop") { values in
      values.outputByLoops(hasBias: false) { x, w, tap, stride in
        x[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j]
          * w[tap.filter, tap.channel, tap.i, tap.j] + values["b"][tap.filter]
      }
    },
    mistake("dx", "overwritten where windows overlap", cause: "gradients add") { values in
      values.pixelsByLoops { dx, w, dout, tap, stride in
        dx[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j] =
          dout * w[tap.filter, tap.channel, tap.i, tap.j]
      }.cropped(values.integer("padding"))
    },
    mistake("dx", "the filter is flipped", cause: "\"w\" is used flipped") { values in
      values.pixelsByLoops { dx, w, dout, tap, stride in
        dx[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j] +=
          dout * w[tap.filter, tap.channel, w.shape[2] - 1 - tap.i, w.shape[3] - 1 - tap.j]
      }.cropped(values.integer("padding"))
    },
    mistake("dx", "the stride is ignored", cause: "only on cases where \"stride\" is 1") { values in
      values.pixelsByLoops { dx, w, dout, tap, _ in
        dx[tap.image, tap.channel, tap.row + tap.i, tap.column + tap.j] +=
          dout * w[tap.filter, tap.channel, tap.i, tap.j]
      }.cropped(values.integer("padding"))
    },
    mistake("dx", "the padding is not cropped", cause: "padding") { values in
      values.pixelsByLoops { dx, w, dout, tap, stride in
        dx[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j] +=
          dout * w[tap.filter, tap.channel, tap.i, tap.j]
      }
    },
    mistake("dx", "the first channel's weights for all", cause: "right only on cases where C is 1")
    {
      values in
      values.pixelsByLoops { dx, w, dout, tap, stride in
        dx[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j] +=
          dout * w[tap.filter, 0, tap.i, tap.j]
      }.cropped(values.integer("padding"))
    },
    mistake("dx", "only the first filter", cause: "some are left out") { values in
      values.pixelsByLoops { dx, w, dout, tap, stride in
        guard tap.filter == 0 else { return }
        dx[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j] +=
          dout * w[tap.filter, tap.channel, tap.i, tap.j]
      }.cropped(values.integer("padding"))
    },
    mistake("dx", "no weights", cause: "does not use \"w\"") { values in
      values.pixelsByLoops { dx, w, dout, tap, stride in
        dx[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j] += dout
      }.cropped(values.integer("padding"))
    },
    mistake("dw", "overwritten", cause: "gradients add") { values in
      values.weightsByLoops { dw, x, dout, tap, stride in
        dw[tap.filter, tap.channel, tap.i, tap.j] =
          dout
          * x[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j]
      }
    },
    mistake("dw", "only the first image", cause: "some are left out") { values in
      values.weightsByLoops { dw, x, dout, tap, stride in
        guard tap.image == 0 else { return }
        dw[tap.filter, tap.channel, tap.i, tap.j] +=
          dout
          * x[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j]
      }
    },
    mistake("dw", "the mean over the images", cause: "divided by N once too often") { values in
      values.weightsByLoops { dw, x, dout, tap, stride in
        dw[tap.filter, tap.channel, tap.i, tap.j] +=
          dout / Double(values.n)
          * x[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j]
      }
    },
    mistake("dw", "the stride is ignored", cause: "only on cases where \"stride\" is 1") { values in
      values.weightsByLoops { dw, x, dout, tap, _ in
        dw[tap.filter, tap.channel, tap.i, tap.j] +=
          dout * x[tap.image, tap.channel, tap.row + tap.i, tap.column + tap.j]
      }
    },
    mistake("dw", "flipped", cause: "reversed along axis 2 and axis 3") { values in
      values.weightsByLoops { dw, x, dout, tap, stride in
        dw[tap.filter, tap.channel, dw.shape[2] - 1 - tap.i, dw.shape[3] - 1 - tap.j] +=
          dout
          * x[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j]
      }
    },
    mistake("db", "only the first image", cause: "some are left out") {
      $0["dout"].slice(axis: 0, at: 0).sum(axis: 2).sum(axis: 1)
    },
    mistake("db", "over the wrong axes", cause: "has shape") {
      $0["dout"].sum(axis: 0).sum(axis: 0).sum(axis: 0)
    },
    mistake("db", "the mean", cause: "divided by N·H'·W' once too often") {
      let dout = $0["dout"]
      return dout.sum(axis: 3).sum(axis: 2).sum(axis: 0)
        / Double(dout.shape[0] * dout.shape[2] * dout.shape[3])
    },
    mistake("db", "not over the places", cause: "has shape") { $0["dout"].sum(axis: 0) },
  ]

  static let loopsVariants: [Mutant] = [
    variant("out", "a matrix product") { values in
      let w = values["w"]
      let (rows, columns) = values.outputSizes
      let products = values.paddedImages
        .columns(height: w.shape[2], width: w.shape[3], stride: values.integer("stride"))
        .matmul(w.reshaped([w.shape[0], w.count / w.shape[0]]).transposed())
      return
        (products + values["b"].expand(axis: 0, count: products.shape[0]))
        .reshaped([values.n, rows, columns, w.shape[0]]).permuted([0, 3, 1, 2])
    },
    variant("out", "the bias last") { values in
      let out = values.outputByLoops(hasBias: false) { x, w, tap, stride in
        x[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j]
          * w[tap.filter, tap.channel, tap.i, tap.j]
      }
      let maps = values["b"].expand(axis: 1, count: out.shape[2])
        .expand(axis: 2, count: out.shape[3]).expand(axis: 0, count: out.shape[0])
      return out + maps
    },
    variant("dx", "a matrix product") { values in
      let (w, dout) = (values["w"], values["dout"])
      let k = w.shape[0]
      return dout.permuted([0, 2, 3, 1]).reshaped([dout.count / k, k])
        .matmul(w.reshaped([k, w.count / k]))
        .addingColumns(
          to: values.paddedImages.shape, height: w.shape[2], width: w.shape[3],
          stride: values.integer("stride")
        )
        .cropped(values.integer("padding"))
    },
    variant("dx", "what falls on the padding is skipped") { values in
      var dx = Tensor.zeros(values["x"].shape)
      let (stride, padding) = (values.integer("stride"), values.integer("padding"))
      values.forEachTap { tap in
        let row = tap.row * stride + tap.i - padding
        let column = tap.column * stride + tap.j - padding
        guard (0..<dx.shape[2]).contains(row), (0..<dx.shape[3]).contains(column) else { return }
        dx[tap.image, tap.channel, row, column] +=
          values["dout"][tap.image, tap.filter, tap.row, tap.column]
          * values["w"][tap.filter, tap.channel, tap.i, tap.j]
      }
      return dx
    },
    variant("dw", "a matrix product") { values in
      let (w, dout) = (values["w"], values["dout"])
      let columns = values.paddedImages
        .columns(height: w.shape[2], width: w.shape[3], stride: values.integer("stride"))
      return dout.permuted([1, 0, 2, 3]).reshaped([w.shape[0], columns.shape[0]])
        .matmul(columns).reshaped(w.shape)
    },
    variant("db", "sums over three axes") { $0["dout"].sum(axis: 0).sum(axis: 1).sum(axis: 1) },
  ]
}

extension Values {
  /// The output, from the bias and what each tap adds to it.
  fileprivate func outputByLoops(
    hasBias: Bool = true, _ product: (_ x: Tensor, _ w: Tensor, Tap, _ stride: Int) -> Double
  ) -> Tensor {
    let (x, w, stride) = (paddedImages, self["w"], integer("stride"))
    let (rows, columns) = outputSizes
    var out = Tensor.zeros([n, w.shape[0], rows, columns])
    for place in 0..<out.count {
      let index = out.index(at: place)
      out[index] = hasBias ? self["b"][index[1]] : 0
    }
    forEachTap { out[$0.image, $0.filter, $0.row, $0.column] += product(x, w, $0, stride) }
    return out
  }

  /// The gradient of the padded images, by what each tap does to it.
  fileprivate func pixelsByLoops(
    _ body: (inout Tensor, _ w: Tensor, _ dout: Double, Tap, _ stride: Int) -> Void
  ) -> Tensor {
    let (w, dout, stride) = (self["w"], self["dout"], integer("stride"))
    var dx = Tensor.zeros(paddedImages.shape)
    forEachTap { body(&dx, w, dout[$0.image, $0.filter, $0.row, $0.column], $0, stride) }
    return dx
  }

  /// The gradient of the filters, by what each tap does to it.
  fileprivate func weightsByLoops(
    _ body: (inout Tensor, _ x: Tensor, _ dout: Double, Tap, _ stride: Int) -> Void
  ) -> Tensor {
    let (x, dout, stride) = (paddedImages, self["dout"], integer("stride"))
    var dw = Tensor.zeros(self["w"].shape)
    forEachTap { body(&dw, x, dout[$0.image, $0.filter, $0.row, $0.column], $0, stride) }
    return dw
  }
}
