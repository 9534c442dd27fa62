import FlatBackprop

extension Mutants {
  private static func mistake(
    _ line: String, _ name: String, cause: String, _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .mistake("09-max-pool", "maxPool", line, name, cause: cause, body)
  }

  private static func variant(
    _ line: String, _ name: String, _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .variant("09-max-pool", "maxPool", line, name, body)
  }

  static let maxPoolMistakes: [Mutant] = [
    mistake("windows", "over all channels", cause: "has shape") {
      $0["x"].columns(
        height: $0.integer("size"), width: $0.integer("size"), stride: $0.integer("stride"))
    },
    mistake("windows", "the stride is the size", cause: "only on cases where") {
      $0.maps.columns(
        height: $0.integer("size"), width: $0.integer("size"), stride: $0.integer("size"))
    },
    mistake("windows", "transposed", cause: "transposed") {
      $0.maps.columns(
        height: $0.integer("size"), width: $0.integer("size"), stride: $0.integer("stride")
      ).transposed()
    },
    mistake("out", "past the windows", cause: "write it with \"windows\"") { values in
      var out = Tensor(repeating: -.infinity, shape: values.outputShape)
      values.forEachCell { window, _, pixel in
        let place = out.index(at: window)
        out[place] = max(out[place], values["x"][pixel])
      }
      return out
    },
    mistake("out", "the mean", cause: "the mean of \"windows\"") {
      ($0["windows"].sum(axis: 1) / Double($0["windows"].shape[1])).reshaped($0.outputShape)
    },
    mistake("out", "the sum", cause: "the sum of \"windows\"") {
      $0["windows"].sum(axis: 1).reshaped($0.outputShape)
    },
    mistake("out", "the minimum", cause: "the minimum of \"windows\"") {
      (-(-$0["windows"]).max(axis: 1)).reshaped($0.outputShape)
    },
    mistake("out", "starting from 0", cause: "it is 0 where it should be negative") {
      max(0, $0["windows"].max(axis: 1)).reshaped($0.outputShape)
    },
    mistake("dwindows", "a mask", cause: "where several are equal") {
      let windows = $0["windows"]
      let largest = windows.max(axis: 1).expand(axis: 1, count: windows.shape[1])
      return (windows .>= largest) * $0.upstreamToEveryCell
    },
    mistake("dwindows", "to every cell", cause: "the local gradient of \"out\" is missing") {
      $0.upstreamToEveryCell
    },
    mistake("dwindows", "shared evenly", cause: "shared evenly") {
      $0.upstreamToEveryCell / Double($0["windows"].shape[1])
    },
    mistake("dwindows", "to the first cell", cause: "stand in each other's place") {
      let windows = $0["windows"]
      return $0["dout"].reshaped([windows.shape[0]])
        .scatter([Int](repeating: 0, count: windows.shape[0]), classes: windows.shape[1])
    },
    mistake("dwindows", "to the smallest cell", cause: "\"windows\" goes in with the wrong sign") {
      let windows = $0["windows"]
      return $0["dout"].reshaped([windows.shape[0]])
        .scatter((-windows).argmax(axis: 1), classes: windows.shape[1])
    },
    mistake("dwindows", "no upstream", cause: "\"dout\" is ignored") {
      Tensor.oneHot($0["windows"].argmax(axis: 1), classes: $0["windows"].shape[1])
    },
    mistake("dwindows", "the maximum itself", cause: "factor of \"windows\" too many") {
      let windows = $0["windows"]
      return ($0["dout"].reshaped([windows.shape[0]]) * windows.max(axis: 1))
        .scatter(windows.argmax(axis: 1), classes: windows.shape[1])
    },
    mistake("dx", "overwritten where windows overlap", cause: "gradients add") {
      $0.placed { dx, dwindow in dx = dwindow }
    },
    mistake("dx", "only where nothing else stands", cause: "and some are left out") {
      $0.placed { dx, dwindow in dx = dx == 0 ? dwindow : dx }
    },
    mistake("dx", "the larger where windows overlap", cause: "gradients add") {
      $0.placed { dx, dwindow in dx = abs(dwindow) > abs(dx) ? dwindow : dx }
    },
    mistake("dx", "the stride is the size", cause: "only on cases where") { values in
      let size = values.integer("size")
      return values.placed(stride: size) { dx, dwindow in dx += dwindow }
    },
    mistake("dx", "the mean over the images", cause: "divided by N once too often") { values in
      values.placed { dx, dwindow in dx += dwindow / Double(values.n) }
    },
  ]

