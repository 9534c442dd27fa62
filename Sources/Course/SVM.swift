import FlatBackprop
import Runner
import SVM

extension Course {
  static let svm = Assignment(
    "04-svm",
    [
      Function(
        "svmLoss",
        inputs: [.tensor("x", "N D"), .labels("y"), .tensor("w", "D C"), .number("reg")],
        cases: [
          // The scores of the lecture's image, [−2.85, .86, .28] with label 2: a loss of 1.58.
          Case("the lecture's scores") { _ in
            [
              "x": Tensor([[1]]), "y": Tensor(labels: [2]),
              "w": Tensor([[-2.85, 0.86, 0.28]]), "reg": Tensor(0),
            ]
          },
          // Margins of the other classes [[3, ·, .5], [·, −.5, 3.5]], so a data loss of 3.5;
          // Σ w² = 3, so a full loss of 3.8. dw is [[−.4, −1.1, 1.7], [1.7, −1.9, .4]].
          Case("two examples to check by hand") { _ in
            [
              "x": Tensor([[1, 2], [2, -1]]), "y": Tensor(labels: [1, 0]),
              "w": Tensor([[0.5, -0.5, 1], [1, 0.5, -0.5]]), "reg": Tensor(0.1),
            ]
          },
          Case("random") { random in
            awayFromKinks(
              n: 5, d: 4, c: 3, labels: [2, 0, 1, 2, 2], reg: 0.1, using: &random)
          },
          Case("one example, more classes than features") { random in
            awayFromKinks(n: 1, d: 2, c: 5, labels: [3], reg: 0.7, using: &random)
          },
          // Both examples beat every other class by 3: no data loss, so only the regularization is
          // left in dw, which is w itself.
          Case("every margin met") { _ in
            [
              "x": Tensor([[3, 0], [0, 3]]), "y": Tensor(labels: [0, 1]),
              "w": Tensor([[1, 0, 0], [0, 1, 0]]), "reg": Tensor(0.5),
            ]
          },
          // Scores [2, 1, .5] with label 0: the margin of class 1 is 1 − 2 + 1 = 0.
          Case("a kink: a margin of exactly zero") { _ in
            [
              "x": Tensor([[1]]), "y": Tensor(labels: [0]), "w": Tensor([[2, 1, 0.5]]),
              "reg": Tensor(0),
            ]
          },
        ]
      ) {
        svmLoss(x: $0["x"], y: $0.labels("y"), w: $0["w"], reg: $0.number("reg"), stage: $1)
      }
    ])
}

/// Random inputs in which no margin is so close to zero that a nudge would carry it across.
private func awayFromKinks(
  n: Int, d: Int, c: Int, labels: [Int], reg: Double, using random: inout SeededGenerator
) -> [String: Tensor] {
  while true {
    let x = Tensor.normal([n, d], using: &random)
    let w = Tensor.normal([d, c], using: &random)
    let scores = x.matmul(w)
    let margins = scores - scores.gather(labels).expand(axis: 1, count: c) + 1
    if margins.elements.allSatisfy({ abs($0) > 0.05 }) {
      return ["x": x, "y": Tensor(labels: labels), "w": w, "reg": Tensor(reg)]
    }
  }
}
