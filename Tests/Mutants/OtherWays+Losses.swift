import FlatBackprop

// Other right ways to write the losses, and the two-layer nets.

extension Mutants {
  private static let svm = Site("04-svm", "svmLoss")

  static let svmWays: [Mutant] = [
    svm.variant("correctScores", "masked and summed") {
      ($0["scores"] * $0.oneHot(like: "scores")).sum(axis: 1)
    },
    svm.variant("margins", "by loops") {
      let (scores, correct) = ($0["scores"], $0["correctScores"])
      return Tensor(shape: scores.shape) { scores[$0] - correct[$0[0]] + 1 }
    },
    svm.variant("hinge", "by loops") {
      let (margins, labels) = ($0["margins"], $0.labels)
      var hinge = Tensor.zeros(margins.shape)
      for n in 0..<margins.shape[0] {
        for c in 0..<margins.shape[1] {
          if c == labels[n] { continue }
          if margins[n, c] > 0 { hinge[n, c] = margins[n, c] }
        }
      }
      return hinge
    },
    svm.variant("dataLoss", "an example at a time") {
      Tensor(($0["hinge"].sum(axis: 1) / Double($0.n)).sum())
    },
    svm.variant("regLoss", "by a loop") {
      Tensor($0["reg"].scalar * $0["w"].elements.reduce(0) { $0 + $1 * $1 })
    },
    svm.variant("dhinge", "the same number everywhere") {
      Tensor(repeating: 1 / Double($0.n), shape: $0["hinge"].shape)
    },
    svm.variant("dmargins", "by loops") {
      let (hinge, dhinge) = ($0["hinge"], $0["dhinge"])
      return Tensor(shape: hinge.shape) { hinge[$0] > 0 ? dhinge[$0] : 0 }
    },
    svm.variant("dcorrectScores", "a product with ones") {
      let dmargins = $0["dmargins"]
      return -dmargins.matmul(.ones([dmargins.shape[1], 1])).slice(axis: 1, at: 0)
    },
    svm.variant("dscores", "a mask of copies") {
      $0["dmargins"] + $0.oneHot(like: "scores") * $0.columns("dcorrectScores", like: "scores")
    },
    svm.variant("dw", "the regularization in two halves") {
      let decay = $0["reg"].scalar * $0["w"]
      return decay + $0["x"].transposed().matmul($0["dscores"]) + decay
    },
  ]

  private static let staged = Site("05-softmax", "softmaxLoss")
  private static let fused = Site("05-softmax", "softmaxLossFused")
  private static let softmax = Site("05-softmax", "softmaxFunction")

  static let softmaxWays: [Mutant] = [
    staged.variant("shifted", "by loops") {
      let (scores, maxima) = ($0["scores"], $0["maxima"])
      return Tensor(shape: scores.shape) { scores[$0] - maxima[$0[0]] }
    },
    staged.variant("sums", "a product with ones") {
      let exps = $0["exps"]
      return exps.matmul(.ones([exps.shape[1], 1])).reshaped([exps.shape[0]])
    },
    staged.variant("logLikelihoods", "looked up one by one") {
      let (probabilities, labels) = ($0["probabilities"], $0.labels)
      return Tensor(labels.indices.map { log(probabilities[$0, labels[$0]]) })
    },
    staged.variant("dlogLikelihoods", "the same number everywhere") {
      Tensor(repeating: -$0["ddataLoss"].scalar / Double($0.n), shape: [$0.n])
    },
    staged.variant("dprobabilities", "a mask of copies") {
      let quotients = $0["dlogLikelihoods"] / $0["probabilities"].gather($0.labels)
      let c = $0["w"].shape[1]
      return $0.oneHot(like: "scores") * quotients.expand(axis: 1, count: c)
    },
    staged.variant("dexps", "over the sums at last") {
      let sums = $0.columns("sums", like: "exps")
      return ($0["dprobabilities"] + $0.columns("dsums", like: "exps") * sums) / sums
    },
    staged.variant("dshifted", "the exponential again") { $0["dexps"] * exp($0["shifted"]) },
    fused.variant("logProbabilities", "all at once") {
      let scores = $0["scores"]
      let (largest, c) = (scores.max(axis: 1), scores.shape[1])
      let sums = exp(scores - largest.expand(axis: 1, count: c)).sum(axis: 1)
      return scores - (largest + log(sums)).expand(axis: 1, count: c)
    },
    fused.variant("dataLoss", "by a loop") {
      let (logs, labels, n) = ($0["logProbabilities"], $0.labels, Double($0.n))
      return Tensor(labels.indices.reduce(0) { $0 - logs[$1, labels[$1]] / n })
    },
    softmax.variant("dscores", "multiplied out") {
      let (out, dout) = ($0["out"], $0["dout"])
      let product = dout * out
      return product - out * product.sum(axis: 1).expand(axis: 1, count: out.shape[1])
    },
  ]

  private static let net = Site("06-two-layer-net", "twoLayerNet")
  private static let small = Site("06-two-layer-net", "sigmoidNet")

  static let netWays: [Mutant] = [
    net.variant("preactivation", "the bias as the weight of a 1") {
      let (x, w1, b1) = ($0["x"], $0["w1"], $0["b1"])
      let (d, h) = (w1.shape[0], w1.shape[1])
      let extended = Tensor(shape: [x.shape[0], d + 1]) { $0[1] < d ? x[$0] : 1 }
      return extended.matmul(Tensor(shape: [d + 1, h]) { $0[0] < d ? w1[$0] : b1[$0[1]] })
    },
    net.variant("hidden", "half of it and its size") {
      ($0["preactivation"] + abs($0["preactivation"])) / 2
    },
    net.variant("regLoss", "each layer by itself") {
      let reg = $0["reg"].scalar
      return Tensor(reg * pow($0["w1"], 2).sum() + reg * pow($0["w2"], 2).sum())
    },
    net.variant("dataLoss", "the logarithm of a reciprocal") {
      let likelihoods = $0["probabilities"].gather($0.labels)
      return Tensor(log(1 / likelihoods).sum() / Double($0.n))
    },
    net.variant("dscores", "by loops") {
      let (probabilities, labels, n) = ($0["probabilities"], $0.labels, Double($0.n))
      return Tensor(shape: probabilities.shape) {
        (probabilities[$0] - ($0[1] == labels[$0[0]] ? 1 : 0)) / n
      }
    },
    net.variant("dw2", "the transposed product") {
      2 * $0["reg"].scalar * $0["w2"]
        + $0["dscores"].transposed().matmul($0["hidden"]).transposed()
    },
    net.variant("db2", "row by row") { values in
      (0..<values.n).reduce(.zeros(values["b2"].shape)) {
        $0 + values["dscores"].slice(axis: 0, at: $1)
      }
    },
    net.variant("dhidden", "the transposed product") {
      $0["w2"].matmul($0["dscores"].transposed()).transposed()
    },
    small.variant("loss", "by a loop") {
      zip($0["predictions"].elements, $0["target"].elements).reduce(Tensor(0)) {
        $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
      }
    },
    small.variant("dpredictions", "the difference twice") {
      let difference = $0["predictions"] - $0["target"]
      return difference + difference
    },
    small.variant("dw2", "an example at a time") { values in
      let (hidden, gradient) = (values["hidden"], values["dpredictions"])
      return (0..<values.n).reduce(.zeros(values["w2"].shape)) {
        $0 + hidden.slice(axis: 0, at: $1).expand(axis: 1, count: gradient.shape[1])
          * gradient.slice(axis: 0, at: $1).expand(axis: 0, count: hidden.shape[1])
      }
    },
  ]
}
