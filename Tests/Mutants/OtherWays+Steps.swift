import FlatBackprop

// Other right ways to write the steps through time, the rules before backprop, and features.

extension Mutants {
  private static let recurrent = Site("12-recurrent", "recurrentNet")
  private static let vanishing = Site("12-recurrent", "gradientNorms")

  static let recurrentWays: [Mutant] = [
    recurrent.variant("s", "by loops") { values in
      let (x, a) = (values.previous, values.arriving)
      let (wx, wa, b) = (values["wx"], values["wa"], values["b"])
      return Tensor(shape: x.shape) { index in
        let (n, h) = (index[0], index[1])
        let fromState = (0..<wx.shape[0]).reduce(b[h]) { $0 + x[n, $1] * wx[$1, h] }
        return (0..<wa.shape[0]).reduce(fromState) { $0 + a[n, $1] * wa[$1, h] }
      }
    },
    recurrent.variant("x", "a stretched sigmoid") { 2 / (1 + exp(-2 * $0["s", $0.step])) - 1 },
    recurrent.variant("residuals", "minus the other difference") {
      -($0["target"] - $0["x", $0["a"].shape[0]])
    },
    recurrent.variant("loss", "each example's share") {
      Tensor((pow($0["residuals"], 2).sum(axis: 1) / Double($0["x0"].shape[0])).sum())
    },
    recurrent.variant("dresiduals", "added to itself") {
      ($0["residuals"] + $0["residuals"]) / Double($0["x0"].shape[0])
    },
    recurrent.variant("ds", "by the third binomial formula") {
      let x = $0["x", $0.step]
      return $0["dx", $0.step] * (1 - x) * (1 + x)
    },
    recurrent.variant("dwx", "an example at a time") { values in
      var dwx = Tensor.zeros(values["wx"].shape)
      for t in 1...values["a"].shape[0] {
        let (x, ds) = (t == 1 ? values["x0"] : values["x", t - 1], values["ds", t])
        for n in 0..<x.shape[0] {
          for i in 0..<dwx.shape[0] {
            for j in 0..<dwx.shape[1] { dwx[i, j] += x[n, i] * ds[n, j] }
          }
        }
      }
      return dwx
    },
    recurrent.variant("db", "ones times the gradients") { values in
      let ones = Tensor.ones([1, values["x0"].shape[0]])
      return (1...values["a"].shape[0]).reduce(.zeros(values["b"].shape)) {
        $0 + ones.matmul(values["ds", $1]).slice(axis: 0, at: 0)
      }
    },
    recurrent.variant("dx0", "the transposed product") {
      $0["wx"].matmul($0["ds", 1].transposed()).transposed()
    },
    vanishing.variant("locals", "by the third binomial formula, and by maps") {
      let (states, activation) = ($0["states"], $0.integer("activation"))
      let local: (Double) -> Double = { x in
        activation == 0 ? x - x * x : activation == 1 ? (1 - x) * (1 + x) : x > 0 ? 1 : 0
      }
      return Tensor(shape: states.shape) { $0[0] == 0 ? 0 : local(states[$0]) }
    },
    vanishing.variant("gradients", "collected backward, then turned round") { values in
      let steps = values["a"].shape[0]
      var collected = [values["upstream"]]
      for t in stride(from: steps, to: 0, by: -1) {
        let ds = collected[collected.count - 1] * values["locals"].slice(axis: 0, at: t)
        collected.append(values["wx"].matmul(ds.transposed()).transposed())
      }
      return Tensor(stacking: collected.reversed())
    },
    vanishing.variant("norms", "the root of a quotient") { values in
      let (gradients, upstream) = (values["gradients"], values["upstream"])
      let whole = pow(upstream, 2).sum()
      let steps = gradients.shape[0] - 1
      return sqrt(
        Tensor((0...steps).map { pow(gradients.slice(axis: 0, at: steps - $0), 2).sum() / whole }))
    },
  ]

  private static let perceptron = Site("13-before-backprop", "perceptronStep")
  private static let adaline = Site("13-before-backprop", "adalineStep")
  private static let stepNet = Site("13-before-backprop", "stepNet")
  private static let layers = Site("13-before-backprop", "twoLayerStep")

