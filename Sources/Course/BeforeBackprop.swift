import BeforeBackprop
import FlatBackprop
import Runner

extension Course {
  static let beforeBackprop = Assignment(
    "13-before-backprop",
    [
      Function(
        "perceptronStep",
        inputs: stepInputs,
        cases: [
          // The sum is .5, so the output is 1 where 0 was wanted: w becomes [0, −1], b −.5.
          Case("fires but should not") { _ in
            [
              "x": Tensor([1, 2]), "target": Tensor(0), "w": Tensor([0.5, 0]), "b": Tensor(0),
              "rate": Tensor(0.5),
            ]
          },
          // The sum is −2.5, so the output is 0 where 1 was wanted: w becomes [1, −.5, 0].
          Case("should fire but does not") { _ in
            [
              "x": Tensor([1, 2, -1]), "target": Tensor(1), "w": Tensor([0.75, -1, 0.25]),
              "b": Tensor(-1), "rate": Tensor(0.25),
            ]
          },
          Case("right already") { _ in
            [
              "x": Tensor([2, -1]), "target": Tensor(1), "w": Tensor([1, 0.5]), "b": Tensor(0),
              "rate": Tensor(0.1),
            ]
          },
          // Zero is not above zero, so the output is 0.
          Case("a jump: a sum of exactly zero") { _ in
            [
              "x": Tensor([1, 1]), "target": Tensor(1), "w": Tensor([0, 0]), "b": Tensor(0),
              "rate": Tensor(1),
            ]
          },
          // The bias is so low that the unit is sure to be silent, so there is a step to take.
          Case("random") { random in
            [
              "x": .uniform([5], in: -1...1, using: &random), "target": Tensor(1),
              "w": .uniform([5], in: -1...1, using: &random), "b": Tensor(-6),
              "rate": Tensor(0.3),
            ]
          },
          // The sum is .5: with the bias twice it would be below zero, and it is below the target.
          Case("a bias that must count once") { _ in
            [
              "x": Tensor([1, 2]), "target": Tensor(1), "w": Tensor([0.5, 0.5]), "b": Tensor(-1),
              "rate": Tensor(0.5),
            ]
          },
        ]
      ) {
        perceptronStep(
          x: $0["x"], target: $0.number("target"), w: $0["w"], b: $0.number("b"),
          rate: $0.number("rate"), stage: $1)
      },
      Function(
        "adalineStep",
        inputs: stepInputs,
        cases: [
          // The output is .5 where 0 was wanted: w becomes [.25, −.5], b −.25, and the loss
          // is .125.
          Case("an output to check by hand") { _ in
            [
              "x": Tensor([1, 2]), "target": Tensor(0), "w": Tensor([0.5, 0]), "b": Tensor(0),
              "rate": Tensor(0.5),
            ]
          },
          // On the right side, yet the rule moves the weights: 2 is not 1.
          Case("right in sign, too large") { _ in
            [
              "x": Tensor([2, -1]), "target": Tensor(1), "w": Tensor([1, 0.5]), "b": Tensor(0.5),
              "rate": Tensor(0.1),
            ]
          },
          Case("random") { random in
            [
              "x": .normal([5], using: &random), "target": Tensor(random.normal()),
              "w": .normal([5], using: &random), "b": Tensor(random.normal()),
              "rate": Tensor(0.3),
            ]
          },
          Case("a single input") { random in
            [
              "x": .normal([1], using: &random), "target": Tensor(-1),
              "w": .normal([1], using: &random), "b": Tensor(random.normal()),
              "rate": Tensor(0.05),
            ]
          },
        ]
      ) {
        adalineStep(
          x: $0["x"], target: $0.number("target"), w: $0["w"], b: $0.number("b"),
          rate: $0.number("rate"), stage: $1)
      },
      Function(
        "stepNet",
        inputs: [
          .tensor("x", "N D"), .tensor("target", "N C"), .tensor("w1", "D H"), .tensor("w2", "H C"),
        ],
        cases: [
          // XOR's own hidden layer: an or, and an and; each example's third input is 1. The output
          // layer is half a weight off, so the last example costs .125.
          Case("XOR") { _ in
            [
              "x": xorInputs, "target": Tensor([[0], [1], [1], [0]]),
              "w1": Tensor([[1, 1], [1, 1], [-0.5, -1.5]]), "w2": Tensor([[1], [-0.5]]),
            ]
          },
          Case("random, far from the jumps") { random in
            farFromJumps(n: 4, d: 3, h: 5, c: 6, using: &random)
          },
          Case("one example, more outputs than hidden units") { random in
            farFromJumps(n: 1, d: 2, h: 2, c: 3, using: &random)
          },
        ]
      ) {
        stepNet(x: $0["x"], target: $0["target"], w1: $0["w1"], w2: $0["w2"], stage: $1)
      },
      Function(
        "twoLayerStep",
        inputs: [
          .tensor("x", "N D"), .tensor("target", "N C"), .tensor("w1", "D H"), .tensor("w2", "H C"),
          .number("rate"),
        ],
        cases: [
          // hidden [.5, .5], output .5 where 1 was wanted. newW2 is [1.05, −.95], newW1
          // [[2.025, 2.975], [1.975, 3.025]], and the loss before is .125.
          Case("one example to check by hand") { _ in
            [
              "x": Tensor([[1, -1]]), "target": Tensor([[1]]), "w1": Tensor([[2, 3], [2, 3]]),
              "w2": Tensor([[1], [-1]]), "rate": Tensor(0.8),
            ]
          },
          Case("XOR") { random in
            [
              "x": xorInputs, "target": Tensor([[0], [1], [1], [0]]),
              "w1": .normal([3, 3], using: &random), "w2": .normal([3, 1], using: &random),
              "rate": Tensor(2),
            ]
          },
          Case("random") { random in
            [
              "x": .normal([5, 4], using: &random),
              "target": .uniform([5, 6], in: 0...1, using: &random),
              "w1": .normal([4, 3], using: &random), "w2": .normal([3, 6], using: &random),
              "rate": Tensor(0.4),
            ]
          },
          Case("one example, more outputs than hidden units") { random in
            [
              "x": .normal([1, 3], using: &random),
              "target": .uniform([1, 4], in: 0...1, using: &random),
              "w1": .normal([3, 2], using: &random), "w2": .normal([2, 4], using: &random),
              "rate": Tensor(0.1),
            ]
          },
        ]
      ) {
        twoLayerStep(
          x: $0["x"], target: $0["target"], w1: $0["w1"], w2: $0["w2"], rate: $0.number("rate"),
          stage: $1)
      },
    ])

  /// The four examples of XOR; the third input is always 1, so its weight is a bias.
  private static let xorInputs = Tensor([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
}

/// Random inputs in which every hidden unit's sum is far from zero: inputs are positive, and a
/// unit's weights have one sign, which changes from unit to unit.
private func farFromJumps(
  n: Int, d: Int, h: Int, c: Int, using random: inout SeededGenerator
) -> [String: Tensor] {
  var w1 = Tensor.uniform([d, h], in: 0.75...1.5, using: &random)
  for i in 0..<d {
    for j in 0..<h where j % 2 == 1 { w1[i, j] = -w1[i, j] }
  }
  return [
    "x": .uniform([n, d], in: 0.75...1.5, using: &random),
    "target": .normal([n, c], using: &random),
    "w1": w1, "w2": .normal([h, c], using: &random),
  ]
}

private let stepInputs: [Input] = [
  .tensor("x", "D"), .tensor("target"), .tensor("w", "D"), .tensor("b"), .number("rate"),
]
