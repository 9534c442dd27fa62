import FlatBackprop
import Foundation

// Mistakes whose values fit a cause that is not theirs on some cases, or nearly on all: tiny errors,
// shapes that happen to agree, factors that happen to be equal, lines that crash on the next case.
// What must be said of them is true, or nothing is said.

extension Mutants {
  public static let falseFriends: [Mutant] =
    gateFriends + lossFriends + netFriends + normFriends + pictureFriends

  private static let gateFriends: [Mutant] = [
    .mistake("01-gates", "gates", "dlarger", "half of it", cause: "2 times too small") {
      $0["dtotal"] / 2
    },
    .mistake(
      "01-gates", "gates", "dproduct", "halved twice", cause: "it is 0.25 times what it should be"
    ) { $0["dtotal"] / 4 },
    .mistake("01-gates", "neuron", "dw1", "single precision", cause: "is a Float in it?") {
      Tensor(Double(Float(($0["ds1"] * $0["x1"]).scalar)))
    },
    .mistake("01-gates", "neuron", "output", "a clamped exponent", cause: "") {
      Tensor(1 / (1 + exp(-min($0["s3"].scalar, 0.9))))
    },
    .mistake(
      "01-gates", "reuse", "dy", "the sum's path doubled",
      cause: "the path through \"sum\" is 2 times too large"
    ) {
      $0["dproduct"] * $0["x"] + 2 * $0["dsum"]
    },
    .mistake("01-gates", "squaredNorm", "dw", "the factors exchanged", cause: "it is transposed") {
      let (dq, x) = ($0["dq"], $0["x"])
      return x.reshaped([x.count, 1]).matmul(dq.reshaped([1, dq.count]))
    },
  ]

  private static let lossFriends: [Mutant] = [
    .mistake("04-svm", "svmLoss", "scores", "single precision", cause: "is a Float in it?") {
      $0["x"].matmul($0["w"]).map { Double(Float($0)) }
    },
    .mistake(
      "04-svm", "svmLoss", "hinge", "times the label",
      cause: "it is 0 everywhere but at the label's column"
    ) {
      max(0, $0["margins"]) * $0.oneHot(like: "margins")
    },
    .mistake(
      "04-svm", "svmLoss", "loss", "the strength twice",
      cause: "it is right only on cases where \"reg\" is 0"
    ) {
      $0["dataLoss"] + $0["reg"] * $0["regLoss"]
    },
    .mistake(
      "04-svm", "svmLoss", "regLoss", "the weights, not their squares",
      cause: "the sum of \"w\", where the sum of the squares belongs"
    ) {
      $0["reg"] * Tensor($0["w"].sum())
    },
    .mistake("05-softmax", "softmaxLoss", "probabilities", "a guarded sum", cause: "") {
      let exps = $0["exps"]
      return exps / ($0["sums"] + 1e-8).expand(axis: 1, count: exps.shape[1])
    },
    .mistake(
      "05-softmax", "softmaxLoss", "probabilities", "no sum", cause: "it does not use \"sums\""
    ) { $0["exps"] },
    .mistake("05-softmax", "softmaxLoss", "logLikelihoods", "a floor", cause: "") {
      log(max(1e-3, $0["probabilities"].gather($0.labels)))
    },
    .mistake(
      "05-softmax", "softmaxLoss", "dprobabilities", "no scatter",
      cause: "each number belongs at its label's column: is a scatter missing?"
    ) {
      $0["dlogLikelihoods"] / $0["probabilities"].gather($0.labels)
    },
    .mistake("05-softmax", "softmaxLoss", "dmaxima", "zeros of the classes", cause: "") {
      .zeros([$0["w"].shape[1]])
    },
    .mistake(
      "05-softmax", "softmaxLoss", "dmaxima", "the maxima",
      cause: "not multiplied by what arrives"
    ) {
      $0["scores"].max(axis: 1)
    },
    .mistake("05-softmax", "softmaxLoss", "dloss", "zero", cause: "zero everywhere") { _ in
      Tensor(0)
    },
    .mistake(
      "05-softmax", "softmaxLoss", "dw", "the weights in the product",
      cause: "\"scores\" plays a part in it, but should not"
    ) {
      let x = $0["x"]
      return x.transposed().matmul($0["dscores"] + $0["scores"]) + 2 * $0["reg"].scalar * $0["w"]
    },
    .mistake("05-softmax", "softmaxLossFused", "scores", "the other order", cause: "") {
      $0["w"].transposed().matmul($0["x"])
    },
    .mistake("05-softmax", "softmaxLossFused", "dataLoss", "no mean", cause: "N times too large") {
      Tensor(-$0["logProbabilities"].gather($0.labels).sum())
    },
    .mistake(
      "05-softmax", "softmaxLossFused", "dscores", "no one taken away",
      cause: "it is right except at the label's column"
    ) {
      exp($0["logProbabilities"]) / Double($0.n)
    },
    .mistake(
      "05-softmax", "softmaxFunction", "dscores", "a sum without its weights",
      cause: "each row should sum to 0"
    ) {
      let (out, dout) = ($0["out"], $0["dout"])
      return out * (dout - dout.sum(axis: 1).expand(axis: 1, count: dout.shape[1]))
    },
  ]
}
