import FlatBackprop

// Other right ways to write activations and linear layers.

extension Mutants {
  private static let sigmoid = Site("02-activations", "sigmoidLayer")
  private static let hyperbolic = Site("02-activations", "tanhLayer")
  private static let relu = Site("02-activations", "reluLayer")
  private static let leaky = Site("02-activations", "leakyReLULayer")
  private static let prelu = Site("02-activations", "preluLayer")
  private static let elu = Site("02-activations", "eluLayer")
  private static let selu = Site("02-activations", "seluLayer")
  private static let softplus = Site("02-activations", "softplusLayer")
  private static let maxout = Site("02-activations", "maxoutLayer")

  static let activationWays: [Mutant] = [
    sigmoid.variant("out", "by the sign of x") {
      $0["x"].map { $0 >= 0 ? 1 / (1 + exp(-$0)) : exp($0) / (1 + exp($0)) }
    },
    hyperbolic.variant("out", "a stretched sigmoid") { 2 / (1 + exp(-2 * $0["x"])) - 1 },
    hyperbolic.variant("dx", "by an exponential") {
      let e = exp(-2 * abs($0["x"]))
      return $0["dout"] * 4 * e / ((1 + e) * (1 + e))
    },
    relu.variant("dx", "zeros written in a loop") {
      var dx = $0["dout"]
      for place in 0..<dx.count where $0["x"].elements[place] <= 0 { dx[dx.index(at: place)] = 0 }
      return dx
    },
    leaky.variant("out", "the larger of both lines") { max($0["x"], $0["slope"].scalar * $0["x"]) },
    leaky.variant("dx", "by the sign of the output") {
      let slope = $0["slope"].scalar
      return $0["out"].map { $0 > 0 ? 1 : slope } * $0["dout"]
    },
    prelu.variant("out", "two rectifiers") {
      max(0, $0["x"]) + $0["alpha"].scalar * min(0, $0["x"])
    },
    prelu.variant("dalpha", "by a loop") {
      var dalpha = 0.0
      for (x, upstream) in zip($0["x"].elements, $0["dout"].elements) where x < 0 {
        dalpha += x * upstream
      }
      return Tensor(dalpha)
    },
    elu.variant("out", "an exponential less 1") { $0["x"].map { $0 > 0 ? $0 : exp($0) - 1 } },
    elu.variant("dx", "the exponential of the smaller") { $0["dout"] * exp(min(0, $0["x"])) },
    selu.variant("out", "a rectifier and a clipped exponential") {
      1.0507 * (max(0, $0["x"]) + 1.6733 * (exp(min(0, $0["x"])) - 1))
    },
    selu.variant("dx", "by the output") {
      let (x, out) = ($0["x"], $0["out"])
      return $0["dout"] * (1.0507 * (x .> 0) + (out + 1.0507 * 1.6733) * (x .<= 0))
    },
    softplus.variant("out", "by the sign of x") {
      $0["x"].map { $0 > 0 ? $0 + log1p(exp(-$0)) : log1p(exp($0)) }
    },
    softplus.variant("dx", "by the hyperbolic tangent") {
      $0["dout"] * (0.5 + 0.5 * tanh(0.5 * $0["x"]))
    },
    maxout.variant("out", "the first, and what the second has more") {
      $0["first"] + max(0, $0["second"] - $0["first"])
    },
    maxout.variant("dsecond", "by loops") {
      let (first, second, dout) = ($0["first"], $0["second"], $0["dout"])
      return Tensor(shape: dout.shape) { second[$0] > first[$0] ? dout[$0] : 0 }
    },
    maxout.variant("dw1", "the transposed product") {
      $0["dfirst"].transposed().matmul($0["x"]).transposed()
    },
    maxout.variant("db1", "ones times the gradient") {
      let dfirst = $0["dfirst"]
      return Tensor.ones([1, $0.n]).matmul(dfirst).slice(axis: 0, at: 0)
    },
  ]

  private static let product = Site("03-linear", "matrixProduct")
  private static let layer = Site("03-linear", "linearLayer")
  private static let regression = Site("03-linear", "meanSquaredError")

  static let linearWays: [Mutant] = [
    product.variant("y", "by loops") {
      let (x, w) = ($0["x"], $0["w"])
      return Tensor(shape: [x.shape[0], w.shape[1]]) { index in
        (0..<w.shape[0]).reduce(0) { $0 + x[index[0], $1] * w[$1, index[1]] }
      }
    },
    product.variant("dx", "an output at a time") {
      let (dy, w) = ($0["dy"], $0["w"])
      var dx = Tensor.zeros($0["x"].shape)
      for c in 0..<w.shape[1] {
        dx +=
          dy.slice(axis: 1, at: c).expand(axis: 1, count: w.shape[0])
          * w.slice(axis: 1, at: c).expand(axis: 0, count: dx.shape[0])
      }
      return dx
    },
    layer.variant("products", "the transposed product") { $0["x"].matmulFromTheRight($0["w"]) },
    layer.variant("biases", "a column of ones times the biases") {
      let b = $0["b"]
      return Tensor.ones([$0.n, 1]).matmul(b.reshaped([1, b.count]))
    },
    layer.variant("biases", "a stack of copies") {
      Tensor(stacking: [Tensor](repeating: $0["b"], count: $0.n))
    },
    layer.variant("db", "row by row") {
      let dbiases = $0["dbiases"]
      return (0..<dbiases.shape[0]).reduce(.zeros($0["b"].shape)) {
        $0 + dbiases.slice(axis: 0, at: $1)
      }
    },
    layer.variant("dw", "from the output, transposed") {
      $0["dout"].transposed().matmul($0["x"]).transposed()
    },
    regression.variant("residuals", "minus the other difference") {
      -($0["target"] - $0["predictions"])
    },
    regression.variant("squares", "a power") { pow($0["residuals"], 2) },
    regression.variant("loss", "each square's share") {
      Tensor(($0["squares"] / Double($0.n)).sum())
    },
    regression.variant("dsquares", "the same number everywhere") {
      Tensor(repeating: 1 / Double($0.n), shape: $0["squares"].shape)
    },
    regression.variant("dresiduals", "fused with the mean") {
      $0["residuals"] * (2 / Double($0.n))
    },
    regression.variant("db", "by loops") {
      let gradient = $0["dpredictions"]
      var db = Tensor.zeros($0["b"].shape)
      for place in 0..<gradient.count { db[place % db.count] += gradient.elements[place] }
      return db
    },
  ]
}