  static let maxPoolVariants: [Mutant] = [
    variant("windows", "a loop") { values in
      var windows = Tensor.zeros(
        [values.outputShape.reduce(1, *), values.integer("size") * values.integer("size")])
      values.forEachCell { window, cell, pixel in windows[window, cell] = values["x"][pixel] }
      return windows
    },
    variant("out", "a row at a time") { values in
      let rows = (0..<values["windows"].shape[0]).map { row in
        values["windows"].slice(axis: 0, at: row).elements.reduce(-.infinity) { max($0, $1) }
      }
      return Tensor(shape: values.outputShape, rows)
    },
    variant("dwindows", "shared at a tie") {
      let windows = $0["windows"]
      let mask = windows .>= windows.max(axis: 1).expand(axis: 1, count: windows.shape[1])
      return mask / mask.sum(axis: 1).expand(axis: 1, count: windows.shape[1])
        * $0.upstreamToEveryCell
    },
    variant("dwindows", "the last of several that are largest") {
      let windows = $0["windows"]
      let last = (0..<windows.shape[0]).map { row in
        (0..<windows.shape[1]).last { windows[row, $0] == windows.max(axis: 1)[row] }!
      }
      return $0["dout"].reshaped([windows.shape[0]]).scatter(last, classes: windows.shape[1])
    },
    variant("dx", "a loop") { $0.placed { dx, dwindow in dx += dwindow } },
    variant("dx", "from the output, without the windows") { values in
      var dx = Tensor.zeros(values["x"].shape)
      let winners = values["windows"].argmax(axis: 1)
      values.forEachCell { window, cell, pixel in
        if winners[window] == cell { dx[pixel] += values["dout"].elements[window] }
      }
      return dx
    },
  ]
}

extension Values {
  /// Every map as an image of one channel.
  fileprivate var maps: Tensor {
    let x = self["x"]
    return x.reshaped([x.shape[0] * x.shape[1], 1, x.shape[2], x.shape[3]])
  }

  fileprivate var outputShape: [Int] {
    let (x, size, stride) = (self["x"].shape, integer("size"), integer("stride"))
    return [x[0], x[1], (x[2] - size) / stride + 1, (x[3] - size) / stride + 1]
  }

  /// Each window's upstream gradient in each of its cells.
  fileprivate var upstreamToEveryCell: Tensor {
    let windows = self["windows"].shape
    return self["dout"].reshaped([windows[0]]).expand(axis: 1, count: windows[1])
  }

  /// Calls `body` with each cell of each window, and the pixel it is a copy of.
  fileprivate func forEachCell(
    stride: Int? = nil, _ body: (_ window: Int, _ cell: Int, _ pixel: [Int]) -> Void
  ) {
    let (shape, size) = (outputShape, integer("size"))
    let places = Tensor.zeros(shape)
    for window in 0..<places.count {
      let place = places.index(at: window)
      for cell in 0..<(size * size) {
        let row = place[2] * (stride ?? integer("stride")) + cell / size
        let column = place[3] * (stride ?? integer("stride")) + cell % size
        guard row < self["x"].shape[2], column < self["x"].shape[3] else { continue }
        body(window, cell, [place[0], place[1], row, column])
      }
    }
  }

  /// The maps' gradient, where every element of `dwindows` meets its pixel.
  fileprivate func placed(stride: Int? = nil, _ meet: (inout Double, Double) -> Void) -> Tensor {
    var dx = Tensor.zeros(self["x"].shape)
    forEachCell(stride: stride) { window, cell, pixel in
      meet(&dx[pixel], self["dwindows"][window, cell])
    }
    return dx
  }
}
