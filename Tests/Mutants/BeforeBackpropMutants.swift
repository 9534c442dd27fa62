import FlatBackprop
import Foundation

extension Mutants {
  private static let perceptron = Site("13-before-backprop", "perceptronStep")
  private static let adaline = Site("13-before-backprop", "adalineStep")
  private static let steps = Site("13-before-backprop", "stepNet")
  private static let layers = Site("13-before-backprop", "twoLayerStep")

  static let beforeBackpropMistakes: [Mutant] = [
    perceptron.mistake("net", "no bias", cause: "does not use \"b\"") {
      Tensor(($0["x"] * $0["w"]).sum())
    },
    perceptron.mistake("output", "fires at zero", cause: "right except where \"net\" is 0") {
      $0["net"] .>= 0
    },
    perceptron.mistake("error", "the wrong way round", cause: "its sign is wrong") {
      $0["output"] - $0["target"]
    },
    perceptron.mistake("newW", "the change alone", cause: "does not use \"w\"") {
      $0["rate"].scalar * $0["error"].scalar * $0["x"]
    },
    perceptron.mistake("newW", "subtracted", cause: "\"error\" goes in with the wrong sign") {
      $0["w"] - $0["rate"].scalar * $0["error"].scalar * $0["x"]
    },
    perceptron.mistake("newB", "no rate", cause: "does not use \"rate\"") {
      $0["b"] + $0["error"]
    },
    adaline.mistake("newB", "no rate", cause: "does not use \"rate\"") { $0["b"] + $0["error"] },
    adaline.mistake("output", "a step", cause: "") {
      Tensor(($0["x"] * $0["w"]).sum() + $0["b"].scalar) .> 0
    },
    adaline.mistake("loss", "not halved", cause: "2 times too large") {
      $0["error"] * $0["error"]
    },
    adaline.mistake("doutput", "no minus", cause: "its sign is wrong") { $0["derror"] },
    adaline.mistake("dw", "the weights", cause: "\"w\" seems to stand where \"x\"") {
      $0["doutput"].scalar * $0["w"]
    },
    adaline.mistake("db", "times the bias", cause: "a factor of \"b\" too many") {
      $0["doutput"] * $0["b"]
    },
    steps.mistake("dpredictions", "twice", cause: "2 times too large") {
      2 * ($0["predictions"] - $0["target"])
    },
    steps.mistake("dnets", "through the step", cause: "local gradient of \"hidden\" is missing") {
      $0["dhidden"]
    },
    layers.mistake("outputDeltas", "no sigmoid", cause: "does not use \"output\"") { $0["errors"] },
    layers.mistake(
      "hiddenDeltas", "the plain errors", cause: "\"errors\" seems to stand where \"outputDeltas\""
    ) {
      let hidden = $0["hidden"]
      return $0["errors"].matmul($0["w2"].transposed()) * hidden * (1 - hidden)
    },
    layers.mistake("newW1", "subtracted", cause: "goes in with the wrong sign") {
      $0["w1"] - $0["rate"].scalar * $0["x"].transposed().matmul($0["hiddenDeltas"])
    },
    layers.mistake("dhidden", "past the sigmoid", cause: "local gradient of \"output\" is wrong") {
      $0["doutput"].matmul($0["w2"].transposed())
    },
  ]

  static let beforeBackpropVariants: [Mutant] = [
    perceptron.variant("output", "by the sign") {
      $0["net"].map { $0 > 0 ? 1 : 0 }
    },
    adaline.variant("loss", "by the power") { pow($0["error"], 2) * 0.5 },
    adaline.variant("dw", "from the error") { -$0["x"] * $0["derror"].scalar },
    steps.variant("dnets", "zeros, whatever arrives") { .zeros($0["nets"].shape) },
    layers.variant("hiddenDeltas", "by loops") {
      let (w2, hidden, deltas) = ($0["w2"], $0["hidden"], $0["outputDeltas"])
      var result = Tensor.zeros(hidden.shape)
      for n in 0..<hidden.shape[0] {
        for h in 0..<hidden.shape[1] {
          for c in 0..<w2.shape[1] { result[n, h] += deltas[n, c] * w2[h, c] }
          result[n, h] *= hidden[n, h] * (1 - hidden[n, h])
        }
      }
      return result
    },
    layers.variant("dw2", "from the deltas") {
      -$0["hidden"].transposed().matmul($0["outputDeltas"])
    },
  ]
}
