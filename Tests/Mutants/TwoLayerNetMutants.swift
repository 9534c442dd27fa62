import FlatBackprop
import Foundation

extension Mutants {
  private static let net = Site("06-two-layer-net", "twoLayerNet")
  private static let small = Site("06-two-layer-net", "sigmoidNet")

  static let twoLayerNetMistakes: [Mutant] = [
    net.mistake("preactivation", "no biases", cause: "does not use \"b1\"") {
      $0["x"].matmul($0["w1"])
    },
    net.mistake("hidden", "no ReLU", cause: "this is the value of \"preactivation\"") {
      $0["preactivation"]
    },
    net.mistake("hidden", "the smaller", cause: "the smaller one") { min(0, $0["preactivation"]) },
    net.mistake(
      "scores", "past the ReLU", cause: "\"preactivation\" seems to stand where \"hidden\""
    ) {
      $0["preactivation"].matmul($0["w2"]) + $0["b2"].expand(axis: 0, count: $0["x"].shape[0])
    },
    net.mistake("regLoss", "one layer", cause: "does not use \"w1\"") {
      $0["reg"] * Tensor(($0["w2"] * $0["w2"]).sum())
    },
    net.mistake("regLoss", "the biases too", cause: "\"b1\" and \"b2\" play a part in it") {
      var sum = 0.0
      for name in ["w1", "b1", "w2", "b2"] { sum += ($0[name] * $0[name]).sum() }
      return $0["reg"] * Tensor(sum)
    },
    net.mistake("dw2", "no regularization", cause: "path through \"regLoss\" is missing") {
      $0["hidden"].transposed().matmul($0["dscores"])
    },
    net.mistake("db2", "the wrong axis", cause: "wrong axis") { $0["dscores"].sum(axis: 1) },
    net.mistake("db2", "a mean", cause: "N times too small") {
      $0["dscores"].sum(axis: 0) / Double($0.n)
    },
    net.mistake("dhidden", "masked here already", cause: "right except where \"hidden\" is 0") {
      $0["dscores"].matmul($0["w2"].transposed()) * ($0["hidden"] .> 0)
    },
    net.mistake(
      "dpreactivation", "the mask of the gradient", cause: "passes where \"dhidden\" is positive"
    ) {
      $0["dhidden"] * ($0["dhidden"] .> 0)
    },
    net.mistake("dpreactivation", "no mask", cause: "local gradient of \"hidden\" is missing") {
      $0["dhidden"]
    },
    net.mistake(
      "dpreactivation", "times the output", cause: "multiplied by \"hidden\" itself"
    ) {
      $0["dhidden"] * $0["hidden"]
    },
    net.mistake("dw1", "past the ReLU", cause: "\"dhidden\" seems to stand where") {
      $0["x"].transposed().matmul($0["dhidden"]) + 2 * $0["reg"].scalar * $0["w1"]
    },
    net.mistake("db1", "regularized", cause: "\"reg\" plays a part in it") {
      $0["dpreactivation"].sum(axis: 0) + 2 * $0["reg"].scalar * $0["b1"]
    },
    small.mistake("loss", "the mean", cause: "N·C times too small") {
      let differences = $0["predictions"] - $0["target"]
      return Tensor((differences * differences).sum() / Double(differences.count))
    },
    small.mistake(
      "loss", "the sum of the differences", cause: "where the sum of the squares belongs"
    ) {
      Tensor(($0["predictions"] - $0["target"]).sum())
    },
    small.mistake("dpredictions", "no factor of 2", cause: "2 times too small") {
      $0["predictions"] - $0["target"]
    },
    small.mistake("dpredictions", "the wrong way round", cause: "its sign is wrong") {
      2 * ($0["target"] - $0["predictions"])
    },
    small.mistake("dw1", "no sigmoid", cause: "local gradient of \"hidden\" is wrong") {
      $0["x"].transposed().matmul($0["dhidden"])
    },
    small.mistake("dw1", "half the sigmoid", cause: "a factor of \"hidden\" missing") {
      $0["x"].transposed().matmul($0["dhidden"] * (1 - $0["hidden"]))
    },
  ]

  static let twoLayerNetVariants: [Mutant] = [
    net.variant("hidden", "by a mask") { $0["preactivation"] * ($0["preactivation"] .> 0) },
    net.variant("dpreactivation", "the mask of the output") { $0["dhidden"] * ($0["hidden"] .> 0) },
    net.variant("dpreactivation", "by loops") {
      var gradient = $0["dhidden"]
      for n in 0..<gradient.shape[0] {
        for h in 0..<gradient.shape[1] where $0["preactivation"][n, h] < 0 { gradient[n, h] = 0 }
      }
      return gradient
    },
    net.variant("dw1", "an example at a time") {
      let (x, gradient) = ($0["x"], $0["dpreactivation"])
      var dw1 = 2 * $0["w1"] * $0["reg"].scalar
      for n in 0..<x.shape[0] {
        let row = x.slice(axis: 0, at: n).reshaped([x.shape[1], 1])
        let arriving = gradient.slice(axis: 0, at: n).reshaped([1, gradient.shape[1]])
        dw1 += row.matmul(arriving)
      }
      return dw1
    },
    net.variant("db1", "ones times the gradient") {
      let gradient = $0["dpreactivation"]
      return Tensor.ones([1, gradient.shape[0]]).matmul(gradient).reshaped([gradient.shape[1]])
    },
    small.variant("hidden", "by the hyperbolic tangent") {
      0.5 + 0.5 * tanh(0.5 * $0["x"].matmul($0["w1"]))
    },
    small.variant("dhidden", "the product transposed") {
      $0["w2"].matmul($0["dpredictions"].transposed()).transposed()
    },
    small.variant("dw1", "in another order") {
      let hidden = $0["hidden"]
      return ((hidden - hidden * hidden) * $0["dhidden"]).transposed().matmul($0["x"]).transposed()
    },
  ]
}
