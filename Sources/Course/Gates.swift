import FlatBackprop
import Gates
import Runner

extension Course {
  static let gates = Assignment(
    "01-gates",
    [
      Function(
        "neuron",
        inputs: neuronInputs,
        cases: neuronCases
      ) {
        neuron(
          w0: $0.number("w0"), x0: $0.number("x0"), w1: $0.number("w1"), x1: $0.number("x1"),
          w2: $0.number("w2"), stage: $1)
      },
      Function(
        "neuronInPieces",
        inputs: neuronInputs,
        cases: neuronCases
      ) {
        neuronInPieces(
          w0: $0.number("w0"), x0: $0.number("x0"), w1: $0.number("w1"), x1: $0.number("x1"),
          w2: $0.number("w2"), stage: $1)
      },
      Function(
        "gates",
        inputs: [.tensor("x"), .tensor("y"), .tensor("z"), .tensor("w")],
        cases: [
          // product −12, larger 2, total −10, f −20; dx −8, dy 6, dz 2, dw 0.
          Case("numbers to check by hand") { _ in
            ["x": Tensor(3), "y": Tensor(-4), "z": Tensor(2), "w": Tensor(-1)]
          },
          Case("random") { random in
            [
              "x": Tensor(random.normal()), "y": Tensor(random.normal()),
              "z": Tensor(random.normal()), "w": Tensor(random.normal()),
            ]
          },
          Case("w larger than z") { _ in
            ["x": Tensor(0), "y": Tensor(1.5), "z": Tensor(-2), "w": Tensor(-0.5)]
          },
          Case("z equal to w, a kink") { _ in
            ["x": Tensor(-1), "y": Tensor(0.5), "z": Tensor(3), "w": Tensor(3)]
          },
          // Only w itself can tell on which side of z it lies.
          Case("w larger than z, and nothing else is") { _ in
            ["x": Tensor(-3), "y": Tensor(1), "z": Tensor(2.5), "w": Tensor(3)]
          },
          Case("z larger than w, and everything else is larger") { _ in
            ["x": Tensor(2), "y": Tensor(2.4), "z": Tensor(-5), "w": Tensor(-6)]
          },
          // Of single numbers it takes several cases to tell one from another.
          Case("random, w positive") { random in
            [
              "x": Tensor(random.normal()), "y": Tensor(random.normal()),
              "z": Tensor(random.normal()), "w": Tensor(abs(random.normal()) + 0.1),
            ]
          },
          Case("random, x y negative") { random in
            [
              "x": Tensor(abs(random.normal()) + 0.1), "y": Tensor(-abs(random.normal()) - 0.1),
              "z": Tensor(random.normal()), "w": Tensor(random.normal()),
            ]
          },
        ]
      ) {
        Gates.gates(
          x: $0.number("x"), y: $0.number("y"), z: $0.number("z"), w: $0.number("w"), stage: $1)
      },
      Function(
        "reuse",
        inputs: [.tensor("x"), .tensor("y")],
        cases: [
          // product −10, sum 3, cubic −30, f −28; dx 15 − 10 − 1 = 4, dy −6 − 10 = −16.
          Case("numbers to check by hand") { _ in ["x": Tensor(-2), "y": Tensor(5)] },
          Case("random") { random in
            ["x": Tensor(random.normal()), "y": Tensor(random.normal())]
          },
          Case("x zero") { _ in ["x": Tensor(0), "y": Tensor(-1.5)] },
        ]
      ) { reuse(x: $0.number("x"), y: $0.number("y"), stage: $1) },
      Function(
        "squaredNorm",
        inputs: [.tensor("w", "M D"), .tensor("x", "D")],
        cases: [
          // q [.22, .26], f .116; dq [.44, .52], dw [[.088, .176], [.104, .208]], dx [−.112, .636].
          Case("the lecture's numbers") { _ in
            ["w": Tensor([[0.1, 0.5], [-0.3, 0.8]]), "x": Tensor([0.2, 0.4])]
          },
          Case("random, more rows than columns") { random in
            ["w": .normal([4, 3], using: &random), "x": .normal([3], using: &random)]
          },
          Case("one row") { random in
            ["w": .normal([1, 5], using: &random), "x": .normal([5], using: &random)]
          },
          Case("one column") { random in
            ["w": .normal([3, 1], using: &random), "x": .normal([1], using: &random)]
          },
        ]
      ) { squaredNorm(w: $0["w"], x: $0["x"], stage: $1) },
    ])
}

private let neuronCases = [
  // s3 1, output .7311, ds3 .1966; dw0 −.1966, dx0 .3932, dw1 −.3932, dx1 −.5898, dw2 .1966.
  Case("the lecture's numbers") { _ in
    [
      "w0": Tensor(2), "x0": Tensor(-1), "w1": Tensor(-3), "x1": Tensor(-2), "w2": Tensor(-3),
    ]
  },
  Case("random") { random in
    [
      "w0": Tensor(random.normal()), "x0": Tensor(random.normal()),
      "w1": Tensor(random.normal()), "x1": Tensor(random.normal()),
      "w2": Tensor(random.normal()),
    ]
  },
  Case("an input of zero") { _ in
    [
      "w0": Tensor(1.5), "x0": Tensor(0), "w1": Tensor(-0.7), "x1": Tensor(1.2),
      "w2": Tensor(-0.4),
    ]
  },
]

private let neuronInputs: [Input] = [
  .tensor("w0"), .tensor("x0"), .tensor("w1"), .tensor("x1"), .tensor("w2"),
]
