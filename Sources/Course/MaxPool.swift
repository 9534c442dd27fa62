import FlatBackprop
import MaxPool
import Runner

extension Course {
  static let maxPool = Assignment(
    "09-max-pool",
    [
      Function(
        "maxPool",
        inputs: [.tensor("x", "N C H W"), .integer("size"), .integer("stride")],
        cases: [
          // out = [[6, 8], [3, 4]], and each upstream number goes to its winner alone.
          Case("the handout's numbers", upstream: image([[1, 2], [3, 4]])) { _ in
            [
              "x": image([[1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]]),
              "size": Tensor(2), "stride": Tensor(2),
            ]
          },
          // The 9 wins all four windows, so its gradient is 1 + 2 + 3 + 4.
          Case("overlapping windows with one winner", upstream: image([[1, 2], [3, 4]])) { _ in
            [
              "x": image([[1, 2, 0], [4, 9, 3], [5, 6, 7]]), "size": Tensor(2),
              "stride": Tensor(1),
            ]
          },
          random("random, height and width differ", [2, 2, 4, 6], size: 2, stride: 2),
          random("overlapping windows", [1, 2, 5, 4], size: 3, stride: 1),
          random("rows and columns left over", [1, 2, 5, 3], size: 2, stride: 2),
          random("gaps between windows", [1, 1, 5, 8], size: 2, stride: 3),
          // A maximum that starts from 0 is wrong here.
          Case("only negative elements") { random in
            [
              "x": .uniform([2, 1, 4, 4], in: -3 ... -1, using: &random), "size": Tensor(2),
              "stride": Tensor(2),
            ]
          },
          // At a tie the maximum has a kink: any share between none and all is a subgradient.
          Case("a tie", upstream: image([[1, 2]])) { _ in
            ["x": image([[5, 1, 2, 2], [0, 5, 2, 2]]), "size": Tensor(2), "stride": Tensor(2)]
          },
          random("three images of four channels", [3, 4, 6, 3], size: 2, stride: 1),
        ]
      ) {
        MaxPool.maxPool(
          x: $0["x"], size: $0.integer("size"), stride: $0.integer("stride"), stage: $1)
      }
    ])

  private static func random(_ name: String, _ shape: [Int], size: Int, stride: Int) -> Case {
    Case(name) { random in
      [
        "x": .normal(shape, using: &random), "size": Tensor(Double(size)),
        "stride": Tensor(Double(stride)),
      ]
    }
  }

  private static func image(_ rows: [[Double]]) -> Tensor {
    Tensor(shape: [1, 1, rows.count, rows[0].count], rows.flatMap { $0 })
  }
}
