import FlatBackprop
import Runner
import Softmax

extension Course {
  static let softmax = Assignment(
    "05-softmax",
    [
      Function(
        "softmaxLoss",
        inputs: lossInputs,
        cases: losses
      ) {
        softmaxLoss(x: $0["x"], y: $0.labels("y"), w: $0["w"], reg: $0.number("reg"), stage: $1)
      },
      Function(
        "softmaxLossFused",
        inputs: lossInputs,
        cases: losses + [
          // The label's probability, 10⁻³²⁶, is too small for a Double: its logarithm is −750.
          // Computed in pieces, the loss would be infinite, and its gradient NaN.
          Case("a probability less than any number") { _ in
            [
              "x": Tensor([[1]]), "y": Tensor(labels: [0]), "w": Tensor([[0, 750, -3]]),
              "reg": Tensor(0),
            ]
          }
        ]
      ) {
        softmaxLossFused(
          x: $0["x"], y: $0.labels("y"), w: $0["w"], reg: $0.number("reg"), stage: $1)
      },
      Function(
        "softmaxFunction",
        inputs: [.tensor("scores", "N C")],
        cases: [
          // The lecture's probabilities, [.0154, .6312, .3534]. The upstream gradient is nearly
          // that of −log of the last one, so dscores is nearly [.0154, .6312, −.6466].
          Case("the lecture's scores", upstream: Tensor([[0, 0, -2.83]])) { _ in
            ["scores": Tensor([[-2.85, 0.86, 0.28]])]
          },
          Case("random") { random in
            ["scores": .normal([4, 3], deviation: 2, using: &random)]
          },
          Case("one example of five classes") { random in
            ["scores": .normal([1, 5], using: &random)]
          },
          // With a single class the probability is 1 whatever the score, so its gradient is 0.
          Case("a single class") { random in
            ["scores": .normal([3, 1], using: &random)]
          },
          // Probabilities [[.2689, .7311], [.6225, .3775]]: only the differences of scores count.
          Case("scores whose exponentials overflow") { _ in
            ["scores": Tensor([[1000, 1001], [-999.5, -1000]])]
          },
        ]
      ) {
        softmaxFunction(scores: $0["scores"], stage: $1)
      },
    ])

  private static let losses = [
    // The scores of the lecture's image, [−2.85, .86, .28] with label 2: a loss of 1.0402, by the
    // natural logarithm. dw is [[.0154, .6312, −.6466]].
    Case("the lecture's scores") { _ in
      [
        "x": Tensor([[1]]), "y": Tensor(labels: [2]), "w": Tensor([[-2.85, 0.86, 0.28]]),
        "reg": Tensor(0),
      ]
    },
    // Equal scores give equal probabilities: the loss is ln 3, and dscores is a sixth of
    // [[1, −2, 1], [−2, 1, 1]]. Every row has a tie for its maximum, which does not matter.
    Case("weights of zero") { _ in
      [
        "x": Tensor([[1, 2], [3, -1]]), "y": Tensor(labels: [1, 0]), "w": .zeros([2, 3]),
        "reg": Tensor(0.1),
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
    // The label's probability is only 1.5 · 10⁻⁸, but its logarithm counts all the same.
    Case("a label that is next to impossible") { _ in
      [
        "x": Tensor([[1]]), "y": Tensor(labels: [0]), "w": Tensor([[0, 18, -2]]), "reg": Tensor(0),
      ]
    },
    // This label's probability is 8.8 · 10⁻²⁷: a constant added for safety would be large beside
    // it.
    Case("a label out of reach") { _ in
      ["x": Tensor([[1]]), "y": Tensor(labels: [0]), "w": Tensor([[0, 60, -2]]), "reg": Tensor(0)]
    },
    // The scores are w itself, and only their differences count.
    Case("scores whose exponentials overflow") { _ in
      [
        "x": Tensor([[1, 0], [0, 1]]), "y": Tensor(labels: [0, 2]),
        "w": Tensor([[1000, 1001, 999], [-1000.5, -1000, -1001]]), "reg": Tensor(0),
      ]
    },
  ]
}

private let lossInputs: [Input] = [
  .tensor("x", "N D"), .labels("y"), .tensor("w", "D C"), .number("reg"),
]
