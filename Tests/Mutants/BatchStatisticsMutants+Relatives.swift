import FlatBackprop

// The mean alone, the fused backward pass, and what happens after training.

extension Mutants {
  private static func mistake(
    _ function: String, _ line: String, _ name: String, cause: String,
    _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .mistake("07-batch-statistics", function, line, name, cause: cause, body)
  }

  private static func variant(
    _ function: String, _ line: String, _ name: String,
    _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .variant("07-batch-statistics", function, line, name, body)
  }

  static let relativesMistakes: [Mutant] = [
    mistake("batchMean", "dx", "no mean", cause: "division by N missing") { $0.rows("dout") },
    mistake("batchMean", "dx", "no expand", cause: "expand along axis 0 missing") {
      $0["dout"] / Double($0.n)
    },
    mistake("batchMean", "dx", "ones", cause: "\"dout\" is ignored") {
      Tensor.ones($0["x"].shape) / Double($0.n)
    },
    mistake("batchNormFused", "variance", "over N − 1", cause: "N − 1") {
      let centered = $0["x"] - $0.rows("mean")
      return (centered * centered).sum(axis: 0) / Double($0.n - 1)
    },
    mistake(
      "batchNormFused", "variance", "the mean of the squares", cause: "does not use \"mean\""
    ) {
      ($0["x"] * $0["x"]).sum(axis: 0) / Double($0.n)
    },
    mistake("batchNormFused", "inverseStd", "no epsilon", cause: "does not use \"epsilon\"") {
      1 / sqrt($0["variance"])
    },
    mistake("batchNormFused", "dx", "the mean is a constant", cause: "through \"mean\" is missing")
    {
      let along = ($0["dnormalized"] * $0["normalized"]).sum(axis: 0) / Double($0.n)
      let rest = $0["dnormalized"] - $0["normalized"] * along.expand(axis: 0, count: $0.n)
      return rest * $0.rows("inverseStd")
    },
    mistake(
      "batchNormFused", "dx", "the variance is a constant",
      cause: "through \"variance\" is missing"
    ) {
      let average = $0["dnormalized"].sum(axis: 0) / Double($0.n)
      return ($0["dnormalized"] - average.expand(axis: 0, count: $0.n)) * $0.rows("inverseStd")
    },
    mistake(
      "batchNormFused", "dx", "both are constants",
      cause: "through \"mean\" and \"variance\" are missing"
    ) {
      $0["dnormalized"] * $0.rows("inverseStd")
    },
    mistake(
      "batchNormFused", "dx", "sums for both means", cause: "a division by N missing in both"
    ) {
      let average = $0["dnormalized"].sum(axis: 0)
      let along = ($0["dnormalized"] * $0["normalized"]).sum(axis: 0)
      let rest =
        $0["dnormalized"] - average.expand(axis: 0, count: $0.n)
        - $0["normalized"] * along.expand(axis: 0, count: $0.n)
      return rest * $0.rows("inverseStd")
    },
    mistake("batchNormFused", "dx", "no reciprocal", cause: "factor of \"inverseStd\" is missing") {
      let average = $0["dnormalized"].sum(axis: 0) / Double($0.n)
      let along = ($0["dnormalized"] * $0["normalized"]).sum(axis: 0) / Double($0.n)
      return $0["dnormalized"] - average.expand(axis: 0, count: $0.n)
        - $0["normalized"] * along.expand(axis: 0, count: $0.n)
    },
    mistake(
      "batchNormFused", "dx", "the variance's part is a sum",
      cause: "through \"variance\" is N times too large"
    ) {
      let average = $0["dnormalized"].sum(axis: 0) / Double($0.n)
      let along = ($0["dnormalized"] * $0["normalized"]).sum(axis: 0)
      let rest =
        $0["dnormalized"] - average.expand(axis: 0, count: $0.n)
        - $0["normalized"] * along.expand(axis: 0, count: $0.n)
      return rest * $0.rows("inverseStd")
    },
    mistake(
      "updateRunningAverages", "updatedMean", "only the batch",
      cause: "does not use \"momentum\" and \"runningMean\""
    ) { $0["mean"] },
    mistake(
      "updateRunningAverages", "updatedMean", "the mean is not scaled",
      cause: "the part with \"mean\" is not multiplied by 1 − \"momentum\""
    ) { $0["momentum"].scalar * $0["runningMean"] + $0["mean"] },
    mistake(
      "updateRunningAverages", "updatedVariance", "momentum for the batch",
      cause: "\"runningVariance\" and \"variance\" are swapped"
    ) {
      let momentum = $0["momentum"].scalar
      return (1 - momentum) * $0["runningVariance"] + momentum * $0["variance"]
    },
    mistake(
      "batchNormInference", "normalized", "the batch's mean",
      cause: "does not use \"runningMean\""
    ) {
      let mean = $0["x"].sum(axis: 0) / Double($0.n)
      return ($0["x"] - mean.expand(axis: 0, count: $0.n)) * $0.rows("inverseStd")
    },
    mistake(
      "batchNormInference", "inverseStd", "no root", cause: "the square of what it should be"
    ) { 1 / ($0["runningVariance"] + $0["epsilon"].scalar) },
    mistake(
      "batchNormInference", "dx", "as in training",
      cause: "the local gradient of \"normalized\" is wrong"
    ) {
      let average = $0["dnormalized"].sum(axis: 0) / Double($0.n)
      return ($0["dnormalized"] - average.expand(axis: 0, count: $0.n)) * $0.rows("inverseStd")
    },
  ]

  static let relativesVariants: [Mutant] = [
    variant("batchMean", "dx", "a loop") { values in
      var dx = Tensor.zeros(values["x"].shape)
      for row in 0..<dx.shape[0] {
        for column in 0..<dx.shape[1] {
          dx[row, column] = values["dout"][column] / Double(dx.shape[0])
        }
      }
      return dx
    },
    variant("batchNormFused", "dx", "by the deviations of x") {
      let n = Double($0.n)
      let centered = $0["x"] - $0.rows("mean")
      let along = ($0["dnormalized"] * centered).sum(axis: 0) * $0["inverseStd"] * $0["inverseStd"]
      return $0.rows("inverseStd") / n
        * (n * $0["dnormalized"] - $0["dnormalized"].sum(axis: 0).expand(axis: 0, count: $0.n)
          - centered * along.expand(axis: 0, count: $0.n))
    },
    variant("updateRunningAverages", "updatedMean", "a step towards the batch") {
      $0["runningMean"] + (1 - $0["momentum"].scalar) * ($0["mean"] - $0["runningMean"])
    },
    variant("batchNormInference", "dx", "all the way from the output") {
      $0["dout"] * ($0["gamma"] * $0["inverseStd"]).expand(axis: 0, count: $0.n)
    },
  ]
}
