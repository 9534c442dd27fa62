import FlatBackprop

extension Exercise {
  static let modular = Exercise(
    "10-modular",
    simpleGates + layerGates + imageGates + graphs)

  private static let simpleGates = [
    // The first gate of (x + y) z: 3, and its upstream gradient there is −4, as is that of x and y.
    twoSided("Add", Tensor(-2), Tensor(5), upstream: Tensor(-4)),
    // The second gate of (x + y) z: −12, with dx = −4 and dy = 3.
    twoSided("Multiply", Tensor(3), Tensor(-4), upstream: Tensor(1)),
    // [1, 0, 3, 0], with dx = [4, 0, 5, 0].
    oneSided("ReLU", Tensor([1, -2, 3, -1]), upstream: Tensor([4, -1, 5, 9])),
    // The last gate of the neuron: 0.7311, with dx = 0.1966.
    oneSided("Sigmoid", Tensor(1), upstream: Tensor(1)),
  ]

  private static func oneSided(_ name: String, _ x: Tensor, upstream: Tensor) -> Function {
    Function(
      name,
      [
        Case("the lecture's numbers", upstream: upstream) { _ in ["x": x] },
        Case("random") { ["x": .normal([3, 4], using: &$0)] },
        Case("a batch of one image") { ["x": .normal([1, 2, 3, 1], using: &$0)] },
      ])
  }

  private static func twoSided(
    _ name: String, _ x: Tensor, _ y: Tensor, upstream: Tensor
  ) -> Function {
    Function(
      name,
      [
        Case("the lecture's numbers", upstream: upstream) { _ in ["x": x, "y": y] },
        Case("random") {
          ["x": .normal([3, 4], using: &$0), "y": .normal([3, 4], using: &$0)]
        },
        Case("a batch of one image") {
          ["x": .normal([1, 2, 3, 1], using: &$0), "y": .normal([1, 2, 3, 1], using: &$0)]
        },
      ])
  }

  private static let layerGates = [
    Function(
      "MatrixMultiply",
      [
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
      ]),
    Function(
      "AddBias",
      [
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
      ]),
    Function(
      "SoftmaxLoss",
      [
        // 1.0402, with dscores = [0.0154, 0.6312, −0.6466].
        Case("the lecture's scores", upstream: Tensor(1)) { _ in
          ["scores": Tensor([[-2.85, 0.86, 0.28]]), "labels": Tensor(labels: [2])]
        },
        Case("random") {
          ["scores": .normal([4, 3], using: &$0), "labels": Tensor(labels: [2, 0, 0, 1])]
        },
        // Exponentials that overflow, and a probability that is smaller than any number but 0.
        Case("scores that are large, and far apart") { _ in
          [
            "scores": Tensor([[999, 1000], [-1000, -1001.5], [0, 800]]),
            "labels": Tensor(labels: [0, 1, 0]),
          ]
        },
      ]),
  ]

  private static let imageGates = [
    Function(
      "Convolution",
      [
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
      ]),
    Function(
      "MaxPool",
      [
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
      ]),
    Function(
      "Flatten",
      [
        Case("by hand", upstream: Tensor([[5, 6, 7, 8]])) { _ in
          ["x": Tensor(shape: [1, 1, 2, 2], [1, 2, 3, 4])]
        },
        Case("random") { ["x": .normal([2, 3, 2, 2], using: &$0)] },
        Case("wider than high") { ["x": .normal([3, 1, 1, 4], using: &$0)] },
      ]),
  ]

  private static let graphs = [
    Function(
      "Graph: (x + y) z", calling: ["Add", "Multiply"],
      [
        // −12, with dx = −4, dy = −4, dz = 3.
        Case("the lecture's numbers", upstream: Tensor(1)) { _ in
          ["x": Tensor(-2), "y": Tensor(5), "z": Tensor(-4)]
        },
        vectors("random", ["x", "y", "z"], [2, 3]),
        vectors("vectors of one", ["x", "y", "z"], [1]),
      ]),
    Function(
      "Graph: a neuron", calling: ["Add", "Multiply", "Sigmoid"],
      [
        // 0.7311, with dw0 = −0.1966, dx0 = 0.3932, dw1 = −0.3932, dx1 = −0.5898, dw2 = 0.1966.
        Case("the lecture's numbers", upstream: Tensor(1)) { _ in
          [
            "w0": Tensor(2), "x0": Tensor(-1), "w1": Tensor(-3), "x1": Tensor(-2),
            "w2": Tensor(-3),
          ]
        },
        vectors("random", ["w0", "x0", "w1", "x1", "w2"], [3]),
        vectors("a matrix", ["w0", "x0", "w1", "x1", "w2"], [1, 2]),
      ]),
    Function(
      "Graph: a value used again", calling: ["Add", "Multiply"],
      [
        // (x + y) (x² + x) at x = 3, y = −4: −12, with dx = 12 − 7 = 5 and dy = 12.
        Case("by hand", upstream: Tensor(1)) { _ in ["x": Tensor(3), "y": Tensor(-4)] },
        vectors("random", ["x", "y"], [4]),
        vectors("a matrix", ["x", "y"], [2, 1]),
      ]),
    Function(
      "Graph: a two-layer net", calling: ["MatrixMultiply", "AddBias", "ReLU", "SoftmaxLoss"],
      [
        twoLayerNet("random", n: 3, d: 4, hidden: 5, labels: [2, 0, 1], classes: 3),
        twoLayerNet("one example", n: 1, d: 2, hidden: 3, labels: [1], classes: 4),
        twoLayerNet("one hidden unit", n: 4, d: 3, hidden: 1, labels: [0, 1, 1, 0], classes: 2),
      ]),
    Function(
      "Graph: random", calling: ["Add", "Multiply", "Sigmoid"],
      (1...6).map { seed in
        Case("graph \(seed)") {
          [
            "a": .normal([2], using: &$0), "b": .normal([2], using: &$0),
            "c": .normal([2], using: &$0), "seed": Tensor(Double(seed)),
          ]
        }
      }),
    Function(
      "Graph: a cycle",
      [
        Case("three values that wait for each other") { _ in ["length": Tensor(3)] },
        Case("a value that waits for itself") { _ in ["length": Tensor(1)] },
        Case("a long cycle") { _ in ["length": Tensor(6)] },
      ]),
  ]

  private static func vectors(_ name: String, _ values: [String], _ shape: [Int]) -> Case {
    Case(name) { random in
      var inputs: [String: Tensor] = [:]
      for value in values { inputs[value] = .normal(shape, using: &random) }
      return inputs
    }
  }

  private static func twoLayerNet(
    _ name: String, n: Int, d: Int, hidden: Int, labels: [Int], classes: Int
  ) -> Case {
    Case(name) { random in
      [
        "x": .normal([n, d], using: &random), "w1": .normal([d, hidden], using: &random),
        "b1": .normal([hidden], using: &random),
        "w2": .normal([hidden, classes], using: &random),
        "b2": .normal([classes], using: &random), "labels": Tensor(labels: labels),
      ]
    }
  }
}
