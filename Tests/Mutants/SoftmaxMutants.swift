import FlatBackprop
import Foundation

extension Mutants {
  private static let staged = Site("05-softmax", "softmaxLoss")
  private static let fused = Site("05-softmax", "softmaxLossFused")
  private static let layer = Site("05-softmax", "softmaxFunction")

  static let softmaxMistakes: [Mutant] =
    stagedForwardMistakes + stagedBackwardMistakes + [
      fused.mistake("logProbabilities", "no shift", cause: "infinite") {
        let scores = $0["scores"]
        return scores - log(exp(scores).sum(axis: 1)).expand(axis: 1, count: scores.shape[1])
      },
      fused.mistake("logProbabilities", "of the probabilities", cause: "infinite") {
        let scores = $0["scores"]
        let exps = exp(scores - scores.max(axis: 1).expand(axis: 1, count: scores.shape[1]))
        return log(exps / exps.sum(axis: 1).expand(axis: 1, count: exps.shape[1]))
      },
      fused.mistake(
        "dscores", "of the logarithms",
        cause: "the exponential of \"logProbabilities\" in its place"
      ) {
        ($0["logProbabilities"] - $0.oneHot(like: "scores")) / Double($0.n)
      },
      fused.mistake("dscores", "no mean", cause: "N times too large") {
        exp($0["logProbabilities"]) - $0.oneHot(like: "scores")
      },
      fused.mistake("dscores", "the wrong way round", cause: "its sign is wrong") {
        ($0.oneHot(like: "scores") - exp($0["logProbabilities"])) / Double($0.n)
      },
      fused.mistake("dscores", "the label forgotten", cause: "at the label's column") {
        exp($0["logProbabilities"]) / Double($0.n)
      },
      fused.mistake("dscores", "1 from every class", cause: "right only at the label's column") {
        (exp($0["logProbabilities"]) - 1) / Double($0.n)
      },
      fused.mistake("dw", "no factor of 2", cause: "path through \"regLoss\" is 2 times too small")
      {
        $0["x"].transposed().matmul($0["dscores"]) + $0["reg"].scalar * $0["w"]
      },
      layer.mistake("dscores", "like a sigmoid", cause: "gradients add") {
        $0["dout"] * $0["out"] * (1 - $0["out"])
      },
      layer.mistake("dscores", "elementwise", cause: "each row should sum to 0") {
        $0["dout"] * $0["out"]
      },
      layer.mistake(
        "dscores", "not times the probabilities", cause: "a factor of \"out\" is missing"
      ) {
        let (out, dout) = ($0["out"], $0["dout"])
        return dout - (dout * out).sum(axis: 1).expand(axis: 1, count: out.shape[1])
      },
      layer.mistake("dscores", "added", cause: "each row should sum to 0") {
        let (out, dout) = ($0["out"], $0["dout"])
        return out * (dout + (dout * out).sum(axis: 1).expand(axis: 1, count: out.shape[1]))
      },
    ]

  private static let stagedForwardMistakes: [Mutant] = [
    staged.mistake("maxima", "of the columns", cause: "wrong axis") { $0["scores"].max(axis: 0) },
    staged.mistake("shifted", "no shift", cause: "does not use \"maxima\"") { $0["scores"] },
    staged.mistake("exps", "of the scores", cause: "\"scores\" seems to stand where \"shifted\"") {
      exp($0["scores"])
    },
    staged.mistake("sums", "of the columns", cause: "wrong axis") { $0["exps"].sum(axis: 0) },
    staged.mistake("exps", "clipped", cause: "that is little, but the gradient of the loss is") {
      exp(max(-50, $0["shifted"]))
    },
    staged.mistake(
      "probabilities", "multiplied", cause: "are multiplied, but should be divided"
    ) {
      $0["exps"] * $0.columns("sums", like: "exps")
    },
    staged.mistake(
      "probabilities", "of the shifted scores", cause: "\"shifted\" seems to stand where \"exps\""
    ) {
      $0["shifted"] / $0.columns("sums", like: "exps")
    },
    staged.mistake("probabilities", "past the exponentials", cause: "write it with \"exps\"") {
      let scores = $0["scores"]
      let logSums = log($0["sums"]) + $0["maxima"]
      return exp(scores - logSums.expand(axis: 1, count: scores.shape[1]))
    },
    staged.mistake("logLikelihoods", "to base 10", cause: "the natural one?") {
      log($0["probabilities"].gather($0.labels)) / log(10.0)
    },
    staged.mistake("logLikelihoods", "no logarithm", cause: "the logarithm is missing") {
      $0["probabilities"].gather($0.labels)
    },
    staged.mistake("dataLoss", "no minus", cause: "its sign is wrong") {
      Tensor($0["logLikelihoods"].sum() / Double($0.n))
    },
    staged.mistake("dataLoss", "no mean", cause: "N times too large") {
      Tensor(-$0["logLikelihoods"].sum())
    },
  ]

