import FlatBackprop
import Modular
import Runner
import KitSupport

extension Course {
  static let modular = Assignment("10-modular", allGates + graphs)

  private static let allGates = [
    // The first gate of (x + y) z: 3, and its upstream gradient there is −4, as is that of x and y.
    gate(
      "Add", [.tensor("x"), .tensor("y")], saves: 0,
      cases: twoSided(Tensor(-2), Tensor(5), upstream: Tensor(-4))
    ) { _ in Add() },
    // The second gate of (x + y) z: −12, with dx = −4 and dy = 3.
    gate(
      "Multiply", [.tensor("x"), .tensor("y")], saves: 2,
      cases: twoSided(Tensor(3), Tensor(-4), upstream: Tensor(1))
    ) { _ in Multiply() },
    // [1, 0, 3, 0], with dx = [4, 0, 5, 0].
    gate(
      "ReLU", [.tensor("x")], saves: 1,
      cases: oneSided(Tensor([1, -2, 3, -1]), upstream: Tensor([4, -1, 5, 9]))
    ) { _ in ReLU() },
    // The last gate of the neuron: 0.7311, with dx = 0.1966.
    gate(
      "Sigmoid", [.tensor("x")], saves: 1, cases: oneSided(Tensor(1), upstream: Tensor(1))
    ) { _ in Sigmoid() },
    gate(
      "MatrixMultiply", [.tensor("x", "N D"), .tensor("w", "D C")], saves: 2,
      cases: [
        // dx = [[0, 16, −9], [−24, 9, −30]].
        Case(
          "the lecture's numbers", upstream: Tensor([[2, 3, -3, 9], [-8, 1, 4, 6]])
        ) { _ in
          [
            "x": Tensor([[2, 1, -3], [-3, 4, 2]]),
            "w": Tensor([[3, 2, 1, -1], [2, 1, 3, 2], [3, 2, 1, -2]]),
          ]
        },
        Case("random") {
          ["x": .normal([4, 3], using: &$0), "w": .normal([3, 2], using: &$0)]
        },
        Case("one example") {
          ["x": .normal([1, 2], using: &$0), "w": .normal([2, 5], using: &$0)]
        },
      ]
    ) { _ in MatrixMultiply() },
    gate(
      "AddBias", [.tensor("x", "N C"), .tensor("b", "C")], saves: 0,
      cases: [
        // db = [−6, 4, 1, 15], the sums of the columns.
        Case("by hand", upstream: Tensor([[2, 3, -3, 9], [-8, 1, 4, 6]])) { _ in
          ["x": Tensor([[-1, -1, 2, 6], [5, 2, 11, 7]]), "b": Tensor([1, 2, 3, 4])]
        },
        Case("random") {
          ["x": .normal([4, 3], using: &$0), "b": .normal([3], using: &$0)]
        },
        Case("one example") {
          ["x": .normal([1, 5], using: &$0), "b": .normal([5], using: &$0)]
        },
      ]
    ) { _ in AddBias() },
    gate(
      "SoftmaxLoss", [.tensor("scores", "N C")], settings: [.labels("labels")], saves: 1,
      cases: [
        // 1.0402, with dscores = [0.0154, 0.6312, −0.6466].
        Case("the lecture's scores", upstream: Tensor(1)) { _ in
          ["scores": Tensor([[-2.85, 0.86, 0.28]]), "labels": Tensor(labels: [2])]
        },
        Case("random") {
          ["scores": .normal([4, 3], using: &$0), "labels": Tensor(labels: [2, 0, 0, 1])]
        },
        // Exponentials that overflow, and a probability that is too small for a Double.
        Case("scores that are large, and far apart") { _ in
          [
            "scores": Tensor([[999, 1000], [-1000, -1001.5], [0, 800]]),
            "labels": Tensor(labels: [0, 1, 0]),
          ]
        },
      ]
    ) { SoftmaxLoss(labels: $0.labels("labels")) },
    gate(
      "Convolution", [.tensor("x", "N C H W"), .tensor("w", "K C F F"), .tensor("b", "K")],
      settings: [.integer("stride"), .integer("padding")], saves: 3,
      cases: [
        // One window of ones and a filter that counts: 1 + 2 + 3 + 4, and a bias of ½.
        Case("one window", upstream: Tensor(shape: [1, 1, 1, 1], [2])) { _ in
          [
            "x": .ones([1, 1, 2, 2]), "w": Tensor(shape: [1, 1, 2, 2], [1, 2, 3, 4]),
            "b": Tensor([0.5]), "stride": Tensor(1), "padding": Tensor(0),
          ]
        },
        Case("random, padded") {
          [
            "x": .normal([2, 2, 3, 3], using: &$0), "w": .normal([3, 2, 3, 3], using: &$0),
            "b": .normal([3], using: &$0), "stride": Tensor(1), "padding": Tensor(1),
          ]
        },
        Case("wider than high, stride 2") {
          [
            "x": .normal([1, 3, 3, 5], using: &$0), "w": .normal([2, 3, 3, 3], using: &$0),
            "b": .normal([2], using: &$0), "stride": Tensor(2), "padding": Tensor(1),
          ]
        },
        Case("filters of 1 × 1") {
          [
            "x": .normal([2, 3, 2, 2], using: &$0), "w": .normal([4, 3, 1, 1], using: &$0),
            "b": .normal([4], using: &$0), "stride": Tensor(1), "padding": Tensor(0),
          ]
        },
        Case("three images of two channels") {
          [
            "x": .normal([3, 2, 5, 4], using: &$0), "w": .normal([2, 2, 2, 2], using: &$0),
            "b": .normal([2], using: &$0), "stride": Tensor(1), "padding": Tensor(0),
          ]
        },
        Case("two images of three channels") {
          [
            "x": .normal([2, 3, 4, 6], using: &$0), "w": .normal([4, 3, 3, 3], using: &$0),
            "b": .normal([4], using: &$0), "stride": Tensor(1), "padding": Tensor(0),
          ]
        },
      ]
    ) { Convolution(stride: $0.integer("stride"), padding: $0.integer("padding")) },
    gate(
      "MaxPool", [.tensor("x", "N C H W")], settings: [.integer("size"), .integer("stride")],
      saves: 2,
      cases: [
        // [[6, 8], [3, 4]].
        Case("by hand", upstream: Tensor(shape: [1, 1, 2, 2], [1, -2, 3, 5])) { _ in
          [
            "x": Tensor(
              shape: [1, 1, 4, 4], [1, 1, 2, 4, 5, 6, 7, 8, 3, 2, 1, 0, 1, 2, 3, 4]),
            "size": Tensor(2), "stride": Tensor(2),
          ]
        },
        Case("random") {
          ["x": .normal([2, 3, 4, 4], using: &$0), "size": Tensor(2), "stride": Tensor(2)]
        },
        Case("windows that overlap, wider than high") {
          ["x": .normal([1, 2, 3, 5], using: &$0), "size": Tensor(3), "stride": Tensor(1)]
        },
        Case("three images of two channels") {
          ["x": .normal([3, 2, 5, 6], using: &$0), "size": Tensor(2), "stride": Tensor(1)]
        },
      ]
    ) { MaxPool(size: $0.integer("size"), stride: $0.integer("stride")) },
    gate(
      "Flatten", [.tensor("x", "N C H W")], saves: 1,
      cases: [
        Case("by hand", upstream: Tensor([[5, 6, 7, 8]])) { _ in
          ["x": Tensor(shape: [1, 1, 2, 2], [1, 2, 3, 4])]
        },
        Case("random") { ["x": .normal([2, 3, 2, 2], using: &$0)] },
        Case("wider than high") { ["x": .normal([3, 1, 1, 4], using: &$0)] },
        Case("three images") { ["x": .normal([3, 2, 4, 5], using: &$0)] },
      ]
    ) { _ in Flatten() },
  ]
}
