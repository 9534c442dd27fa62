import FlatBackprop

// Pictures, the gates of a graph, and what is trained with them.

extension Mutants {
  private static let convolve = Site("08-convolution", "convolve")
  private static let groups = Site("08-convolution", "convolveInGroups")
  private static let count = Site("08-convolution", "parameterCount")
  private static let sobel = Site("08-convolution", "sobel")
  private static let blur = Site("08-convolution", "gaussianBlur")
  private static let pool = Site("09-max-pool", "maxPool")

  static let morePictureMistakes: [Mutant] = [
    convolve.mistake("out", "the bias subtracted", cause: "\"b\" goes in with the wrong sign") {
      let (rows, across) = $0.outputSizes
      let biased = $0["products"] - $0["b"].expand(axis: 0, count: $0["products"].shape[0])
      return biased.reshaped([$0.n, rows, across, $0["b"].count]).permuted([0, 3, 1, 2])
    },
    convolve.mistake("dw", "no upstream", cause: "\"dproducts\" is ignored") {
      Tensor.ones($0["dproducts"].shape).transposed().matmul($0["columns"])
        .reshaped($0["w"].shape)
    },
    groups.mistake("dx", "not cropped", cause: "padding") {
      let (x, kernel, padding) = ($0["x"].shape, $0["full"].shape, $0.integer("padding"))
      return $0["dcolumns"].addingColumns(
        to: [x[0], x[1], x[2] + 2 * padding, x[3] + 2 * padding], height: kernel[2],
        width: kernel[3], stride: $0.integer("stride"))
    },
    // As many biases again as there are filters.
    count.mistake("parameters", "the biases again", cause: "") {
      $0["filters"] * $0["perFilter"] + $0["filters"]
    },
    // The filter of Prewitt, whose middle row counts as much as the others.
    sobel.mistake("gx", "the middle row once", cause: "") {
      $0["columns"].matmul(Tensor([-1, 0, 1, -1, 0, 1, -1, 0, 1]).reshaped([9, 1]))
        .reshaped([$0["picture"].shape[2] - 2, $0["picture"].shape[3] - 2])
    },
    blur.mistake("filter", "over the bell's sum", cause: "off by the same factor") {
      let (bell, size) = ($0["bell"], $0.integer("size"))
      return bell.expand(axis: 1, count: size) * bell.expand(axis: 0, count: size) / bell.sum()
    },
    blur.mistake("blurred", "the mean of the window", cause: "size·size times too small") {
      let (picture, size) = ($0["picture"], $0.integer("size"))
      let sums = picture.columns(height: size, width: size, stride: 1)
        .matmul($0["filter"].reshaped([size * size, 1]))
      return sums.reshaped([picture.shape[2] - size + 1, picture.shape[3] - size + 1])
        / Double(size * size)
    },
    pool.mistake("dwindows", "a mask of the output", cause: "where several are equal") {
      let (windows, count) = ($0["windows"], $0["dout"].count)
      func copies(_ maps: Tensor) -> Tensor {
        maps.reshaped([count]).expand(axis: 1, count: windows.shape[1])
      }
      return copies($0["dout"]) * (windows .== copies($0["out"]))
    },
    pool.mistake("out", "height and width mixed up", cause: "needs to be reshaped") {
      let shape = $0.pooledShape
      return $0["windows"].max(axis: 1).reshaped([shape[0], shape[1], shape[3], shape[2]])
    },
    pool.mistake("out", "the largest in size", cause: "") {
      abs($0["windows"]).max(axis: 1).reshaped($0.pooledShape)
    },
    // Each window's own number goes in, but also to cells that are not its maximum.
    pool.mistake(
      "dwindows", "to all above the mean", cause: "local gradient of \"out\" is 0"
    ) {
      let (windows, dout) = ($0["windows"], $0["dout"])
      let mean = windows.sum(axis: 1) / Double(windows.shape[1])
      return (windows .>= mean.expand(axis: 1, count: windows.shape[1]))
        * dout.reshaped([dout.count]).expand(axis: 1, count: windows.shape[1])
    },
    pool.mistake("dwindows", "a minus", cause: "its sign is wrong") {
      let windows = $0["windows"]
      return (-$0["dout"]).reshaped([windows.shape[0]])
        .scatter(windows.argmax(axis: 1), classes: windows.shape[1])
    },
    pool.mistake(
      "dx", "the mean where windows overlap", cause: "each entry is off by a factor of its own"
    ) { values in
      values.gathered(values["dwindows"])
        / max(1, values.gathered(.ones(values["dwindows"].shape)))
    },
    pool.mistake("dx", "times x", cause: "a factor of \"x\" too many") {
      $0.gathered($0["dwindows"]) * $0["x"]
    },
  ]

