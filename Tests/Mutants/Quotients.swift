import FlatBackprop

// Lines that divide where they should multiply, and lines that only look so.

extension Mutants {
  static let quotients: [Mutant] = [
    .mistake(
      "00-warm-up", "sumTimes", "q", "divided by z",
      cause: "it is divided by \"z\" once too often"
    ) {
      ($0["x"] + $0["y"]) / $0["z"].scalar
    },
    .mistake(
      "02-activations", "tanhLayer", "dx", "divided by the derivative",
      cause: "\"dout\" is divided by something that it should be multiplied by"
    ) {
      $0["dout"] / (1 - $0["out"] * $0["out"])
    },
    .mistake(
      "04-svm", "svmLoss", "regLoss", "divided by the squares",
      cause: "\"reg\" is divided by something that it should be multiplied by"
    ) {
      $0["reg"] / ($0["w"] * $0["w"]).sum()
    },
    .mistake(
      "05-softmax", "softmaxLoss", "logLikelihoods", "a little too large",
      cause: "it is 1e-8 too large everywhere"
    ) {
      log($0["probabilities"].gather($0.labels)) + 1e-8
    },
    .mistake(
      "06-two-layer-net", "sigmoidNet", "dpredictions", "divided by the residuals",
      cause: "it is divided by something that it should be multiplied by"
    ) {
      2 / ($0["predictions"] - $0["target"])
    },
    .mistake(
      "06-two-layer-net", "sigmoidNet", "dpredictions", "three divided by the residuals", cause: ""
    ) {
      3 / ($0["predictions"] - $0["target"]) + $0["target"]
    },
    .mistake(
      "07-batch-statistics", "updateRunningAverages", "updatedMean", "divided by the batch's",
      cause: "the part with \"mean\" is divided by it, where it should be multiplied"
    ) {
      let momentum = $0["momentum"].scalar
      return momentum * $0["runningMean"] + (1 - momentum) / $0["mean"]
    },
    .mistake(
      "07-batch-statistics", "updateRunningAverages", "updatedMean", "the batch's squared",
      cause: ""
    ) {
      let momentum = $0["momentum"].scalar
      return momentum * $0["runningMean"] + (1 - momentum) * $0["mean"] * $0["mean"] * $0["mean"]
    },
    .mistake(
      "07-batch-statistics", "batchNormInference", "out", "gamma over normalized",
      cause: "the part with \"normalized\" is divided by it, where it should be multiplied"
    ) {
      $0.rows("gamma") / $0["normalized"] + $0.rows("beta")
    },
    .mistake(
      "13-before-backprop", "adalineStep", "newB", "divided by the error",
      cause: "the part with \"error\" is divided by it, where it should be multiplied"
    ) {
      $0["b"] + $0["rate"] / $0["error"].scalar
    },
  ]
}
