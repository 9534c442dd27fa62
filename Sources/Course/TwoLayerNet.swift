import FlatBackprop
import Runner
import TwoLayerNet

extension Course {
  static let twoLayerNet = Assignment(
    "06-two-layer-net",
    [
      Function(
        "twoLayerNet",
        inputs: [
          .tensor("x", "N D"), .labels("y"), .tensor("w1", "D H"), .tensor("b1", "H"),
          .tensor("w2", "H C"), .tensor("b2", "C"), .number("reg"),
        ],
        cases: [
          // preactivation [2, .5, −1], scores [0, 0], so a data loss of ln 2;
          // Σ w1² + Σ w2² = 11.25. dscores is [−.5, .5], and the third hidden unit gets no
          // gradient.
          Case("one example to check by hand") { _ in
            [
              "x": Tensor([[1, 2]]), "y": Tensor(labels: [0]),
              "w1": Tensor([[1, -1, 0.5], [0.5, 0.5, -1]]), "b1": Tensor([0, 0.5, 0.5]),
              "w2": Tensor([[0.5, -0.5], [1, -1], [1, 2]]), "b2": Tensor([-1.5, 1.5]),
              "reg": Tensor(0.1),
            ]
          },
          Case("random") { random in
            awayFromKinks(
              n: 5, d: 4, h: 6, c: 3, labels: [2, 0, 1, 2, 2], reg: 0.1, using: &random)
          },
          Case("one example, more classes than hidden units") { random in
            awayFromKinks(n: 1, d: 3, h: 2, c: 5, labels: [4], reg: 0.7, using: &random)
          },
          // The second hidden unit is below zero for every example: w1's second column gets nothing
          // but the regularization, and b1[1] gets nothing at all.
          Case("a hidden unit that never fires") { _ in
            [
              "x": Tensor([[1, 2], [2, 1], [1, 1]]), "y": Tensor(labels: [0, 1, 1]),
              "w1": Tensor([[1, -1], [-0.25, -2]]), "b1": Tensor([0.25, 0.5]),
              "w2": Tensor([[0.5, -1], [2, 1]]), "b2": Tensor([0, 0.5]), "reg": Tensor(0.01),
            ]
          },
          // The second hidden unit is at exactly 0, where any gradient between 0 and the one that
          // arrives is right.
          Case("a hidden unit at its kink") { _ in
            [
              "x": Tensor([[1, 2]]), "y": Tensor(labels: [1]),
              "w1": Tensor([[1, -2], [0.5, 1]]), "b1": Tensor([0.5, 0]),
              "w2": Tensor([[0.5, -1], [2, 1]]), "b2": Tensor([0, 0.5]), "reg": Tensor(0.1),
            ]
          },
          // The scores are b2 and a little more, far beyond what an exponential can hold.
          Case("scores whose exponentials overflow") { _ in
            [
              "x": Tensor([[1], [-1]]), "y": Tensor(labels: [0, 1]), "w1": Tensor([[1, -2]]),
              "b1": Tensor([0.5, 0.5]), "w2": Tensor([[0.5, -0.5], [-0.25, 0.5]]),
              "b2": Tensor([1000, 1000.5]), "reg": Tensor(0),
            ]
          },
        ]
      ) {
        TwoLayerNet.twoLayerNet(
          x: $0["x"], y: $0.labels("y"), w1: $0["w1"], b1: $0["b1"], w2: $0["w2"], b2: $0["b2"],
          reg: $0.number("reg"), stage: $1)
      },
      Function(
        "sigmoidNet",
        inputs: [
          .tensor("x", "N D"), .tensor("target", "N C"), .tensor("w1", "D H"), .tensor("w2", "H C"),
        ],
        cases: [
          // hidden [.5, .5], predictions 2: a loss of 1. dhidden is [2, 6], and dw1
          // [[.5, 1.5], [−.5, −1.5]].
          Case("one example to check by hand") { _ in
            [
              "x": Tensor([[1, -1]]), "target": Tensor([[1]]), "w1": Tensor([[2, 3], [2, 3]]),
              "w2": Tensor([[1], [3]]),
            ]
          },
          Case("random") { random in
            [
              "x": .normal([5, 4], using: &random), "target": .normal([5, 3], using: &random),
              "w1": .normal([4, 6], using: &random), "w2": .normal([6, 3], using: &random),
            ]
          },
          Case("one example, more outputs than hidden units") { random in
            [
              "x": .normal([1, 3], using: &random), "target": .normal([1, 4], using: &random),
              "w1": .normal([3, 2], using: &random), "w2": .normal([2, 4], using: &random),
            ]
          },
          // The first hidden unit's input is 12 or −12: its sigmoid is flat, and hardly anything
          // comes through.
          Case("a saturated hidden unit") { _ in
            [
              "x": Tensor([[1], [-1]]), "target": Tensor([[0.5, 0], [1, -1]]),
              "w1": Tensor([[12, 0.5]]), "w2": Tensor([[1, -2], [0.5, 1]]),
            ]
          },
        ]
      ) {
        sigmoidNet(x: $0["x"], target: $0["target"], w1: $0["w1"], w2: $0["w2"], stage: $1)
      },
    ])
}

/// Random inputs in which no hidden unit is so close to zero that a nudge would carry it across.
private func awayFromKinks(
  n: Int, d: Int, h: Int, c: Int, labels: [Int], reg: Double, using random: inout SeededGenerator
) -> [String: Tensor] {
  while true {
    let x = Tensor.normal([n, d], using: &random)
    let w1 = Tensor.normal([d, h], using: &random)
    let b1 = Tensor.normal([h], using: &random)
    let preactivation = x.matmul(w1) + b1.expand(axis: 0, count: n)
    if preactivation.elements.allSatisfy({ abs($0) > 0.05 }) {
      return [
        "x": x, "y": Tensor(labels: labels), "w1": w1, "b1": b1,
        "w2": .normal([h, c], using: &random), "b2": .normal([c], using: &random),
        "reg": Tensor(reg),
      ]
    }
  }
}