  static let historicWays: [Mutant] = [
    perceptron.variant("net", "a row times a column") {
      let (x, w) = ($0["x"], $0["w"])
      return x.reshaped([1, x.count]).matmul(w.reshaped([w.count, 1])).reshaped([]) + $0["b"]
    },
    perceptron.variant("error", "minus the other difference") { -($0["output"] - $0["target"]) },
    perceptron.variant("newW", "by a loop") {
      var w = $0["w"]
      for i in 0..<w.count { w[i] += $0["rate"].scalar * $0["error"].scalar * $0["x"][i] }
      return w
    },
    adaline.variant("output", "by a loop") { values in
      let (x, w) = (values["x"], values["w"])
      return Tensor((0..<x.count).reduce(values["b"].scalar) { $0 + x[$1] * w[$1] })
    },
    adaline.variant("newB", "less the opposite") { $0["b"] - $0["rate"] * (-$0["error"]) },
    adaline.variant("doutput", "the output less the target") { $0["output"] - $0["target"] },
    stepNet.variant("hidden", "element by element") { $0["nets"].map { $0 <= 0 ? 0 : 1 } },
    stepNet.variant("loss", "halves of squares") {
      let difference = $0["predictions"] - $0["target"]
      return Tensor((0.5 * difference * difference).sum())
    },
    stepNet.variant("dhidden", "the transposed product") {
      $0["w2"].matmul($0["dpredictions"].transposed()).transposed()
    },
    stepNet.variant("dw1", "zeros, as nothing comes through") { .zeros($0["w1"].shape) },
    layers.variant("hidden", "by the hyperbolic tangent") {
      0.5 + 0.5 * tanh($0["x"].matmul($0["w1"]) / 2)
    },
    layers.variant("outputDeltas", "multiplied out") {
      let (errors, output) = ($0["errors"], $0["output"])
      return errors * output - errors * output * output
    },
    layers.variant("newW2", "an example at a time") { values in
      let (hidden, deltas) = (values["hidden"], values["outputDeltas"])
      var w2 = values["w2"]
      for n in 0..<hidden.shape[0] {
        for h in 0..<w2.shape[0] {
          for c in 0..<w2.shape[1] {
            w2[h, c] += values["rate"].scalar * hidden[n, h] * deltas[n, c]
          }
        }
      }
      return w2
    },
    layers.variant("dhidden", "from the deltas") {
      -$0["outputDeltas"].matmul($0["w2"].transposed())
    },
    layers.variant("dw1", "from the deltas") {
      -$0["x"].transposed().matmul($0["hiddenDeltas"])
    },
  ]

  private static let polar = Site("14-features", "polarTransform")
  private static let colors = Site("14-features", "colorHistogram")
  private static let count = Site("14-features", "orientedGradientCount")
  private static let gradients = Site("14-features", "orientedGradients")
  private static let step = Site("14-features", "codebookStep")
  private static let neighbors = Site("14-features", "nearestNeighbors")

  static let featureWays: [Mutant] = [
    polar.variant("radius", "the larger side, and a ratio") {
      let (x, y) = (abs($0.coordinate(0)), abs($0.coordinate(1)))
      let (larger, smaller) = (max(x, y), min(x, y))
      let ratio = smaller / (larger + (larger .== 0))
      return larger * sqrt(1 + ratio * ratio)
    },
    colors.variant("chroma", "past the largest") {
      let (red, green, blue) = ($0.channel(0), $0.channel(1), $0.channel(2))
      return max(abs(red - green), max(abs(green - blue), abs(blue - red)))
    },
    count.variant("cells", "quotients rounded down") {
      let cell = $0["cell"].scalar
      return Tensor(floor($0["height"].scalar / cell) * floor($0["width"].scalar / cell))
    },
    gradients.variant("gray", "each channel's share") { values in
      let (images, c) = (values["images"], values["images"].shape[1])
      return (1..<max(c, 1)).reduce(images.slice(axis: 1, at: 0) / Double(c)) {
        $0 + images.slice(axis: 1, at: $1) / Double(c)
      }
    },
    gradients.variant("strength", "by powers") {
      pow(pow($0["gx"], 2) + pow($0["gy"], 2), 0.5)
    },
    step.variant("sums", "patch by patch") { values in
      let (nearest, patches) = (values["nearest"], values["patches"])
      var sums = Tensor.zeros(values["words"].shape)
      for p in 0..<patches.shape[0] {
        for k in 0..<sums.shape[0] where nearest[p, k] == 1 {
          for d in 0..<sums.shape[1] { sums[k, d] += patches[p, d] }
        }
      }
      return sums
    },
    neighbors.variant("distances", "by differences of rows") { values in
      let (test, train) = (values["test"], values["train"])
      return Tensor(shape: [test.shape[0], train.shape[0]]) { index in
        pow(test.slice(axis: 0, at: index[0]) - train.slice(axis: 0, at: index[1]), 2).sum()
      }
    },
    neighbors.variant("predictions", "by a loop") {
      let votes = $0["votes"]
      var predictions = Tensor.zeros([votes.shape[0]])
      for i in 0..<votes.shape[0] {
        var best = 0
        for c in 0..<votes.shape[1] where votes[i, c] > votes[i, best] { best = c }
        predictions[i] = Double(best)
      }
      return predictions
    },
  ]
}
