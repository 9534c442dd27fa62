import FlatBackprop

// A convolution as a matrix product, its groups, and what filters can be without learning. The loops
// are in ConvolutionBank+Loops.

extension Mutants {
  static let convolutionMistakes =
    convolveMistakes + loopsMistakes + groupsMistakes + filterMistakes
  static let convolutionVariants = convolveVariants + loopsVariants + groupsVariants

  private static func mistake(
    _ function: String, _ line: String, _ name: String, cause: String,
    _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .mistake("08-convolution", function, line, name, cause: cause, body)
  }

  private static func variant(
    _ function: String, _ line: String, _ name: String,
    _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .variant("08-convolution", function, line, name, body)
  }

  private static let convolveMistakes: [Mutant] = [
    mistake("convolve", "padded", "twice the padding", cause: "padding") {
      $0["x"].padded(2 * $0.integer("padding"))
    },
    mistake(
      "convolve", "columns", "height and width mixed up", cause: "only on cases where FH = FW"
    ) {
      $0["padded"].columns(
        height: $0["w"].shape[3], width: $0["w"].shape[2], stride: $0.integer("stride"))
    },
    mistake(
      "convolve", "columns", "the stride is ignored", cause: "only on cases where \"stride\" is 1"
    ) {
      $0["padded"].columns(height: $0["w"].shape[2], width: $0["w"].shape[3], stride: 1)
    },
    mistake("convolve", "products", "reshaped, not transposed", cause: "\"w\" is reshaped") {
      $0["columns"].matmul($0["w"].reshaped([$0["columns"].shape[1], $0["w"].shape[0]]))
    },
    mistake("convolve", "products", "not transposed", cause: "matmul") {
      $0["columns"].matmul($0.filters)
    },
    mistake("convolve", "products", "the filters are flipped", cause: "\"w\" is used flipped") {
      let w = $0["w"]
      let flipped = Tensor(
        shape: w.shape,
        (0..<w.count).map { place in
          var index = w.index(at: place)
          index[2] = w.shape[2] - 1 - index[2]
          index[3] = w.shape[3] - 1 - index[3]
          return w[index]
        })
      return $0["columns"].matmul(flipped.reshaped($0.filters.shape).transposed())
    },
    mistake("convolve", "out", "reshaped, not permuted", cause: "axes are in another order") {
      let (rows, columns) = $0.outputSizes
      return ($0["products"] + $0["b"].expand(axis: 0, count: $0["products"].shape[0]))
        .reshaped([$0.n, $0["w"].shape[0], rows, columns])
    },
    mistake("convolve", "out", "no bias", cause: "does not use \"b\"") {
      let (rows, columns) = $0.outputSizes
      return $0["products"].reshaped([$0.n, rows, columns, $0["w"].shape[0]])
        .permuted([0, 3, 1, 2])
    },
    mistake("convolve", "dproducts", "reshaped, not permuted", cause: "stand in each other's place")
    {
      $0["dout"].reshaped($0["products"].shape)
    },
    mistake("convolve", "db", "no sum", cause: "sum over axis 0 missing") { $0["dproducts"] },
    mistake("convolve", "db", "over the filters", cause: "over the wrong axis") {
      $0["dproducts"].sum(axis: 1)
    },
    mistake(
      "convolve", "dw", "the product the other way around", cause: "axes are in another order"
    ) { $0["columns"].transposed().matmul($0["dproducts"]).reshaped($0["w"].shape) },
    mistake("convolve", "dw", "not reshaped", cause: "reshape") {
      $0["dproducts"].transposed().matmul($0["columns"])
    },
    mistake("convolve", "dw", "the mean over the images", cause: "divided by N once too often") {
      $0["dproducts"].transposed().matmul($0["columns"]).reshaped($0["w"].shape) / Double($0.n)
    },
    mistake("convolve", "dcolumns", "reshaped, not transposed", cause: "\"w\" is reshaped") {
      let (k, length) = ($0["w"].shape[0], $0["columns"].shape[1])
      return $0["dproducts"].matmul($0["w"].reshaped([length, k]).transposed())
    },
    mistake("convolve", "dpadded", "overwritten where windows overlap", cause: "gradients add") {
      $0.pixels { dpadded, dcolumn in dpadded = dcolumn }
    },
    mistake(
      "convolve", "dpadded", "the mean where windows overlap",
      cause: "each entry is off by a factor of its own"
    ) {
      let counts = Tensor.ones($0["dcolumns"].shape).addingColumns(
        to: $0["padded"].shape, height: $0["w"].shape[2], width: $0["w"].shape[3],
        stride: $0.integer("stride"))
      return $0.pixels { dpadded, dcolumn in dpadded += dcolumn } / max(1, counts)
    },
    mistake("convolve", "dpadded", "the stride is ignored", cause: "addingColumns") {
      $0["dcolumns"].addingColumns(
        to: $0["padded"].shape, height: $0["w"].shape[2], width: $0["w"].shape[3], stride: 1)
    },
    mistake("convolve", "dx", "not cropped", cause: "padding") { $0["dpadded"] },
    mistake(
      "convolve", "dx", "the upper left corner", cause: "only on cases where \"padding\" is 0"
    ) {
      let (x, dpadded) = ($0["x"], $0["dpadded"])
      return Tensor(shape: x.shape, (0..<x.count).map { dpadded[x.index(at: $0)] })
    },
  ]

