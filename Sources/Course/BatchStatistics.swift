import BatchStatistics
import FlatBackprop
import Runner

extension Course {
  static let batchStatistics = Assignment(
    "07-batch-statistics",
    [
      Function(
        "batchMean",
        inputs: [.tensor("x", "N D")],
        cases: [
          // Means of 3 and 6; a quarter of the upstream gradient in each row: dx = [1, −2] in all.
          Case("numbers to check by hand", upstream: Tensor([4, -8])) { _ in ["x": batch] },
          Case("random") { random in ["x": .normal([5, 3], using: &random)] },
          Case("one example") { random in ["x": .normal([1, 3], using: &random)] },
          Case("one feature") { random in ["x": .normal([4, 1], using: &random)] },
        ]
      ) { batchMean(x: $0["x"], stage: $1) },
      Function(
        "batchNorm",
        inputs: normalizingInputs,
        cases: normalizing
      ) {
        batchNorm(
          x: $0["x"], gamma: $0["gamma"], beta: $0["beta"], epsilon: $0.number("epsilon"), stage: $1
        )
      },
      Function(
        "batchNormFused",
        inputs: normalizingInputs,
        cases: normalizing
      ) {
        batchNormFused(
          x: $0["x"], gamma: $0["gamma"], beta: $0["beta"], epsilon: $0.number("epsilon"), stage: $1
        )
      },
      Function(
        "updateRunningAverages",
        inputs: [
          .tensor("x", "N D"), .tensor("runningMean", "D"), .tensor("runningVariance", "D"),
          .number("momentum"),
        ],
        cases: [
          // Means of 3 and 6, variances of 3 and 8: the averages become [1.2, .6] and [1.2, 1.7].
          Case("numbers to check by hand") { _ in
            [
              "x": batch, "runningMean": Tensor([1, 0]), "runningVariance": Tensor([1, 1]),
              "momentum": Tensor(0.9),
            ]
          },
          Case("random") { random in
            [
              "x": .normal([5, 3], using: &random), "runningMean": .normal([3], using: &random),
              "runningVariance": .uniform([3], in: 0.5...2, using: &random),
              "momentum": Tensor(0.7),
            ]
          },
          Case("one example: a variance of zero") { random in
            [
              "x": .normal([1, 2], using: &random), "runningMean": .normal([2], using: &random),
              "runningVariance": .uniform([2], in: 0.5...2, using: &random),
              "momentum": Tensor(0.9),
            ]
          },
          Case("no momentum: only the batch counts") { random in
            [
              "x": .normal([3, 1], using: &random), "runningMean": .normal([1], using: &random),
              "runningVariance": .uniform([1], in: 0.5...2, using: &random), "momentum": Tensor(0),
            ]
          },
        ]
      ) {
        updateRunningAverages(
          x: $0["x"], runningMean: $0["runningMean"], runningVariance: $0["runningVariance"],
          momentum: $0.number("momentum"), stage: $1)
      },
      Function(
        "batchNormInference",
        inputs: normalizingInputs + [.tensor("runningMean", "D"), .tensor("runningVariance", "D")],
        cases: [
          // Reciprocals of 1/4 and 1/2, which are not the batch's: out = [0, −4], [2, 8], [2, 2],
          // [2, 2]; dx = [−2.5, −6], [−1, 7.5], [0.5, −1.5], [1, 3].
          Case("numbers to check by hand", upstream: upstream) { _ in
            [
              "x": batch, "gamma": Tensor([2, 3]), "beta": Tensor([1, -1]), "epsilon": Tensor(1),
              "runningMean": Tensor([2, 4]), "runningVariance": Tensor([15, 3]),
            ]
          },
          Case("random") { random in
            [
              "x": .normal([5, 3], using: &random), "gamma": .normal([3], using: &random),
              "beta": .normal([3], using: &random), "epsilon": Tensor(1e-5),
              "runningMean": .normal([3], using: &random),
              "runningVariance": .uniform([3], in: 0.5...2, using: &random),
            ]
          },
          Case("one example: it needs no batch") { random in
            [
              "x": .normal([1, 4], using: &random), "gamma": .normal([4], using: &random),
              "beta": .normal([4], using: &random), "epsilon": Tensor(0.1),
              "runningMean": .normal([4], using: &random),
              "runningVariance": .uniform([4], in: 0.5...2, using: &random),
            ]
          },
        ]
      ) {
        batchNormInference(
          x: $0["x"], gamma: $0["gamma"], beta: $0["beta"], epsilon: $0.number("epsilon"),
          runningMean: $0["runningMean"], runningVariance: $0["runningVariance"], stage: $1)
      },
    ])

  /// Columns with means of 3 and 6 and variances of 3 and 8: with an epsilon of 1, the standard
  /// deviations are 2 and 3.
  private static let batch = Tensor([[0, 2], [4, 10], [4, 6], [4, 6]])
  private static let upstream = Tensor([[-5, -4], [-2, 5], [1, -1], [2, 2]])

  private static let normalizing = [
    // out = [−5, 7], [3, −9], [3, −1], [3, −1]; dx = [−2, 1], [−4, −1], [2, 3], [4, −3].
    Case("numbers to check by hand", upstream: upstream) { _ in
      ["x": batch, "gamma": Tensor([4, -6]), "beta": Tensor([1, -1]), "epsilon": Tensor(1)]
    },
    Case("random") { random in
      normalizing(.normal([5, 3], using: &random), epsilon: 1e-5, &random)
    },
    Case("two examples, one feature") { random in
      normalizing(Tensor([[0.4], [-1.1]]), epsilon: 0.1, &random)
    },
    // Each example is its own mean: out is beta, whatever x is, and dx is 0.
    Case("one example") { random in
      normalizing(.normal([1, 3], using: &random), epsilon: 0.1, &random)
    },
    Case("columns far from zero") { random in
      normalizing(.normal([4, 2], using: &random) + 1e3, epsilon: 0.01, &random)
    },
    // The second column has a variance of 0: only epsilon keeps the reciprocal finite.
    Case("a constant column") { random in
      normalizing(
        Tensor([[0.3, 2], [-1.2, 2], [0.8, 2], [1.9, 2]]), epsilon: 0.1, &random)
    },
  ]

  private static func normalizing(
    _ x: Tensor, epsilon: Double, _ random: inout SeededGenerator
  ) -> [String: Tensor] {
    [
      "x": x, "gamma": .normal([x.shape[1]], using: &random),
      "beta": .normal([x.shape[1]], using: &random), "epsilon": Tensor(epsilon),
    ]
  }
}

private let normalizingInputs: [Input] = [
  .tensor("x", "N D"), .tensor("gamma", "D"), .tensor("beta", "D"), .number("epsilon"),
]
