import FlatBackprop
import Linear
import Runner

extension Course {
  static let linear = Assignment(
    "03-linear",
    [
      Function(
        "matrixProduct",
        inputs: [.tensor("x", "N D"), .tensor("w", "D C")],
        cases: [
          // y [[−1, −1, 2, 6], [5, 2, 11, 7]]; dx [[0, 16, −9], [−24, 9, −30]];
          // dw [[28, 3, −18, 0], [−30, 7, 13, 33], [−22, −7, 17, −15]].
          Case("the lecture's numbers", upstream: lectureUpstream) { _ in
            ["x": lectureX, "w": lectureW]
          },
          Case("random") { productInputs(n: 4, d: 3, c: 2, &$0) },
          // Where all sizes are equal, a forgotten transpose still fits.
          Case("square matrices") { productInputs(n: 3, d: 3, c: 3, &$0) },
          Case("one example") { productInputs(n: 1, d: 3, c: 5, &$0) },
          Case("one feature") { productInputs(n: 4, d: 1, c: 2, &$0) },
        ]
      ) { matrixProduct(x: $0["x"], w: $0["w"], stage: $1) },
      Function(
        "linearLayer",
        inputs: [.tensor("x", "N D"), .tensor("w", "D C"), .tensor("b", "C")],
        cases: [
          // As above with biases: out [[0, −2, 2.5, 8], [6, 1, 11.5, 9]]; db [−6, 4, 1, 15].
          Case("the lecture's numbers", upstream: lectureUpstream) { _ in
            ["x": lectureX, "w": lectureW, "b": Tensor([1, -1, 0.5, 2])]
          },
          Case("random") { layerInputs(n: 4, d: 3, c: 2, &$0) },
          Case("square matrices") { layerInputs(n: 3, d: 3, c: 3, &$0) },
          Case("one example, more outputs than features") { layerInputs(n: 1, d: 2, c: 5, &$0) },
          Case("one output") { layerInputs(n: 5, d: 3, c: 1, &$0) },
        ]
      ) { linearLayer(x: $0["x"], w: $0["w"], b: $0["b"], stage: $1) },
      Function(
        "meanSquaredError",
        inputs: [
          .tensor("x", "N D"), .tensor("w", "D C"), .tensor("b", "C"), .tensor("target", "N C"),
        ],
        cases: [
          // predictions 2, 5, 8, 11, residuals 2, −1, 3, 0, loss 14/4;
          // dresiduals 1, −.5, 1.5, 0, db 2, dw 4.5, dx 3, −1.5, 4.5, 0.
          Case("numbers to check by hand") { _ in
            [
              "x": Tensor([[1], [2], [3], [4]]), "w": Tensor([[3]]), "b": Tensor([-1]),
              "target": Tensor([[0], [6], [5], [11]]),
            ]
          },
          Case("random") { regressionInputs(n: 5, d: 4, c: 3, &$0) },
          Case("square matrices") { regressionInputs(n: 3, d: 3, c: 3, &$0) },
          Case("one example, more outputs than features") {
            regressionInputs(n: 1, d: 2, c: 4, &$0)
          },
        ]
      ) {
        meanSquaredError(x: $0["x"], w: $0["w"], b: $0["b"], target: $0["target"], stage: $1)
      },
    ])
}

private let lectureX = Tensor([[2, 1, -3], [-3, 4, 2]])
private let lectureW = Tensor([[3, 2, 1, -1], [2, 1, 3, 2], [3, 2, 1, -2]])
private let lectureUpstream = Tensor([[2, 3, -3, 9], [-8, 1, 4, 6]])

private func productInputs(
  n: Int, d: Int, c: Int, _ random: inout SeededGenerator
) -> [String: Tensor] {
  ["x": .normal([n, d], using: &random), "w": .normal([d, c], using: &random)]
}

private func layerInputs(
  n: Int, d: Int, c: Int, _ random: inout SeededGenerator
) -> [String: Tensor] {
  var inputs = productInputs(n: n, d: d, c: c, &random)
  inputs["b"] = .normal([c], using: &random)
  return inputs
}

private func regressionInputs(
  n: Int, d: Int, c: Int, _ random: inout SeededGenerator
) -> [String: Tensor] {
  var inputs = layerInputs(n: n, d: d, c: c, &random)
  inputs["target"] = .normal([n, c], using: &random)
  return inputs
}