  private static let stagedBackwardMistakes: [Mutant] = [
    staged.mistake("dregLoss", "times its strength", cause: "a factor of \"reg\" too many") {
      $0["dloss"] * $0["reg"]
    },
    staged.mistake("dlogLikelihoods", "no minus", cause: "its sign is wrong") {
      .ones($0["logLikelihoods"].shape) / Double($0.n)
    },
    staged.mistake("dlogLikelihoods", "no mean", cause: "N times too large") {
      -Tensor.ones($0["logLikelihoods"].shape)
    },
    staged.mistake("dprobabilities", "no upstream", cause: "\"dlogLikelihoods\" is ignored") {
      let (probabilities, labels) = ($0["probabilities"], $0.labels)
      return (1 / probabilities.gather(labels))
        .scatter(labels, classes: probabilities.shape[1])
    },
    staged.mistake(
      "dprobabilities", "no division", cause: "division by \"probabilities\" is missing"
    ) {
      $0["dlogLikelihoods"].scatter($0.labels, classes: $0["w"].shape[1])
    },
    staged.mistake("dprobabilities", "every class", cause: "right only at the label's column") {
      $0.columns("dlogLikelihoods", like: "scores") / $0["probabilities"]
    },
    staged.mistake("dsums", "no minus", cause: "its sign is wrong") {
      ($0["dprobabilities"] * $0["exps"]).sum(axis: 1) / ($0["sums"] * $0["sums"])
    },
    staged.mistake("dsums", "no square", cause: "\"exps\" seems to stand where") {
      -($0["dprobabilities"] * $0["exps"]).sum(axis: 1) / $0["sums"]
    },
    staged.mistake("dsums", "no exponentials", cause: "a factor of \"exps\" missing") {
      -$0["dprobabilities"].sum(axis: 1) / ($0["sums"] * $0["sums"])
    },
    staged.mistake("dexps", "no sums", cause: "path through \"sums\" is missing") {
      $0["dprobabilities"] / $0.columns("sums", like: "exps")
    },
    staged.mistake("dexps", "only the sums", cause: "path through \"probabilities\" is missing") {
      $0.columns("dsums", like: "exps")
    },
    staged.mistake(
      "dshifted", "of the exponent", cause: "\"shifted\" seems to stand where \"exps\""
    ) {
      $0["dexps"] * $0["shifted"]
    },
    staged.mistake("dshifted", "only handed on", cause: "local gradient of \"exps\" is missing") {
      $0["dexps"]
    },
    staged.mistake("dw", "no regularization", cause: "path through \"regLoss\" is missing") {
      $0["x"].transposed().matmul($0["dscores"])
    },
  ]

  static let softmaxVariants: [Mutant] = [
    staged.variant("probabilities", "by the reciprocal") {
      $0["exps"] * (1 / $0["sums"]).expand(axis: 1, count: $0["w"].shape[1])
    },
    staged.variant("dprobabilities", "by loops") {
      var dprobabilities = Tensor.zeros($0["probabilities"].shape)
      for (n, label) in $0.labels.enumerated() {
        dprobabilities[n, label] = $0["dlogLikelihoods"][n] / $0["probabilities"][n, label]
      }
      return dprobabilities
    },
    staged.variant("dsums", "by the probabilities") {
      -($0["dprobabilities"] * $0["probabilities"]).sum(axis: 1) / $0["sums"]
    },
    staged.variant("dexps", "fused") {
      let dprobabilities = $0["dprobabilities"]
      let mean = ($0["probabilities"] * dprobabilities).sum(axis: 1)
      return (dprobabilities - mean.expand(axis: 1, count: dprobabilities.shape[1]))
        / $0.columns("sums", like: "exps")
    },
    staged.variant("dmaxima", "zero, as it must be") { .zeros($0["maxima"].shape) },
    staged.variant("dscores", "nothing through the maxima") { $0["dshifted"] },
    fused.variant("logProbabilities", "shifted by the mean") {
      // Not for scores so far apart that even these exponentials overflow, which no case has.
      let scores = $0["scores"]
      let c = scores.shape[1]
      let shifted = scores - (scores.sum(axis: 1) / Double(c)).expand(axis: 1, count: c)
      return shifted - log(exp(shifted).sum(axis: 1)).expand(axis: 1, count: c)
    },
    fused.variant("dscores", "the label's column in a loop") {
      var dscores = exp($0["logProbabilities"]) / Double($0.n)
      for (n, label) in $0.labels.enumerated() { dscores[n, label] -= 1 / Double($0.n) }
      return dscores
    },
    layer.variant("dscores", "by the Jacobian of each example") {
      let (out, dout) = ($0["out"], $0["dout"])
      var dscores = Tensor.zeros(out.shape)
      for n in 0..<out.shape[0] {
        for j in 0..<out.shape[1] {
          for k in 0..<out.shape[1] {
            let local = j == k ? out[n, j] * (1 - out[n, j]) : -out[n, j] * out[n, k]
            dscores[n, j] += dout[n, k] * local
          }
        }
      }
      return dscores
    },
  ]
}