  private static let convolveVariants: [Mutant] = [
    variant("convolve", "padded", "a loop") { values in
      let (x, padding) = (values["x"], values.integer("padding"))
      var padded = Tensor.zeros(
        [x.shape[0], x.shape[1], x.shape[2] + 2 * padding, x.shape[3] + 2 * padding])
      for place in 0..<x.count {
        let index = x.index(at: place)
        padded[index[0], index[1], index[2] + padding, index[3] + padding] = x.elements[place]
      }
      return padded
    },
    variant("convolve", "products", "the transposed product") {
      $0.filters.matmul($0["columns"].transposed()).transposed()
    },
    variant("convolve", "out", "the bias on the maps") {
      let (rows, columns) = $0.outputSizes
      let maps = $0["products"].reshaped([$0.n, rows, columns, $0["w"].shape[0]])
        .permuted([0, 3, 1, 2])
      return maps
        + $0["b"].expand(axis: 1, count: rows).expand(axis: 2, count: columns)
        .expand(axis: 0, count: $0.n)
    },
    variant("convolve", "db", "from the maps") {
      $0["dout"].sum(axis: 3).sum(axis: 2).sum(axis: 0)
    },
    variant("convolve", "dw", "the transposed product, transposed back") {
      $0["columns"].transposed().matmul($0["dproducts"]).transposed().reshaped($0["w"].shape)
    },
    variant("convolve", "dpadded", "a loop over the columns") {
      $0.pixels { dpadded, dcolumn in dpadded += dcolumn }
    },
    variant("convolve", "dx", "a loop") { values in
      let (x, padding) = (values["x"], values.integer("padding"))
      return Tensor(
        shape: x.shape,
        (0..<x.count).map { place in
          let index = x.index(at: place)
          return values["dpadded"][index[0], index[1], index[2] + padding, index[3] + padding]
        })
    },
  ]

  private static let groupsMistakes: [Mutant] = [
    mistake("convolveInGroups", "spread", "no dilation", cause: "stand in each other's place") {
      $0.spread { spread, w, filter, channel, i, j, _ in
        spread[filter, channel, i, j] = w[filter, channel, i, j]
      }
    },
    mistake(
      "convolveInGroups", "dspread", "the first group",
      cause: "right only on cases where \"groups\" is 1"
    ) {
      let (dfull, shape) = ($0["dfull"], $0["spread"].shape)
      let places = Tensor.zeros(shape)
      return Tensor(shape: shape, (0..<places.count).map { dfull[places.index(at: $0)] })
    },
    mistake("convolveInGroups", "dw", "no dilation", cause: "only on cases where \"dilation\" is 1")
    {
      let (dspread, w) = ($0["dspread"], $0["w"])
      return Tensor(shape: w.shape, (0..<w.count).map { dspread[w.index(at: $0)] })
    },
    mistake(
      "convolveInGroups", "dfull", "zeros in other groups",
      cause: "right only on cases where \"groups\" is 1"
    ) {
      let full = $0["full"]
      let dproducts = $0["dout"].permuted([0, 2, 3, 1])
        .reshaped([$0["columns"].shape[0], full.shape[0]])
      let dfull = dproducts.transposed().matmul($0["columns"]).reshaped(full.shape)
      return $0.integer("groups") == 1 ? dfull : dfull * full.map { $0 == 0 ? 0 : 1 }
    },
  ]

  private static let groupsVariants: [Mutant] = [
    variant("convolveInGroups", "dw", "by the places in the spread filter") { values in
      var dw = Tensor.zeros(values["w"].shape)
      for place in 0..<dw.count {
        var index = dw.index(at: place)
        let to = index
        for axis in 2...3 { index[axis] *= values.integer("dilation") }
        dw[to] = values["dspread"][index]
      }
      return dw
    }
  ]

