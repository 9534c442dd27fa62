import FlatBackprop

extension Mutants {
  private static let product = Site("03-linear", "matrixProduct")
  private static let layer = Site("03-linear", "linearLayer")
  private static let regression = Site("03-linear", "meanSquaredError")

  static let linearMistakes: [Mutant] = [
    product.mistake("dx", "no transpose", cause: "[2, 4] times [3, 4] is no matrix product") {
      $0["dy"].matmul($0["w"])
    },
    product.mistake("dw", "the other way round", cause: "it is transposed") {
      $0["dy"].transposed().matmul($0["x"])
    },
    product.mistake("dw", "a mean", cause: "N times too small") {
      $0["x"].transposed().matmul($0["dy"]) / Double($0.n)
    },
    layer.mistake("biases", "the wrong axis", cause: "\"b\" is copied along axis 1") {
      $0["b"].expand(axis: 1, count: $0["x"].shape[0])
    },
    layer.mistake("out", "no biases", cause: "does not use \"biases\"") { $0["products"] },
    layer.mistake("dproducts", "the product's value", cause: "\"dout\" is ignored") {
      .ones($0["products"].shape)
    },
    layer.mistake("db", "no sum", cause: "sum over axis 0 missing") { $0["dbiases"] },
    layer.mistake("db", "the wrong axis", cause: "wrong axis") { $0["dbiases"].sum(axis: 1) },
    layer.mistake("db", "a mean", cause: "N times too small") {
      $0["dbiases"].sum(axis: 0) / Double($0.n)
    },
    layer.mistake("db", "overwritten in a loop", cause: "gradients add") {
      var db = Tensor.zeros($0["b"].shape)
      for n in 0..<$0["x"].shape[0] { db = $0["dbiases"].slice(axis: 0, at: n) }
      return db
    },
    layer.mistake("dw", "no upstream", cause: "\"dproducts\" is ignored") {
      $0["x"].transposed().matmul(.ones($0["dproducts"].shape))
    },
    regression.mistake("predictions", "no biases", cause: "does not use \"b\"") {
      $0["x"].matmul($0["w"])
    },
    regression.mistake("residuals", "the wrong way round", cause: "its sign is wrong") {
      $0["target"] - $0["predictions"]
    },
    regression.mistake("loss", "the sum", cause: "N times too large") {
      Tensor($0["squares"].sum())
    },
    regression.mistake("loss", "the mean over all", cause: "C times too small") {
      Tensor($0["squares"].sum() / Double($0["squares"].count))
    },
    regression.mistake("dsquares", "no mean", cause: "N times too large") {
      .ones($0["squares"].shape)
    },
    regression.mistake("dresiduals", "no factor of 2", cause: "2 times too small") {
      $0["dsquares"] * $0["residuals"]
    },
    regression.mistake("dresiduals", "no upstream", cause: "\"dsquares\" is ignored") {
      2 * $0["residuals"]
    },
    regression.mistake(
      "dresiduals", "the squares", cause: "\"squares\" seems to stand where \"residuals\""
    ) {
      $0["dsquares"] * 2 * $0["squares"]
    },
    regression.mistake("dw", "the mean once more", cause: "N times too small") {
      $0["x"].transposed().matmul($0["dpredictions"]) / Double($0.n)
    },
  ]

  static let linearVariants: [Mutant] = [
    product.variant("dx", "the product transposed") {
      $0["w"].matmul($0["dy"].transposed()).transposed()
    },
    product.variant("dw", "by loops") {
      var dw = Tensor.zeros($0["w"].shape)
      for n in 0..<$0["x"].shape[0] {
        for d in 0..<dw.shape[0] {
          for c in 0..<dw.shape[1] { dw[d, c] += $0["x"][n, d] * $0["dy"][n, c] }
        }
      }
      return dw
    },
    layer.variant("out", "by loops") {
      var out = $0["products"]
      for n in 0..<out.shape[0] {
        for c in 0..<out.shape[1] { out[n, c] += $0["biases"][n, c] }
      }
      return out
    },
    layer.variant("db", "ones times the gradient") {
      let dbiases = $0["dbiases"]
      return Tensor.ones([1, dbiases.shape[0]]).matmul(dbiases).reshaped([dbiases.shape[1]])
    },
    layer.variant("dx", "from the biases' side") {
      $0["dbiases"].matmul($0["w"].transposed())
    },
    regression.variant("dresiduals", "twice in a sum") {
      $0["dsquares"] * $0["residuals"] + $0["residuals"] * $0["dsquares"]
    },
    regression.variant("loss", "a mean of sums") {
      let losses = $0["squares"].sum(axis: 1)
      return Tensor(losses.sum() / Double(losses.count))
    },
  ]
}
