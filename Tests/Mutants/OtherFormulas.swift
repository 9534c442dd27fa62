import FlatBackprop

// Lines that are almost another formula: a part without its parentheses, one function for another,
// the square of a sum, the labels forgotten.

extension Mutants {
  static let otherFormulas = otherFunctions + otherTerms + forgottenLabels

  private static let otherFunctions: [Mutant] = [
    .mistake(
      "01-gates", "squaredNorm", "dq", "the function, not its derivative",
      cause: "the square of \"q\", where the square's derivative"
    ) {
      $0["q"] * $0["q"]
    },
    .mistake(
      "02-activations", "maxoutLayer", "out", "the sum of both",
      cause: "\"first\" and \"second\" are added, where the larger of them belongs"
    ) {
      $0["first"] + $0["second"]
    },
    .mistake(
      "02-activations", "sigmoidLayer", "dx", "what arrives for what left",
      cause: "twice \"dout\" should give twice the gradient"
    ) {
      $0["dout"] * $0["dout"] * (1 - $0["dout"])
    },
    .mistake(
      "02-activations", "tanhLayer", "out", "of half the input",
      cause: "it is right with twice \"x\" in its place"
    ) {
      tanh($0["x"] / 2)
    },
    .mistake(
      "03-linear", "meanSquaredError", "residuals", "without their signs",
      cause: "the absolute value of what it should be"
    ) {
      abs($0["predictions"] - $0["target"])
    },
    .mistake(
      "03-linear", "meanSquaredError", "dsquares", "a step too far",
      cause: "this is \"dresiduals\" already"
    ) {
      2 * $0["residuals"] / Double($0.n)
    },
    .mistake(
      "04-svm", "svmLoss", "regLoss", "absolute weights",
      cause: "the sum of the absolute values of \"w\", where the sum of the squares"
    ) {
      Tensor($0["reg"].scalar * abs($0["w"]).sum())
    },
    .mistake(
      "06-two-layer-net", "twoLayerNet", "hidden", "a sigmoid",
      cause: "the sigmoid of \"preactivation\", but should be the larger"
    ) {
      1 / (1 + exp(-$0["preactivation"]))
    },
    .mistake(
      "06-two-layer-net", "sigmoidNet", "hidden", "a hyperbolic tangent",
      cause: "the hyperbolic tangent stands where the sigmoid belongs"
    ) {
      tanh($0["x"].matmul($0["w1"]))
    },
    .mistake(
      "06-two-layer-net", "sigmoidNet", "loss", "absolute differences",
      cause: "the absolute values of the difference of \"predictions\" and \"target\""
    ) {
      Tensor(abs($0["predictions"] - $0["target"]).sum())
    },
    .mistake(
      "08-convolution", "sobel", "magnitude", "both added",
      cause: "are added, where the root of the sum of their squares belongs"
    ) {
      $0["gx"] + $0["gy"]
    },
    .mistake(
      "14-features", "orientedGradients", "lengths", "the little number outside",
      cause: "0.01 belongs under the root"
    ) {
      sqrt(($0["histograms"] * $0["histograms"]).sum(axis: 1)) + 0.01
    },
  ]

  private static let otherTerms: [Mutant] = [
    .mistake(
      "06-two-layer-net", "twoLayerNet", "regLoss", "no parentheses",
      cause: "the part with \"w2\" is not multiplied by \"reg\""
    ) {
      let (w1, w2) = ($0["w1"], $0["w2"])
      return Tensor($0["reg"].scalar * (w1 * w1).sum() + (w2 * w2).sum())
    },
    .mistake(
      "06-two-layer-net", "sigmoidNet", "dpredictions", "no parentheses",
      cause: "it is right with twice \"target\" in its place"
    ) {
      2 * $0["predictions"] - $0["target"]
    },
    .mistake(
      "06-two-layer-net", "sigmoidNet", "dpredictions", "no target",
      cause: "it does not use \"target\""
    ) {
      2 * $0["predictions"]
    },
    .mistake(
      "06-two-layer-net", "sigmoidNet", "dw2", "of the input",
      cause: "it does not use \"hidden\""
    ) {
      $0["x"].transposed().matmul($0["dpredictions"])
    },
    .mistake(
      "07-batch-statistics", "batchNorm", "dvariance", "no root in it",
      cause: "a factor of \"inverseStd\" is missing"
    ) {
      0.5 * $0["dstd"]
    },
    .mistake(
      "07-batch-statistics", "batchNorm", "centered", "the mean divided again",
      cause: "the part with \"mean\" is divided by N, and should not be"
    ) {
      $0["x"] - $0["mean"].expand(axis: 0, count: $0.n) / Double($0.n)
    },
    .mistake(
      "07-batch-statistics", "batchNorm", "out", "parentheses too wide",
      cause: "the part with \"beta\" is multiplied by \"gamma\", and should not be"
    ) {
      $0["gamma"].expand(axis: 0, count: $0.n)
        * ($0["normalized"] + $0["beta"].expand(axis: 0, count: $0.n))
    },
    .mistake(
      "07-batch-statistics", "batchNormFused", "normalized", "no parentheses",
      cause: "the part with \"x\" is not multiplied by \"inverseStd\""
    ) {
      $0["x"] - ($0["mean"] * $0["inverseStd"]).expand(axis: 0, count: $0.n)
    },
    .mistake(
      "07-batch-statistics", "updateRunningAverages", "updatedVariance", "the same weight twice",
      cause: "\"variance\" is multiplied by \"momentum\", where 1 − \"momentum\" belongs"
    ) {
      $0["momentum"].scalar * ($0["runningVariance"] + $0["variance"])
    },
    .mistake(
      "05-softmax", "softmaxLossFused", "logProbabilities", "the logarithm added",
      cause: "the exponentials of each row should sum to 1"
    ) {
      let shifted =
        $0["scores"]
        - $0["scores"].max(axis: 1).expand(
          axis: 1, count: $0["scores"].shape[1])
      return shifted + log(exp(shifted).sum(axis: 1)).expand(axis: 1, count: shifted.shape[1])
    },
  ]

  private static let forgottenLabels: [Mutant] = [
    .mistake(
      "05-softmax", "softmaxLossFused", "dataLoss", "all classes", cause: "does not use \"y\""
    ) {
      Tensor(-$0["logProbabilities"].sum() / Double($0.n))
    },
    .mistake(
      "06-two-layer-net", "twoLayerNet", "dscores", "the predicted class",
      cause: "does not use \"y\""
    ) {
      let probabilities = $0["probabilities"]
      let predicted = Tensor.oneHot(probabilities.argmax(axis: 1), classes: probabilities.shape[1])
      return (probabilities - predicted) / Double($0.n)
    },
  ]
}
