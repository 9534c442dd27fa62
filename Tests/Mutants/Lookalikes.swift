import FlatBackprop

// Mistakes that look like others: their values would fit a cause that is not theirs, in all cases or
// in those that happen to be special. Where nothing is known for sure, nothing is to be told.

extension Mutants {
  static let lookalikes: [Mutant] = scalarLookalikes + layerLookalikes + lossLookalikes

  private static let scalarLookalikes: [Mutant] = [
    // "doutput" is 1, so what stands next to it could stand in its place.
    .mistake("01-gates", "neuron", "ds3", "one factor", cause: "factor of \"output\" is missing") {
      $0["doutput"] * (1 - $0["output"])
    },
    // What is 2 in every case could be any size that is 2.
    .mistake("01-gates", "gates", "dproduct", "twice", cause: "2 times too large") {
      2 * $0["dtotal"]
    },
    .mistake("13-before-backprop", "perceptronStep", "output", "twice", cause: "2 times too large")
    {
      2 * ($0["net"] .> 0)
    },
    // It is right where x is 0, and so is everything that is 0 there.
    .mistake("01-gates", "reuse", "cubic", "one product too many", cause: "") {
      $0["product"] * $0["sum"] - $0["product"]
    },
    // "x" and "y" differ by what makes "x" look like "sum".
    .mistake("01-gates", "reuse", "f", "one more y", cause: "\"y\" plays a part in it") {
      $0["cubic"] - $0["x"] + $0["y"]
    },
    // "df" is 1, so multiplying by it is multiplying by nothing.
    .mistake("01-gates", "gates", "dy", "another gradient", cause: "\"dproduct\" is ignored") {
      $0["df"] * $0["x"]
    },
    .mistake(
      "01-gates", "reuse", "dproduct", "a sum for a product",
      cause: "are added, but should be multiplied"
    ) {
      $0["dcubic"] + $0["sum"]
    },
    // A step that is right where the target is 0 is no matter of the target.
    .mistake("13-before-backprop", "perceptronStep", "newB", "a sum for a product", cause: "") {
      $0["b"] + $0["rate"] + $0["error"]
    },
  ]

  private static let layerLookalikes: [Mutant] = [
    .mistake("02-activations", "preluLayer", "dx", "dead on the left", cause: "use \"alpha\"") {
      $0["dout"] * ($0["x"] .> 0)
    },
    .mistake(
      "02-activations", "reluLayer", "dx", "a mask added", cause: "not multiplied by what arrives"
    ) { $0["dout"] + ($0["x"] .> 0) },
    .mistake(
      "10-modular", "ReLU", "dx", "the mask taken away", cause: "not multiplied by what arrives"
    ) {
      $0["dout"] - ($0["x"] .> 0)
    },
    .mistake(
      "07-batch-statistics", "batchNorm", "dnormalized", "a sum",
      cause: "are added, but should be multiplied"
    ) { $0["dout"] + $0["gamma"].expand(axis: 0, count: $0.n) },
    // Where it begins to be no number is all there is to say.
    .mistake(
      "07-batch-statistics", "batchNorm", "dsquares", "divided by themselves",
      cause: "it begins in this line"
    ) {
      $0["dvariance"].expand(axis: 0, count: $0.n) / Double($0.n) / $0["squares"]
    },
    .mistake(
      "07-batch-statistics", "updateRunningAverages", "updatedMean", "plus for minus",
      cause: "right only on cases where \"momentum\" is 0"
    ) {
      let momentum = $0["momentum"].scalar
      return momentum * $0["runningMean"] + (1 + momentum) * $0["mean"]
    },
    .mistake(
      "08-convolution", "convolveByLoops", "db", "the mean over the places",
      cause: "H'·W' times too small"
    ) {
      let dout = $0["dout"]
      return dout.sum(axis: 3).sum(axis: 2).sum(axis: 0) / Double(dout.shape[2] * dout.shape[3])
    },
    .mistake(
      "08-convolution", "convolveByLoops", "db", "all images but the first", cause: "left out"
    ) {
      let dout = $0["dout"]
      return (1..<max($0.n, 1)).reduce(.zeros($0["b"].shape)) { sum, image in
        sum + dout.slice(axis: 0, at: image).sum(axis: 2).sum(axis: 1)
      }
    },
    .mistake(
      "12-recurrent", "recurrentNet", "loss", "the mean over the units, too",
      cause: "H times too small"
    ) {
      let residuals = $0["residuals"]
      return Tensor((residuals * residuals).sum() / Double(residuals.count))
    },
  ]

  private static let lossLookalikes: [Mutant] = [
    // "dmaxima" is 0, and 0 times anything is right where 0 is.
    .mistake("05-softmax", "softmaxLoss", "dscores", "twice", cause: "2 times too large") {
      2 * $0["dshifted"]
    },
    .mistake(
      "05-softmax", "softmaxLoss", "ddataLoss", "one too many", cause: "2 times too large"
    ) { $0["dloss"] + 1 },
    .mistake(
      "05-softmax", "softmaxLoss", "dexps", "the sums added",
      cause: "not multiplied by what arrives"
    ) {
      $0["dprobabilities"] + $0.columns("sums", like: "exps") + $0.columns("dsums", like: "exps")
    },
    // A logarithm of a quotient, where the quotient is too small for any number but 0.
    .mistake(
      "10-modular", "SoftmaxLoss", "logProbabilities", "a logarithm of a quotient",
      cause: "it begins in this line"
    ) {
      let exps = exp($0["shifted"])
      return log(exps / exps.sum(axis: 1).expand(axis: 1, count: exps.shape[1]))
    },
  ]
}