  private static let filterMistakes: [Mutant] = [
    mistake(
      "outputSize", "outputSize", "the padding once",
      cause: "right only on cases where \"padding\" is 0"
    ) {
      let (filter, stride) = ($0.integer("filter"), $0.integer("stride"))
      let room = $0.integer("input") - filter + $0.integer("padding")
      let fits = filter > 0 && stride > 0 && room >= 0 && room % stride == 0
      return Tensor(fits && $0.integer("padding") >= 0 ? Double(room / stride + 1) : 0)
    },
    mistake("outputSize", "throws", "only what is too large", cause: "") {
      Tensor($0.integer("input") - $0.integer("filter") + 2 * $0.integer("padding") < 0 ? 1 : 0)
    },
    mistake("parameterCount", "perFilter", "no bias", cause: "1 too small") {
      Tensor($0["channels"].scalar * $0["filterHeight"].scalar * $0["filterWidth"].scalar)
    },
    mistake(
      "parameterCount", "perFilter", "one channel", cause: "only on cases where \"channels\" is 1"
    ) {
      Tensor($0["filterHeight"].scalar * $0["filterWidth"].scalar + 1)
    },
    mistake("sobel", "gx", "the other filter", cause: "this is the value of \"gy\"") {
      $0["columns"].matmul(Tensor([-1, -2, -1, 0, 0, 0, 1, 2, 1]).reshaped([9, 1]))
        .reshaped([$0["picture"].shape[2] - 2, $0["picture"].shape[3] - 2])
    },
    mistake("sobel", "gy", "upwards", cause: "sign") {
      $0["columns"].matmul(Tensor([1, 2, 1, 0, 0, 0, -1, -2, -1]).reshaped([9, 1]))
        .reshaped([$0["picture"].shape[2] - 2, $0["picture"].shape[3] - 2])
    },
    mistake("sobel", "magnitude", "no root", cause: "the square of what it should be") {
      $0["gx"] * $0["gx"] + $0["gy"] * $0["gy"]
    },
    mistake("sobel", "direction", "x before y", cause: "\"gx\" and \"gy\" are swapped") {
      atan2($0["gx"], $0["gy"])
    },
    mistake("gaussianBlur", "bell", "no 2", cause: "the square of what it should be") {
      let middle = ($0["size"].scalar - 1) / 2
      let distances = Tensor((0..<$0.integer("size")).map { Double($0) - middle })
      let deviation = $0["deviation"].scalar
      return exp(-(distances * distances) / (deviation * deviation))
    },
    mistake("gaussianBlur", "filter", "not scaled", cause: "off by the same factor") {
      $0["bell"].expand(axis: 1, count: $0.integer("size"))
        * $0["bell"].expand(axis: 0, count: $0.integer("size"))
    },
  ]
}

extension Values {
  /// The filters as the rows of a matrix.
  fileprivate var filters: Tensor {
    self["w"].reshaped([self["w"].shape[0], self["w"].count / self["w"].shape[0]])
  }

  /// The padded images' gradient, where every element of `dcolumns` meets its pixel.
  fileprivate func pixels(_ meet: (inout Double, Double) -> Void) -> Tensor {
    let (w, dcolumns, stride) = (self["w"], self["dcolumns"], integer("stride"))
    let (rows, columns) = outputSizes
    var dpadded = Tensor.zeros(self["padded"].shape)
    forEachTap { tap in
      guard tap.filter == 0 else { return }
      let window = (tap.image * rows + tap.row) * columns + tap.column
      let place = (tap.channel * w.shape[2] + tap.i) * w.shape[3] + tap.j
      meet(
        &dpadded[tap.image, tap.channel, tap.row * stride + tap.i, tap.column * stride + tap.j],
        dcolumns[window, place])
    }
    return dpadded
  }

  /// The filters with their weights apart, by what is done with each weight.
  fileprivate func spread(
    _ body: (inout Tensor, Tensor, Int, Int, Int, Int, _ dilation: Int) -> Void
  ) -> Tensor {
    let (w, dilation) = (self["w"], integer("dilation"))
    var spread = Tensor.zeros(
      Array(w.shape.prefix(2)) + w.shape.dropFirst(2).map { dilation * ($0 - 1) + 1 })
    for place in 0..<w.count {
      let index = w.index(at: place)
      body(&spread, w, index[0], index[1], index[2], index[3], dilation)
    }
    return spread
  }
}
