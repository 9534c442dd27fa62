import FlatBackprop

// Other right ways to write batch normalization, the gates of a graph, and the steps of a ConvNet.

extension Mutants {
  private static let batchMean = Site("07-batch-statistics", "batchMean")
  private static let norm = Site("07-batch-statistics", "batchNorm")
  private static let fused = Site("07-batch-statistics", "batchNormFused")
  private static let averages = Site("07-batch-statistics", "updateRunningAverages")
  private static let inference = Site("07-batch-statistics", "batchNormInference")

  static let normWays: [Mutant] = [
    batchMean.variant("out", "a row of shares times the batch") {
      let shares = Tensor(repeating: 1 / Double($0.n), shape: [1, $0.n])
      return shares.matmul($0["x"]).slice(axis: 0, at: 0)
    },
    norm.variant("centered", "by loops") {
      let (x, mean) = ($0["x"], $0["mean"])
      return Tensor(shape: x.shape) { x[$0] - mean[$0[1]] }
    },
    norm.variant("squares", "a power") { pow($0["centered"], 2) },
    norm.variant("inverseStd", "a power") { pow($0["std"], -1) },
    norm.variant("out", "by loops") {
      let (gamma, normalized, beta) = ($0["gamma"], $0["normalized"], $0["beta"])
      return Tensor(shape: normalized.shape) { gamma[$0[1]] * normalized[$0] + beta[$0[1]] }
    },
    norm.variant("dbeta", "ones times the gradient") {
      Tensor.ones([1, $0.n]).matmul($0["dout"]).reshaped($0["beta"].shape)
    },
    norm.variant("dinverseStd", "by loops") {
      let (gradient, centered) = ($0["dnormalized"], $0["centered"])
      var sums = Tensor.zeros([centered.shape[1]])
      for row in 0..<centered.shape[0] {
        for column in 0..<centered.shape[1] {
          sums[column] += gradient[row, column] * centered[row, column]
        }
      }
      return sums
    },
    norm.variant("dvariance", "over twice the deviation") { $0["dstd"] / (2 * $0["std"]) },
    norm.variant("dx", "a row at a time") { values in
      let share = values["dmean"] / Double(values.n)
      return Tensor(
        stacking: (0..<values.n).map { values["dcentered"].slice(axis: 0, at: $0) + share })
    },
    fused.variant("inverseStd", "a power") { pow($0["variance"] + $0["epsilon"].scalar, -0.5) },
    fused.variant("dx", "N times the first term") {
      let (n, normalized, dnormalized) = (Double($0.n), $0["normalized"], $0["dnormalized"])
      let sums = dnormalized.sum(axis: 0).expand(axis: 0, count: $0.n)
      let along = (dnormalized * normalized).sum(axis: 0).expand(axis: 0, count: $0.n)
      return $0.rows("inverseStd") / n * (n * dnormalized - sums - normalized * along)
    },
    averages.variant("updatedVariance", "a step back from the batch's") {
      let (variance, momentum) = ($0["variance"], $0["momentum"].scalar)
      return variance + momentum * ($0["runningVariance"] - variance)
    },
    inference.variant("normalized", "multiplied out") {
      $0["x"] * $0.rows("inverseStd")
        - ($0["runningMean"] * $0["inverseStd"]).expand(axis: 0, count: $0.n)
    },
  ]

  private static func modular(_ gate: String) -> Site { Site("10-modular", gate) }

