import FlatBackprop

// Lines whose mistake can be taken for another one by an accident of the numbers: a gradient that is
// always 1 or 0, columns that add up to 0, a quotient of whole numbers.

extension Mutants {
  static let accidents: [Mutant] = [
    .mistake(
      "03-linear", "meanSquaredError", "db", "over the wrong axis",
      cause: "the sum of \"dpredictions\" runs over the wrong axis"
    ) {
      $0["dpredictions"].sum(axis: 1)
    },
    .mistake(
      "05-softmax", "softmaxLoss", "dw", "neither the 2 nor what arrives",
      cause: "the path through \"regLoss\" is 2 times too small"
    ) {
      $0["x"].transposed().matmul($0["dscores"]) + $0["reg"].scalar * $0["w"]
    },
    .mistake(
      "05-softmax", "softmaxLoss", "dlogLikelihoods", "a quotient of whole numbers",
      cause: "it is 0 unless N is 1"
    ) {
      Tensor.ones([$0.n]) * Double(-1 / $0.n)
    },
    .mistake(
      "05-softmax", "softmaxLoss", "dmaxima", "only the label's",
      cause: "only one of them is kept"
    ) {
      -$0["dshifted"].gather($0.labels)
    },
    .mistake(
      "05-softmax", "softmaxLoss", "dregLoss", "all the way to the weights",
      cause: "the local gradient of \"loss\" is wrong"
    ) {
      2 * $0["dloss"].scalar * $0["reg"]
    },
    .mistake(
      "07-batch-statistics", "batchNorm", "dgamma", "the gradient of beta added",
      cause: "the local gradient of \"out\" is wrong"
    ) {
      ($0["dout"] * ($0["normalized"] + 1)).sum(axis: 0)
    },
    .mistake(
      "07-batch-statistics", "batchNorm", "dgamma", "added, not multiplied",
      cause: "a factor of \"normalized\" missing"
    ) {
      ($0["dout"] + $0["normalized"]).sum(axis: 0)
    },
    .mistake(
      "07-batch-statistics", "batchNorm", "dinverseStd", "one more",
      cause: "the local gradient of \"normalized\" is wrong"
    ) {
      ($0["dnormalized"] * ($0["centered"] + 1)).sum(axis: 0)
    },
    .mistake(
      "13-before-backprop", "stepNet", "dw2", "the sums, not the units",
      cause: "\"nets\" seems to stand where \"hidden\" belongs"
    ) {
      $0["nets"].transposed().matmul($0["dpredictions"])
    },
  ]
}
