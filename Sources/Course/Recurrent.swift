import FlatBackprop
import Recurrent
import Runner

extension Course {
  static let recurrent = Assignment(
    "12-recurrent",
    [
      Function(
        "recurrentNet",
        inputs: [
          .tensor("x0", "N H"), .tensor("a", "T N D"), .tensor("wx", "H H"), .tensor("wa", "D H"),
          .tensor("b", "H"), .tensor("target", "N H"),
        ],
        cases: [
          // ln 2 and ln 3 are where tanh is 0.6 and 0.8: the inputs are chosen to get there.
          // loss = 0.25; ds(2) = 0.36, ds(1) = 0.1152; dwx = 0.3312, db = 0.4752, dx0 = 0.0576.
          Case("numbers to check by hand") { _ in
            [
              "x0": Tensor([[1]]),
              "a": Tensor(shape: [2, 1, 1], [0.6931471805599453 - 0.5, 1.0986122886681098 - 0.3]),
              "wx": Tensor([[0.5]]), "wa": Tensor([[1]]), "b": Tensor([0.0]),
              "target": Tensor([[0.3]]),
            ]
          },
          Case("random") { random in unrolled(steps: 3, n: 2, h: 3, d: 2, &random) },
          Case("one step, one example") { random in unrolled(steps: 1, n: 1, h: 2, d: 3, &random) },
          Case("one step, two examples") { random in
            unrolled(steps: 1, n: 2, h: 3, d: 2, &random)
          },
          Case("more steps than units") { random in unrolled(steps: 4, n: 3, h: 2, d: 1, &random) },
          Case("more units than examples") { random in
            unrolled(steps: 2, n: 4, h: 5, d: 3, &random)
          },
        ]
      ) {
        recurrentNet(
          x0: $0["x0"], a: $0["a"], wx: $0["wx"], wa: $0["wa"], b: $0["b"], target: $0["target"],
          stage: $1)
      },
      Function(
        "gradientNorms",
        inputs: [
          .integer("activation"), .tensor("x0", "N H"), .tensor("a", "T N H"), .tensor("wx", "H H"),
          .tensor("upstream", "N H"),
        ],
        cases: [
          // Every preactivation is 0, where sigmoid is steepest: norms = 1, 1/4, 1/16, 1/64.
          Case("sigmoid at its steepest") { _ in
            [
              "activation": Tensor(0), "x0": Tensor([[0.0]]),
              "a": Tensor(shape: [3, 1, 1], [0, -0.5, -0.5]), "wx": Tensor([[1]]),
              "upstream": Tensor([[2]]),
            ]
          },
          Case("sigmoid") { random in measured(activation: 0, steps: 4, n: 3, h: 2, &random) },
          Case("tanh") { random in measured(activation: 1, steps: 3, n: 2, h: 4, &random) },
          Case("ReLU") { random in measured(activation: 2, steps: 3, n: 2, h: 5, &random) },
          Case("one step, one example") { random in
            measured(activation: 1, steps: 1, n: 1, h: 3, &random)
          },
        ]
      ) {
        guard let activation = Activation(rawValue: $0.integer("activation")) else {
          misuse("\($0.integer("activation")) is no activation: 0 sigmoid, 1 tanh, 2 ReLU.")
        }
        return gradientNorms(
          activation: activation, x0: $0["x0"], a: $0["a"], wx: $0["wx"], upstream: $0["upstream"],
          stage: $1)
      },
    ])

  private static func unrolled(
    steps: Int, n: Int, h: Int, d: Int, _ random: inout SeededGenerator
  ) -> [String: Tensor] {
    [
      "x0": .normal([n, h], deviation: 0.5, using: &random),
      "a": .normal([steps, n, d], using: &random),
      "wx": .normal([h, h], deviation: 0.7, using: &random),
      "wa": .normal([d, h], deviation: 0.5, using: &random),
      "b": .normal([h], deviation: 0.2, using: &random),
      "target": .uniform([n, h], in: -1...1, using: &random),
    ]
  }

  private static func measured(
    activation: Double, steps: Int, n: Int, h: Int, _ random: inout SeededGenerator
  ) -> [String: Tensor] {
    [
      "activation": Tensor(activation), "x0": .normal([n, h], using: &random),
      "a": .normal([steps, n, h], deviation: 0.5, using: &random),
      "wx": .normal([h, h], using: &random), "upstream": .normal([n, h], using: &random),
    ]
  }
}