  static let modularWays: [Mutant] = [
    modular("Add").variant("dy", "the same as dx") { $0["dx"] },
    modular("Multiply").variant("out", "by a loop") {
      let (x, y) = ($0["x"], $0["y"])
      return Tensor(shape: x.shape) { x[$0] * y[$0] }
    },
    modular("ReLU").variant("out", "half of x and its size") { ($0["x"] + abs($0["x"])) / 2 },
    modular("Sigmoid").variant("out", "by the hyperbolic tangent") {
      (tanh($0["x"] / 2) + 1) / 2
    },
    modular("Sigmoid").variant("dx", "of x again") {
      let e = exp(-$0["x"])
      return $0["dout"] * e / pow(1 + e, 2)
    },
    modular("MatrixMultiply").variant("out", "by loops") {
      let (x, w) = ($0["x"], $0["w"])
      var out = Tensor.zeros([x.shape[0], w.shape[1]])
      for n in 0..<x.shape[0] {
        for d in 0..<x.shape[1] {
          for c in 0..<w.shape[1] { out[n, c] += x[n, d] * w[d, c] }
        }
      }
      return out
    },
    modular("MatrixMultiply").variant("dx", "the transposed product") {
      $0["w"].matmul($0["dout"].transposed()).transposed()
    },
    modular("AddBias").variant("out", "by loops") {
      let (x, b) = ($0["x"], $0["b"])
      return Tensor(shape: x.shape) { x[$0] + b[$0[1]] }
    },
    modular("AddBias").variant("db", "row by row") {
      let dout = $0["dout"]
      return (0..<dout.shape[0]).reduce(.zeros($0["b"].shape)) {
        $0 + dout.slice(axis: 0, at: $1)
      }
    },
    modular("SoftmaxLoss").variant("shifted", "by loops") {
      let scores = $0["scores"]
      return Tensor(
        (0..<scores.shape[0]).map { n in
          let row = scores.slice(axis: 0, at: n).elements
          return row.map { $0 - row.reduce(-.infinity) { $0 > $1 ? $0 : $1 } }
        })
    },
    modular("SoftmaxLoss").variant("out", "by a loop") {
      let (logs, labels) = ($0["logProbabilities"], $0["labels"].elements.map { Int($0) })
      return Tensor(labels.indices.reduce(0) { $0 - logs[$1, labels[$1]] } / Double(labels.count))
    },
    modular("SoftmaxLoss").variant("dscores", "1 subtracted in a loop") {
      var dscores = exp($0["logProbabilities"])
      for (n, label) in $0["labels"].elements.enumerated() { dscores[n, Int(label)] -= 1 }
      return dscores / Double(dscores.shape[0]) * $0["dout"].scalar
    },
    modular("Convolution").variant("db", "from the maps") {
      $0["dout"].sum(axis: 3).sum(axis: 2).sum(axis: 0)
    },
    modular("MaxPool").variant("out", "looked up where the largest is") {
      let (windows, dims, size) = ($0["windows"], $0["x"].shape, $0.integer("size"))
      let stride = $0.integer("stride")
      return windows.gather(windows.argmax(axis: 1))
        .reshaped([dims[0], dims[1], (dims[2] - size) / stride + 1, (dims[3] - size) / stride + 1])
    },
    modular("Flatten").variant("out", "an image at a time") { values in
      let x = values["x"]
      return Tensor((0..<values.n).map { x.slice(axis: 0, at: $0).elements })
    },
    modular("Graph: (x + y) z").variant("dz", "by the parts of the sum") {
      $0["x"] * $0["dout"] + $0["y"] * $0["dout"]
    },
  ]

  private static let initial = Site("11-convnet", "heInitialized")
  private static let momentum = Site("11-convnet", "momentumStep")

  static let updateWays: [Mutant] = [
    initial.variant("fanIn", "a product in a loop") {
      let sizes = $0["shape"].elements
      if sizes.count == 2 { return Tensor(sizes[0]) }
      return Tensor(sizes.dropFirst().reduce(1, *))
    },
    initial.variant("deviation", "a quotient of roots") { sqrt(2) / sqrt($0["fanIn"]) },
    initial.variant("deviation", "a power") { pow($0["fanIn"] / 2, -0.5) },
    initial.variant("w", "number by number") { values in
      var random = SeededGenerator(seed: UInt64(values.integer("seed")))
      let deviation = values["deviation"].scalar
      return Tensor(shape: values["shape"].elements.map { Int($0) }) { _ in
        random.normal() * deviation
      }
    },
    momentum.variant("nextVelocity", "in place") {
      var velocity = $0["velocity"]
      velocity *= $0["momentum"].scalar
      velocity -= $0["rate"].scalar * $0["dw"]
      return velocity
    },
    momentum.variant("nextVelocity", "by loops") {
      let (dw, velocity) = ($0["dw"], $0["velocity"])
      let (rate, momentum) = ($0["rate"].scalar, $0["momentum"].scalar)
      return Tensor(shape: dw.shape) { momentum * velocity[$0] - rate * dw[$0] }
    },
    momentum.variant("nextW", "in place") {
      var w = $0["w"]
      w += $0["nextVelocity"]
      return w
    },
    momentum.variant("nextW", "less the opposite") { $0["w"] - (-$0["nextVelocity"]) },
  ]
}
