import FlatBackprop

// Other right ways to write convolutions and max-pooling.

extension Mutants {
  private static let convolve = Site("08-convolution", "convolve")
  private static let groups = Site("08-convolution", "convolveInGroups")
  private static let count = Site("08-convolution", "parameterCount")
  private static let sobel = Site("08-convolution", "sobel")
  private static let blur = Site("08-convolution", "gaussianBlur")

  static let pictureWays: [Mutant] = [
    convolve.variant("columns", "by loops") { values in
      let (padded, w, stride) = (values["padded"], values["w"].shape, values.integer("stride"))
      let (rows, across) = values.outputSizes
      return Tensor(shape: [values.n * rows * across, w[1] * w[2] * w[3]]) { index in
        let (window, cell) = (index[0], index[1])
        let (row, column) = (window / across % rows * stride, window % across * stride)
        return padded[
          window / across / rows, cell / w[3] / w[2], row + cell / w[3] % w[2],
          column + cell % w[3]]
      }
    },
    convolve.variant("dproducts", "by loops") {
      let (dout, shape) = ($0["dout"], $0["products"].shape)
      let (rows, across) = (dout.shape[2], dout.shape[3])
      return Tensor(shape: shape) { index in
        let window = index[0]
        return dout[window / across / rows, index[1], window / across % rows, window % across]
      }
    },
    convolve.variant("dcolumns", "the transposed product") {
      let (dproducts, w) = ($0["dproducts"], $0["w"])
      let filters = w.reshaped([w.shape[0], w.count / w.shape[0]])
      return filters.transposed().matmul(dproducts.transposed()).transposed()
    },
    groups.variant("db", "by the windows") {
      let (dout, k) = ($0["dout"], $0["w"].shape[0])
      return dout.permuted([0, 2, 3, 1]).reshaped([dout.count / k, k]).sum(axis: 0)
    },
    groups.variant("dfull", "the product the other way around, transposed") {
      let (dout, columns, full) = ($0["dout"], $0["columns"], $0["full"])
      let dproducts = dout.permuted([0, 2, 3, 1]).reshaped([columns.shape[0], full.shape[0]])
      return columns.transposed().matmul(dproducts).transposed().reshaped(full.shape)
    },
    count.variant("perFilter", "a sum over the channels") {
      let area = $0["filterHeight"].scalar * $0["filterWidth"].scalar
      return Tensor((0..<$0.integer("channels")).reduce(1) { sum, _ in sum + area })
    },
    count.variant("parameters", "a filter at a time") {
      let perFilter = $0["perFilter"].scalar
      return Tensor((0..<$0.integer("filters")).reduce(0) { sum, _ in sum + perFilter })
    },
    sobel.variant("gx", "differences of columns") {
      let columns = $0["columns"]
      func cell(_ place: Int) -> Tensor { columns.slice(axis: 1, at: place) }
      let rises = cell(2) - cell(0) + 2 * (cell(5) - cell(3)) + cell(8) - cell(6)
      let picture = $0["picture"].shape
      return rises.reshaped([picture[2] - 2, picture[3] - 2])
    },
    sobel.variant("magnitude", "by powers") { pow(pow($0["gx"], 2) + pow($0["gy"], 2), 0.5) },
    blur.variant("bell", "a root of an exponential") {
      let (size, deviation) = ($0.integer("size"), $0["deviation"].scalar)
      return Tensor(
        (0..<size).map { place in
          let distance = (Double(place) - Double(size - 1) / 2) / deviation
          return sqrt(exp(-distance * distance))
        })
    },
    blur.variant("filter", "of a bell whose sum is 1") {
      let bell = $0["bell"] / $0["bell"].sum()
      return bell.reshaped([bell.count, 1]).matmul(bell.reshaped([1, bell.count]))
    },
  ]

  private static let pool = Site("09-max-pool", "maxPool")

  static let poolWays: [Mutant] = [
    pool.variant("windows", "an image at a time") { values in
      let (x, size) = (values["x"], values.integer("size"))
      let images = (0..<values.n).map { image in
        let maps = x.slice(axis: 0, at: image)
        return maps.reshaped([maps.shape[0], 1, maps.shape[1], maps.shape[2]])
          .columns(height: size, width: size, stride: values.integer("stride"))
      }
      let stacked = Tensor(stacking: images)
      return stacked.reshaped([stacked.count / (size * size), size * size])
    },
    pool.variant("out", "looked up where the largest is") {
      let windows = $0["windows"]
      return windows.gather(windows.argmax(axis: 1)).reshaped($0.pooledShape)
    },
    pool.variant("out", "the larger, cell by cell") {
      let windows = $0["windows"]
      let largest = (1..<windows.shape[1]).reduce(windows.slice(axis: 1, at: 0)) {
        max($0, windows.slice(axis: 1, at: $1))
      }
      return largest.reshaped($0.pooledShape)
    },
    pool.variant("out", "the last of each row in order") {
      let windows = $0["windows"]
      let largest = (0..<windows.shape[0]).map { windows.slice(axis: 0, at: $0).elements.sorted() }
      return Tensor(shape: $0.pooledShape, largest.map { $0[$0.count - 1] })
    },
    pool.variant("dwindows", "by loops") {
      let (windows, dout) = ($0["windows"], $0["dout"])
      var dwindows = Tensor.zeros(windows.shape)
      for window in 0..<windows.shape[0] {
        var best = 0
        for cell in 1..<windows.shape[1] where windows[window, cell] > windows[window, best] {
          best = cell
        }
        dwindows[window, best] = dout.elements[window]
      }
      return dwindows
    },
    pool.variant("dwindows", "ones at the winners, times copies") {
      let (windows, count) = ($0["windows"], $0["dout"].count)
      return Tensor.oneHot(windows.argmax(axis: 1), classes: windows.shape[1])
        * $0["dout"].reshaped([count]).expand(axis: 1, count: windows.shape[1])
    },
    pool.variant("dx", "a map at a time") { values in
      let (x, dwindows, size) = (values["x"].shape, values["dwindows"], values.integer("size"))
      let maps = x[0] * x[1]
      let places = dwindows.shape[0] / maps
      let gradients = (0..<maps).map { map in
        dwindows.rows(Array(map * places..<(map + 1) * places)).addingColumns(
          to: [1, 1, x[2], x[3]], height: size, width: size, stride: values.integer("stride"))
      }
      return Tensor(stacking: gradients).reshaped(x)
    },
  ]
}

extension Values {
  /// The shape of max-pooling's output.
  var pooledShape: [Int] {
    let (x, size, stride) = (self["x"].shape, integer("size"), integer("stride"))
    return [x[0], x[1], (x[2] - size) / stride + 1, (x[3] - size) / stride + 1]
  }
}
