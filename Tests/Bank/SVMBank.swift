import FlatBackprop

extension Bank {
  static let svmMistakes: [Planted] = [
    .mistake("04-svm", "svmLoss", "dhinge", "no mean", cause: "times too large") {
      Tensor.ones($0["hinge"].shape)
    },
    .mistake(
      "04-svm", "svmLoss", "dscores", "no correct scores", cause: "path through \"correctScores\""
    ) {
      $0["dmargins"]
    },
    .mistake("04-svm", "svmLoss", "dw", "no regularization", cause: "path through \"regLoss\"") {
      $0["x"].transposed().matmul($0["dscores"])
    },
  ]

  static let svmVariants: [Planted] = [
    .variant("04-svm", "svmLoss", "dw", "the transposed product") {
      $0["dscores"].transposed().matmul($0["x"]).transposed() + $0["w"] * (2 * $0["reg"].scalar)
    }
  ]
}
