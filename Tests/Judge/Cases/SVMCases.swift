import FlatBackprop

extension Exercise {
  static let svm = Exercise(
    "04-svm",
    [
      Function(
        "svmLoss",
        [
          // The scores of the lecture's image, [−2.85, .86, .28] with label 2: a loss of 1.58.
          Case("the lecture's scores") { _ in
            [
              "x": Tensor([[1]]), "y": Tensor(labels: [2]),
              "w": Tensor([[-2.85, 0.86, 0.28]]), "reg": Tensor(0),
            ]
          },
          Case("random") { random in
            [
              "x": .normal([5, 4], using: &random), "y": Tensor(labels: [2, 0, 1, 2, 2]),
              "w": .normal([4, 3], using: &random), "reg": Tensor(0.1),
            ]
          },
          Case("one example, more classes than features") { random in
            [
              "x": .normal([1, 2], using: &random), "y": Tensor(labels: [3]),
              "w": .normal([2, 5], using: &random), "reg": Tensor(0.7),
            ]
          },
        ])
    ])
}
