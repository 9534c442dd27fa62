import FlatBackprop

extension Mutants {
  private static let svm = Site("04-svm", "svmLoss")

  static let svmMistakes: [Mutant] = [
    svm.mistake("margins", "no margin", cause: "1 too small everywhere") {
      $0["scores"] - $0.columns("correctScores", like: "scores")
    },
    svm.mistake("margins", "the wrong way round", cause: "the wrong way round") {
      $0.columns("correctScores", like: "scores") - $0["scores"] + 1
    },
    svm.mistake("hinge", "the correct class too", cause: "at the label's column") {
      max(0, $0["margins"])
    },
    svm.mistake("hinge", "no maximum", cause: "right except where \"margins\" ≤ 0") {
      $0["margins"] * (1 - $0.oneHot(like: "margins"))
    },
    svm.mistake("dataLoss", "no mean", cause: "N times too large") { Tensor($0["hinge"].sum()) },
    svm.mistake("regLoss", "half of it", cause: "2 times too small") {
      $0["reg"] * Tensor(($0["w"] * $0["w"]).sum() / 2)
    },
    svm.mistake("regLoss", "no strength", cause: "does not use \"reg\"") {
      Tensor(($0["w"] * $0["w"]).sum())
    },
    svm.mistake("dhinge", "no mean", cause: "N times too large") { .ones($0["hinge"].shape) },
    svm.mistake("dhinge", "the mean over all", cause: "C times too small") {
      let hinge = $0["hinge"]
      return .ones(hinge.shape) / Double(hinge.count)
    },
    svm.mistake("dhinge", "masked too early", cause: "right except where \"hinge\"") {
      ($0["hinge"] .> 0) / Double($0.n)
    },
    svm.mistake("dmargins", "the correct class too", cause: "at the label's column") {
      $0["dhinge"] * ($0["margins"] .> 0)
    },
    svm.mistake("dmargins", "no maximum", cause: "right except where \"margins\" ≤ 0") {
      $0["dhinge"] * (1 - $0.oneHot(like: "margins"))
    },
    svm.mistake("dmargins", "the scores' mask", cause: "\"scores\" seems to stand where \"hinge\"")
    {
      $0["dhinge"] * (1 - $0.oneHot(like: "margins")) * ($0["scores"] .> 0)
    },
    svm.mistake("dmargins", "the mask turned round", cause: "what \"hinge\" stops") {
      $0["dhinge"] * (1 - $0.oneHot(like: "margins")) * ($0["margins"] .< 0)
    },
    svm.mistake("dmargins", "no upstream", cause: "\"dhinge\" is ignored") {
      (1 - $0.oneHot(like: "margins")) * ($0["margins"] .> 0)
    },
    svm.mistake("dcorrectScores", "no minus", cause: "its sign is wrong") {
      $0["dmargins"].sum(axis: 1)
    },
    svm.mistake("dcorrectScores", "the wrong axis", cause: "wrong axis") {
      -$0["dmargins"].sum(axis: 0)
    },
    svm.mistake("dcorrectScores", "no sum", cause: "sum over axis 1 missing") { -$0["dmargins"] },
    svm.mistake(
      "dscores", "no correct scores", cause: "path through \"correctScores\" is missing"
    ) {
      $0["dmargins"]
    },
    svm.mistake("dscores", "subtracted again", cause: "path through \"correctScores\" has the") {
      $0["dmargins"] - $0["dcorrectScores"].scatter($0.labels, classes: $0["w"].shape[1])
    },
    svm.mistake(
      "dscores", "at the highest score", cause: "\"correctScores\" has the right numbers, but in"
    ) {
      let scores = $0["scores"]
      return $0["dmargins"]
        + $0["dcorrectScores"].scatter(scores.argmax(axis: 1), classes: scores.shape[1])
    },
    svm.mistake("dw", "no regularization", cause: "path through \"regLoss\" is missing") {
      $0["x"].transposed().matmul($0["dscores"])
    },
    svm.mistake("dw", "no factor of 2", cause: "path through \"regLoss\" is 2 times too small") {
      $0["x"].transposed().matmul($0["dscores"]) + $0["reg"].scalar * $0["w"]
    },
    svm.mistake("dw", "the margins' gradient", cause: "\"dmargins\" seems to stand where") {
      $0["x"].transposed().matmul($0["dmargins"]) + 2 * $0["reg"].scalar * $0["w"]
    },
    svm.mistake("dw", "the mean once more", cause: "path through \"scores\" is N times too small") {
      $0["x"].transposed().matmul($0["dscores"]) / Double($0.n) + 2 * $0["reg"].scalar * $0["w"]
    },
  ]

  static let svmVariants: [Mutant] = [
    svm.variant("hinge", "the mask before the maximum") {
      max(0, $0["margins"] * (1 - $0.oneHot(like: "margins")))
    },
    svm.variant("margins", "the margin first") {
      let scores = $0["scores"]
      return 1 - ($0.columns("correctScores", like: "scores") - scores)
    },
    svm.variant("dmargins", "the mask of the hinge") { $0["dhinge"] * ($0["hinge"] .> 0) },
    svm.variant("dmargins", "passes at zero") {
      $0["dhinge"] * (1 - $0.oneHot(like: "margins")) * ($0["margins"] .>= 0)
    },
    svm.variant("dscores", "the label's column written, not added") {
      var dscores = $0["dmargins"]
      for (n, label) in $0.labels.enumerated() { dscores[n, label] = $0["dcorrectScores"][n] }
      return dscores
    },
    svm.variant("dscores", "less the row sums") {
      let dmargins = $0["dmargins"]
      let sums = dmargins.sum(axis: 1).expand(axis: 1, count: dmargins.shape[1])
      return dmargins - sums * $0.oneHot(like: "dmargins")
    },
    svm.variant("dw", "the transposed product") {
      $0["dscores"].transposed().matmul($0["x"]).transposed() + $0["w"] * (2 * $0["reg"].scalar)
    },
    svm.variant("dw", "an example at a time") {
      let (x, dscores, w) = ($0["x"], $0["dscores"], $0["w"])
      var dw = w * $0["reg"].scalar + w * $0["reg"].scalar
      for n in 0..<x.shape[0] {
        for d in 0..<w.shape[0] {
          for c in 0..<w.shape[1] { dw[d, c] += x[n, d] * dscores[n, c] }
        }
      }
      return dw
    },
  ]
}
