import BatchStatistics

extension Course {
  static let batchStatistics = [
    Call("batchMean") { batchMean(x: $0["x"], stage: $1) },
    Call("batchNorm") {
      batchNorm(
        x: $0["x"], gamma: $0["gamma"], beta: $0["beta"], epsilon: $0.number("epsilon"), stage: $1)
    },
    Call("batchNormFused") {
      batchNormFused(
        x: $0["x"], gamma: $0["gamma"], beta: $0["beta"], epsilon: $0.number("epsilon"), stage: $1)
    },
    Call("updateRunningAverages") {
      updateRunningAverages(
        x: $0["x"], runningMean: $0["runningMean"], runningVariance: $0["runningVariance"],
        momentum: $0.number("momentum"), stage: $1)
    },
    Call("batchNormInference") {
      batchNormInference(
        x: $0["x"], gamma: $0["gamma"], beta: $0["beta"], epsilon: $0.number("epsilon"),
        runningMean: $0["runningMean"], runningVariance: $0["runningVariance"], stage: $1)
    },
  ]
}
