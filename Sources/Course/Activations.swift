import Activations
import FlatBackprop
import Runner

extension Course {
  static let activations = Assignment(
    "02-activations",
    [
      Function(
        "sigmoidLayer",
        inputs: [.tensor("x")],
        cases: elementwiseCases()
      ) { sigmoidLayer(x: $0["x"], stage: $1) },
      Function(
        "tanhLayer",
        inputs: [.tensor("x")],
        cases: elementwiseCases()
      ) { tanhLayer(x: $0["x"], stage: $1) },
      // The lecture's vector: out [1, 0, 3, 0], dx [4, 0, 5, 0].
      Function(
        "reluLayer",
        inputs: [.tensor("x")],
        cases: elementwiseCases() + [kinkCase()]
      ) { reluLayer(x: $0["x"], stage: $1) },
      // out [1, −.02, 3, −.01], dx [4, −.01, 5, .09].
      Function(
        "leakyReLULayer",
        inputs: [.tensor("x"), .number("slope")],
        cases: elementwiseCases(["slope": Tensor(0.01)])
          + [kinkCase(["slope": Tensor(0.1)]), smallCase(["slope": Tensor(0.1)])]
      ) {
        leakyReLULayer(x: $0["x"], slope: $0.number("slope"), stage: $1)
      },
      // out [1, −.5, 3, −.25], dx [4, −.25, 5, 2.25], dalpha 2 − 9 = −7.
      Function(
        "preluLayer",
        inputs: [.tensor("x"), .tensor("alpha")],
        cases: elementwiseCases(["alpha": Tensor(0.25)])
          + [
            kinkCase(["alpha": Tensor(0.1)]),
            Case("alpha negative") { random in
              ["x": .normal([4, 2], using: &random), "alpha": Tensor(-0.5)]
            },
            Case("alpha above 1") { random in
              ["x": .normal([2, 3], using: &random), "alpha": Tensor(1.5)]
            },
            // The loss is 0 and so is dx, right up to the kink that is close by.
            Case("alpha zero, and nothing positive") { _ in
              ["x": Tensor([[-0.01, -1.25], [-0.5, -2]]), "alpha": Tensor(0)]
            },
            smallCase(["alpha": Tensor(0.1)]),
          ]
      ) { preluLayer(x: $0["x"], alpha: $0.number("alpha"), stage: $1) },
      Function(
        "eluLayer",
        inputs: [.tensor("x")],
        cases: elementwiseCases()
      ) { eluLayer(x: $0["x"], stage: $1) },
      Function(
        "seluLayer",
        inputs: [.tensor("x")],
        cases: elementwiseCases() + [kinkCase()]
      ) { seluLayer(x: $0["x"], stage: $1) },
      Function(
        "softplusLayer",
        inputs: [.tensor("x")],
        cases: elementwiseCases()
      ) { softplusLayer(x: $0["x"], stage: $1) },
      Function(
        "maxoutLayer",
        inputs: [
          .tensor("x", "N D"), .tensor("w1", "D C"), .tensor("b1", "C"), .tensor("w2", "D C"),
          .tensor("b2", "C"),
        ],
        cases: [
          // first [[−1], [4]], second [[3], [0]], out [[3], [4]];
          // dw1 [[30], [−10]], db1 [10], dw2 [[1], [2]], db2 [1], dx [[0, 1], [10, −10]].
          Case("numbers to check by hand", upstream: Tensor([[1], [10]])) { _ in
            [
              "x": Tensor([[1, 2], [3, -1]]), "w1": Tensor([[1], [-1]]), "b1": Tensor([0]),
              "w2": Tensor([[0], [1]]), "b2": Tensor([1]),
            ]
          },
          Case("random") { maxoutInputs(n: 5, d: 3, c: 2, &$0) },
          Case("one example, more outputs than features") {
            maxoutInputs(n: 1, d: 2, c: 5, &$0)
          },
          // With nothing in the second function, maxout is a rectifier.
          Case("the second function zero") { random in
            [
              "x": .normal([3, 2], using: &random), "w1": .normal([2, 4], using: &random),
              "b1": .normal([4], using: &random), "w2": .zeros([2, 4]), "b2": .zeros([4]),
            ]
          },
          // With large biases, neither function is a rectifier: the smaller one is positive, too.
          Case("both functions positive") { random in
            maxoutInputs(n: 4, d: 2, c: 3, &random).merging([
              "b1": .uniform([3], in: 8...9, using: &random),
              "b2": .uniform([3], in: 8...9, using: &random),
            ]) { $1 }
          },
        ]
      ) {
        maxoutLayer(
          x: $0["x"], w1: $0["w1"], b1: $0["b1"], w2: $0["w2"], b2: $0["b2"], stage: $1)
      },
    ])
}

/// The cases of an elementwise activation; `constants` are its other inputs.
private func elementwiseCases(_ constants: [String: Tensor] = [:]) -> [Case] {
  @Sendable func x(_ x: Tensor) -> [String: Tensor] { constants.merging(["x": x]) { $1 } }
  return [
    Case("the lecture's vector", upstream: Tensor([4, -1, 5, 9])) { _ in
      x(Tensor([1, -2, 3, -1]))
    },
    Case("random") { x(.normal([3, 4], deviation: 2, using: &$0)) },
    Case("one example") { x(.normal([1, 5], using: &$0)) },
    Case("images") { x(.normal([2, 1, 3, 2], using: &$0)) },
    // Here e⁸⁰⁰ is infinite, and e⁻⁸⁰⁰ is 0.
    Case("far from zero") { _ in x(Tensor([-800, -40, -5, 5, 40, 800])) },
  ]
}

private func kinkCase(_ constants: [String: Tensor] = [:]) -> Case {
  Case("an element of zero, a kink") { _ in
    constants.merging(["x": Tensor([[-0.5, 0], [1.5, 2]])]) { $1 }
  }
}

private func smallCase(_ constants: [String: Tensor]) -> Case {
  Case("elements smaller than the slope") { _ in
    constants.merging(["x": Tensor([[0.06, -0.03], [-0.08, 0.7]])]) { $1 }
  }
}

private func maxoutInputs(
  n: Int, d: Int, c: Int, _ random: inout SeededGenerator
) -> [String: Tensor] {
  [
    "x": .normal([n, d], using: &random),
    "w1": .normal([d, c], using: &random), "b1": .normal([c], using: &random),
    "w2": .normal([d, c], using: &random), "b2": .normal([c], using: &random),
  ]
}