  private static func modular(_ gate: String) -> Site { Site("10-modular", gate) }

  static let moreModularMistakes: [Mutant] = [
    modular("Add").mistake("out", "a difference", cause: "\"y\" goes in with the wrong sign") {
      $0["x"] - $0["y"]
    },
    modular("Multiply").mistake("out", "a sum", cause: "should be multiplied") {
      $0["x"] + $0["y"]
    },
    modular("ReLU").mistake("out", "the smaller", cause: "the smaller one") { min(0, $0["x"]) },
    modular("Sigmoid").mistake("out", "no minus", cause: "\"x\" goes in with the wrong sign") {
      1 / (1 + exp($0["x"]))
    },
    modular("AddBias").mistake("out", "no bias", cause: "does not use \"b\"") { $0["x"] },
    modular("SoftmaxLoss").mistake("out", "the sum", cause: "N times too large") {
      let labels = $0["labels"].elements.map { Int($0) }
      return Tensor(-$0["logProbabilities"].gather(labels).sum())
    },
    modular("Flatten").mistake("dx", "channels last", cause: "stand in each other's place") {
      let shape = $0["x"].shape
      return $0["dout"].reshaped([shape[0], shape[2], shape[3], shape[1]]).permuted([0, 3, 1, 2])
    },
    modular("Graph: (x + y) z").mistake("dz", "one side", cause: "does not use \"y\"") {
      $0["dout"] * $0["x"]
    },
    modular("Graph: a neuron").mistake(
      "dw0", "w0 itself", cause: "\"w0\" seems to stand where \"x0\""
    ) { $0["dout"] * $0["out"] * (1 - $0["out"]) * $0["w0"] },
  ]

  private static let initial = Site("11-convnet", "heInitialized")
  private static let momentum = Site("11-convnet", "momentumStep")

  static let moreUpdateMistakes: [Mutant] = [
    initial.mistake("fanIn", "inputs and outputs", cause: "") {
      let sizes = $0["shape"].elements
      return Tensor(
        sizes.count == 4 ? (sizes[0] + sizes[1]) * sizes[2] * sizes[3] : sizes[0] + sizes[1])
    },
    initial.mistake("deviation", "the root of the inputs alone", cause: "√2 times") {
      2 / sqrt($0["fanIn"])
    },
    initial.mistake("deviation", "the 2 below", cause: "2 times too small") {
      sqrt(1 / (2 * $0["fanIn"]))
    },
    momentum.mistake(
      "nextVelocity", "an average", cause: "the part with \"dw\" is multiplied by 1 − \"momentum\""
    ) {
      let momentum = $0["momentum"].scalar
      return momentum * $0["velocity"] - (1 - momentum) * $0["rate"].scalar * $0["dw"]
    },
    momentum.mistake("nextW", "a look ahead", cause: "") {
      $0["w"] + $0["momentum"].scalar * $0["nextVelocity"] - $0["rate"].scalar * $0["dw"]
    },
    momentum.mistake("nextW", "the slope again", cause: "\"dw\" plays a part in it") {
      $0["w"] + $0["nextVelocity"] - $0["rate"].scalar * $0["dw"]
    },
  ]
}

extension Values {
  /// Every window's cells added where they stand in the maps.
  fileprivate func gathered(_ dwindows: Tensor) -> Tensor {
    let (x, size) = (self["x"].shape, integer("size"))
    return dwindows.addingColumns(
      to: [x[0] * x[1], 1, x[2], x[3]], height: size, width: size, stride: integer("stride")
    ).reshaped(x)
  }
}
