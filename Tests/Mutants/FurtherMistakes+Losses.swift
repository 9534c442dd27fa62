import FlatBackprop

// Losses, the nets on top of them, and batch normalization.

extension Mutants {
  private static let svm = Site("04-svm", "svmLoss")
  private static let staged = Site("05-softmax", "softmaxLoss")
  private static let fused = Site("05-softmax", "softmaxLossFused")

  static let moreLossMistakes: [Mutant] = [
    svm.mistake("correctScores", "the largest ones", cause: "the maximum of \"scores\"") {
      $0["scores"].max(axis: 1)
    },
    svm.mistake("margins", "a margin of 2", cause: "1 too large everywhere") {
      $0["scores"] - $0.columns("correctScores", like: "scores") + 2
    },
    svm.mistake("dataLoss", "the mean over all", cause: "C times too small") {
      Tensor($0["hinge"].sum() / Double($0["hinge"].count))
    },
    svm.mistake("loss", "a difference", cause: "\"regLoss\" goes in with the wrong sign") {
      $0["dataLoss"] - $0["regLoss"]
    },
    svm.mistake(
      "dcorrectScores", "of the hinge's gradient",
      cause: "\"dhinge\" seems to stand where \"dmargins\""
    ) { -$0["dhinge"].sum(axis: 1) },
    svm.mistake("dscores", "only the correct ones", cause: "path through \"margins\" is missing") {
      $0["dcorrectScores"].scatter($0.labels, classes: $0["w"].shape[1])
    },
    // The weights' squares have the weights for a gradient, not their squares.
    svm.mistake("dw", "the weights squared", cause: "\"regLoss\"") {
      $0["x"].transposed().matmul($0["dscores"]) + 2 * $0["reg"].scalar * $0["w"] * $0["w"]
    },
    staged.mistake("shifted", "the maximum less the score", cause: "its sign is wrong") {
      $0.columns("maxima", like: "scores") - $0["scores"]
    },
    staged.mistake("sums", "the largest", cause: "the maximum of \"exps\"") {
      $0["exps"].max(axis: 1)
    },
    staged.mistake(
      "logLikelihoods", "past the probabilities", cause: "write it with \"probabilities\""
    ) { $0["shifted"].gather($0.labels) - log($0["sums"]) },
    staged.mistake("dexps", "a difference", cause: "path through \"sums\" has the wrong sign") {
      $0["dprobabilities"] / $0.columns("sums", like: "exps") - $0.columns("dsums", like: "exps")
    },
    fused.mistake("dataLoss", "of the likeliest class", cause: "does not use \"y\"") {
      Tensor(-$0["logProbabilities"].max(axis: 1).sum() / Double($0.n))
    },
    fused.mistake("dscores", "the 1 twice", cause: "right except at the label's column") {
      (exp($0["logProbabilities"]) - 2 * $0.oneHot(like: "scores")) / Double($0.n)
    },
  ]

  private static let net = Site("06-two-layer-net", "twoLayerNet")
  private static let small = Site("06-two-layer-net", "sigmoidNet")

  static let moreNetMistakes: [Mutant] = [
    net.mistake("scores", "the biases subtracted", cause: "\"b2\" goes in with the wrong sign") {
      $0["hidden"].matmul($0["w2"]) - $0.rows("b2")
    },
    net.mistake("regLoss", "no strength", cause: "does not use \"reg\"") {
      Tensor(($0["w1"] * $0["w1"]).sum() + ($0["w2"] * $0["w2"]).sum())
    },
    net.mistake(
      "dw2", "the decay subtracted", cause: "path through \"regLoss\" has the wrong sign"
    ) { $0["hidden"].transposed().matmul($0["dscores"]) - 2 * $0["reg"].scalar * $0["w2"] },
    net.mistake(
      "db1", "past the ReLU", cause: "\"dhidden\" seems to stand where \"dpreactivation\""
    ) { $0["dhidden"].sum(axis: 0) },
    small.mistake("hidden", "no minus", cause: "goes in with the wrong sign") {
      1 / (1 + exp($0["x"].matmul($0["w1"])))
    },
    small.mistake("dw2", "no upstream", cause: "\"dpredictions\" is ignored") {
      $0["hidden"].transposed().matmul(.ones($0["dpredictions"].shape))
    },
    small.mistake(
      "dhidden", "the sigmoid here already", cause: "local gradient of \"predictions\" is wrong"
    ) {
      let hidden = $0["hidden"]
      return $0["dpredictions"].matmul($0["w2"].transposed()) * hidden * (1 - hidden)
    },
  ]

  private static let batchMean = Site("07-batch-statistics", "batchMean")
  private static let norm = Site("07-batch-statistics", "batchNorm")
  private static let short = Site("07-batch-statistics", "batchNormFused")
  private static let averages = Site("07-batch-statistics", "updateRunningAverages")

  static let moreNormMistakes: [Mutant] = [
    batchMean.mistake("out", "the sum", cause: "division by N missing") { $0["x"].sum(axis: 0) },
    norm.mistake("normalized", "over the deviation", cause: "write it with \"inverseStd\"") {
      $0["centered"] / $0.rows("std")
    },
    norm.mistake("dgamma", "of x", cause: "\"x\" seems to stand where \"normalized\"") {
      ($0["dout"] * $0["x"]).sum(axis: 0)
    },
    norm.mistake("dcentered", "a difference", cause: "through \"squares\" has the wrong sign") {
      $0["dnormalized"] * $0.rows("inverseStd") - 2 * $0["centered"] * $0["dsquares"]
    },
    norm.mistake("dx", "the mean's part over D", cause: "divided by D where it should be") {
      $0["dcentered"] + $0.rows("dmean") / Double($0["x"].shape[1])
    },
    short.mistake("dx", "the mean's part is a sum", cause: "through \"mean\" is N times too large")
    {
      let (normalized, dnormalized) = ($0["normalized"], $0["dnormalized"])
      let along = (dnormalized * normalized).sum(axis: 0) / Double($0.n)
      let rest =
        dnormalized - dnormalized.sum(axis: 0).expand(axis: 0, count: $0.n)
        - normalized * along.expand(axis: 0, count: $0.n)
      return rest * $0.rows("inverseStd")
    },
    averages.mistake(
      "updatedVariance", "of the mean", cause: "\"mean\" seems to stand where \"variance\""
    ) {
      let momentum = $0["momentum"].scalar
      return momentum * $0["runningVariance"] + (1 - momentum) * $0["mean"]
    },
  ]
}
