import FlatBackprop

// Mistakes in nets, normalizations and pictures that fit a cause that is not theirs.

extension Mutants {
  static let netFriends: [Mutant] = [
    .mistake(
      "03-linear", "meanSquaredError", "db", "one sum",
      cause: "it is summed over axis 0, which it should keep"
    ) {
      Tensor($0["dpredictions"].sum())
    },
    .mistake(
      "03-linear", "meanSquaredError", "dsquares", "the mean over all",
      cause: "it is C times too small"
    ) {
      .ones($0["squares"].shape) / Double($0["squares"].count)
    },
    .mistake(
      "03-linear", "linearLayer", "products", "reshaped for transposed",
      cause: "the entries are right, but their axes are in another order"
    ) {
      let (x, w) = ($0["x"], $0["w"])
      return w.transposed().matmul(x.transposed()).reshaped([x.shape[0], w.shape[1]])
    },
    .mistake(
      "06-two-layer-net", "twoLayerNet", "dpreactivation", "times the hidden", cause: "\"hidden\""
    ) { $0["dhidden"] * $0["hidden"] },
    .mistake(
      "06-two-layer-net", "twoLayerNet", "preactivation", "a bias too many",
      cause: "\"b1\" goes in several times"
    ) {
      let (x, b) = ($0["x"], $0["b1"])
      return x.matmul($0["w1"]) + 2 * b.expand(axis: 0, count: x.shape[0])
    },
    .mistake(
      "06-two-layer-net", "twoLayerNet", "dw1", "the hidden values",
      cause: "\"hidden\" seems to stand where \"dpreactivation\" belongs"
    ) {
      let x = $0["x"]
      return x.transposed().matmul($0["hidden"]) + 2 * $0["reg"].scalar * $0["w1"]
    },
    .mistake(
      "06-two-layer-net", "sigmoidNet", "predictions", "the input",
      cause: "does not use \"hidden\""
    ) {
      $0["x"].matmul($0["w2"])
    },
    .mistake(
      "06-two-layer-net", "sigmoidNet", "dw1", "the square of hidden",
      cause: "the local gradient of \"hidden\" is wrong, which \"dhidden\" is multiplied by"
    ) {
      let h = $0["hidden"]
      return $0["x"].transposed().matmul($0["dhidden"] * h * h)
    },
    .mistake(
      "13-before-backprop", "stepNet", "dnets", "the mask of a ReLU",
      cause: "the derivative in it is that of a ReLU"
    ) {
      $0["dhidden"] * ($0["nets"] .> 0)
    },
    .mistake(
      "13-before-backprop", "twoLayerStep", "hiddenDeltas", "no sigmoid",
      cause: "it does not use \"hidden\""
    ) {
      $0["outputDeltas"].matmul($0["w2"].transposed())
    },
  ]

  static let normFriends: [Mutant] = [
    .mistake(
      "07-batch-statistics", "batchNorm", "dstd", "divided by it once",
      cause: "a factor of \"inverseStd\" is missing"
    ) {
      -$0["dinverseStd"] / $0["std"]
    },
    .mistake(
      "07-batch-statistics", "batchNorm", "dvariance", "divided by the square",
      cause: "it is divided by \"std\" once too often"
    ) {
      let std = $0["std"]
      return $0["dstd"] / (2 * std * std)
    },
    .mistake(
      "07-batch-statistics", "batchNorm", "inverseStd", "epsilon again",
      cause: "\"epsilon\" plays a part in it, but should not"
    ) {
      1 / ($0["std"] + $0["epsilon"].scalar)
    },
    .mistake(
      "07-batch-statistics", "batchNorm", "variance", "mean of absolutes",
      cause: "the square of \"squares\" in its place"
    ) {
      sqrt($0["squares"]).sum(axis: 0) / Double($0.n)
    },
    .mistake(
      "07-batch-statistics", "updateRunningAverages", "updatedVariance", "a deviation",
      cause: "the square of \"variance\" in its place"
    ) {
      let momentum = $0["momentum"].scalar
      return momentum * $0["runningVariance"] + (1 - momentum) * sqrt($0["variance"])
    },
    .mistake(
      "07-batch-statistics", "batchNormFused", "dx", "no mean at all",
      cause: "the paths through \"mean\" and \"variance\" are missing"
    ) {
      let dout = $0["dout"]
      let scale = ($0["gamma"] * $0["inverseStd"]).expand(axis: 0, count: $0.n)
      return scale * dout
    },
  ]

  static let pictureFriends: [Mutant] = [
    .mistake(
      "08-convolution", "convolve", "db", "the largest", cause: "the maximum of \"dproducts\""
    ) {
      $0["dproducts"].max(axis: 0)
    },
    .mistake(
      "08-convolution", "convolve", "db", "times the bias", cause: "factor of \"b\" too many"
    ) {
      $0["dproducts"].sum(axis: 0) * $0["b"]
    },
    .mistake(
      "08-convolution", "convolve", "db", "a needless stride", cause: "it is stride times too small"
    ) {
      $0["dproducts"].sum(axis: 0) / Double($0.integer("stride"))
    },
    .mistake(
      "08-convolution", "sobel", "magnitude", "the root of a sum",
      cause: "the squares of \"gx\" and \"gy\" in their places"
    ) {
      sqrt($0["gx"] + $0["gy"])
    },
    .mistake(
      "08-convolution", "sobel", "magnitude", "absolute values",
      cause: "where the root of the sum of their squares belongs"
    ) {
      max($0["gx"], -$0["gx"]) + max($0["gy"], -$0["gy"])
    },
    .mistake(
      "08-convolution", "convolveInGroups", "db", "divided by the groups",
      cause: "it is groups times too small"
    ) {
      let dout = $0["dout"]
      return dout.sum(axis: 3).sum(axis: 2).sum(axis: 0) / Double($0.integer("groups"))
    },
    .mistake(
      "08-convolution", "convolve", "dproducts", "rows and columns exchanged",
      cause: "the rows and columns of \"dout\" are exchanged"
    ) {
      let dout = $0["dout"]
      let k = dout.shape[1]
      return dout.permuted([0, 3, 2, 1]).reshaped([dout.count / k, k])
    },
    .mistake(
      "09-max-pool", "maxPool", "out", "not laid out",
      cause: "the numbers are right, but it needs to be reshaped"
    ) {
      $0["windows"].max(axis: 1)
    },
    .mistake(
      "09-max-pool", "maxPool", "dwindows", "evenly spread",
      cause: "\"dout\" is shared evenly among all entries, but \"out\" does not depend evenly"
    ) {
      let (dout, windows) = ($0["dout"], $0["windows"])
      let share = dout.reshaped([dout.count]) / Double(windows.shape[1])
      return share.expand(axis: 1, count: windows.shape[1])
    },
    .mistake(
      "09-max-pool", "maxPool", "dwindows", "divided by the window",
      cause: "it is size·size times too small"
    ) {
      let (dout, windows) = ($0["dout"], $0["windows"])
      return dout.reshaped([dout.count]).scatter(
        windows.argmax(axis: 1), classes: windows.shape[1]) / Double(windows.shape[1])
    },
    .mistake("11-convnet", "heInitialized", "deviation", "fan-in plus one", cause: "") {
      sqrt(2 / ($0["fanIn"] + 1))
    },
  ]
}
