import FlatBackprop

extension Exercise {
  static let convNet = Exercise(
    "11-convnet",
    [
      Function(
        "heInitialized",
        [
          // Each output sums 3 · 5 · 5 = 75 inputs.
          Case("ten 5 × 5 filters over 3 channels") { _ in
            ["shape": Tensor([10, 3, 5, 5]), "seed": Tensor(1)]
          },
          Case("a linear layer") { _ in ["shape": Tensor([6, 4]), "seed": Tensor(2)] },
          Case("one input") { _ in ["shape": Tensor([1, 3]), "seed": Tensor(3)] },
        ]),
      Function(
        "momentumStep",
        [
          // 0.9 · 1 − 0.1 · 2 = 0.7, and the weight moves from 1 to 1.7.
          Case("by hand") { _ in
            [
              "w": Tensor([1]), "dw": Tensor([2]), "velocity": Tensor([1]), "rate": Tensor(0.1),
              "momentum": Tensor(0.9),
            ]
          },
          Case("random") {
            [
              "w": .normal([3, 4], using: &$0), "dw": .normal([3, 4], using: &$0),
              "velocity": .normal([3, 4], using: &$0), "rate": Tensor(0.3),
              "momentum": Tensor(0.5),
            ]
          },
          Case("the first step, filters") {
            [
              "w": .normal([2, 1, 3, 3], using: &$0), "dw": .normal([2, 1, 3, 3], using: &$0),
              "velocity": .zeros([2, 1, 3, 3]), "rate": Tensor(0.01), "momentum": Tensor(0.9),
            ]
          },
        ]),
      Function(
        "Architecture.build",
        [
          // 760 parameters in the first layer: 75 weights for each of ten filters, and ten biases.
          Case("ten 5 × 5 filters on 32 × 32 × 3") { _ in
            inputs(image: [3, 32, 32], blocks: [[1, 10, 5, 0]], hidden: [], classes: 10)
          },
          Case("a linear classifier") { _ in
            inputs(image: [1, 2, 3], blocks: [], hidden: [], classes: 4)
          },
          Case("two blocks, two hidden layers") { _ in
            inputs(
              image: [1, 12, 9], blocks: [[2, 4, 3, 2], [1, 6, 3, 3]], hidden: [8, 5], classes: 3)
          },
        ]),
      Function(
        "Network", calling: ["Architecture.build", "momentumStep"],
        [
          // The convolution gives −0.5, 0.5, 1.5 and 2.5, the pool 2.5, and the scores are 1.25, 1.5.
          Case("by hand") { _ in
            inputs(image: [1, 2, 2], blocks: [[1, 1, 1, 2]], hidden: [], classes: 2).merging([
              "x": Tensor(shape: [1, 1, 2, 2], [1, 2, 3, 4]), "y": Tensor(labels: [1]),
              "reg": Tensor(0.1),
              "w1": .ones([1, 1, 1, 1]), "b1": Tensor([-1.5]),
              "w2": Tensor([[0.5, 1]]), "b2": Tensor([0.0, -1]),
            ]) { $1 }
          },
          Case("a linear classifier") {
            network(
              image: [1, 2, 2], blocks: [], hidden: [], classes: 3, labels: [2, 0],
              weights: [[4, 3]], using: &$0)
          },
          Case("conv – relu – pool – linear – relu – linear") {
            network(
              image: [1, 4, 4], blocks: [[1, 2, 3, 2]], hidden: [3], classes: 2, labels: [1, 0, 1],
              weights: [[2, 1, 3, 3], [8, 3], [3, 2]], using: &$0)
          },
          Case("two blocks, the first with two convolutions, one image wider than high") {
            network(
              image: [2, 2, 4], blocks: [[2, 2, 1, 2], [1, 2, 1, 0]], hidden: [], classes: 3,
              labels: [1], weights: [[2, 2, 1, 1], [2, 2, 1, 1], [2, 2, 1, 1], [4, 3]], using: &$0)
          },
        ]),
      Function(
        "Network: training",
        calling: ["heInitialized", "momentumStep", "Architecture.build", "Network"],
        [
          Case("one block") { _ in
            inputs(image: [1, 8, 8], blocks: [[1, 8, 3, 2]], hidden: [16], classes: 4)
              .merging(["seed": Tensor(1)]) { $1 }
          },
          Case("two blocks, no hidden layer") { _ in
            inputs(
              image: [1, 8, 8], blocks: [[1, 4, 3, 2], [1, 6, 3, 2]], hidden: [], classes: 4
            )
            .merging(["seed": Tensor(2)]) { $1 }
          },
          Case("no convolution at all") { _ in
            inputs(image: [1, 8, 8], blocks: [], hidden: [10], classes: 4)
              .merging(["seed": Tensor(3)]) { $1 }
          },
        ]),
    ])

  /// - Parameter blocks: For each block: convolutions, filters, filter size, pool (0 for none).
  private static func inputs(
    image: [Double], blocks: [[Double]], hidden: [Double], classes: Double
  ) -> [String: Tensor] {
    [
      "image": Tensor(image), "blocks": Tensor(shape: [blocks.count, 4], blocks.flatMap { $0 }),
      "hidden": Tensor(hidden), "classes": Tensor(classes),
    ]
  }

  /// - Parameter weights: The shapes of the weights, layer by layer.
  private static func network(
    image: [Double], blocks: [[Double]], hidden: [Double], classes: Double, labels: [Int],
    weights: [[Int]], using random: inout SeededGenerator
  ) -> [String: Tensor] {
    var result = inputs(image: image, blocks: blocks, hidden: hidden, classes: classes)
    result["x"] = .normal([labels.count] + image.map { Int($0) }, using: &random)
    result["y"] = Tensor(labels: labels)
    result["reg"] = Tensor(0.05)
    for (i, shape) in weights.enumerated() {
      let outputs = shape.count == 4 ? shape[0] : shape[1]
      let deviation = (2 / Double(shape.reduce(1, *) / outputs)).squareRoot()
      result["w\(i + 1)"] = .normal(shape, deviation: deviation, using: &random)
      result["b\(i + 1)"] = .normal([outputs], deviation: 0.3, using: &random)
    }
    return result
  }
}
