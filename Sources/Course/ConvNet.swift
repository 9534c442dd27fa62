import ConvNet
import Datasets
import FlatBackprop
import Modular
import Runner
import KitSupport

extension Course {
  static let convNet = Assignment(
    "11-convnet",
    [
      Function(
        "heInitialized",
        inputs: [.integers("shape"), .integer("seed")],
        cases: [
          // Each output sums 3 · 5 · 5 = 75 inputs.
          Case("ten 5 × 5 filters over 3 channels") { _ in
            ["shape": Tensor([10, 3, 5, 5]), "seed": Tensor(1)]
          },
          Case("a linear layer") { _ in ["shape": Tensor([6, 4]), "seed": Tensor(2)] },
          Case("one input") { _ in ["shape": Tensor([1, 3]), "seed": Tensor(3)] },
        ]
      ) {
        var generator = SeededGenerator(seed: UInt64($0.integer("seed")))
        return heInitialized(shape: $0.labels("shape"), using: &generator, stage: $1)
      },
      Function(
        "momentumStep",
        inputs: [
          .tensor("w"), .tensor("dw"), .tensor("velocity"), .number("rate"), .number("momentum"),
        ],
        cases: [
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
              "momentum": Tensor(0.6),
            ]
          },
          Case("the first step, filters") {
            [
              "w": .normal([2, 1, 3, 3], using: &$0), "dw": .normal([2, 1, 3, 3], using: &$0),
              "velocity": .zeros([2, 1, 3, 3]), "rate": Tensor(0.01), "momentum": Tensor(0.9),
            ]
          },
        ]
      ) {
        momentumStep(
          w: $0["w"], dw: $0["dw"], velocity: $0["velocity"], rate: $0.number("rate"),
          momentum: $0.number("momentum"), stage: $1)
      },
      Function(
        "Architecture.build",
        inputs: architectureInputs,
        writtenIn: [
          "parameterSizes": "func build", "parameterShapes": "func build", "gates": "func build",
        ],
        cases: [
          // 760 parameters in the first layer: 75 weights for each of ten filters, and ten biases.
          Case("ten 5 × 5 filters on 32 × 32 × 3") { _ in
            ConvNetInputs.architecture(
              image: [3, 32, 32], blocks: [[1, 10, 5, 0]], hidden: [], classes: 10)
          },
          Case("a linear classifier") { _ in
            ConvNetInputs.architecture(image: [1, 2, 3], blocks: [], hidden: [], classes: 4)
          },
          Case("two blocks, two hidden layers") { _ in
            ConvNetInputs.architecture(
              image: [1, 12, 9], blocks: [[2, 4, 3, 2], [1, 6, 3, 3]], hidden: [8, 5], classes: 3)
          },
        ]
      ) { inputs, stage in
        let architecture = ConvNetInputs.architecture(in: inputs)
        // How many parameter tensors there are, and how many numbers in each.
        stage.parameterSizes {
          let shapes = try architecture.build().parameters.map { $0.shape }
          return Tensor(shapes.map { Double($0.reduce(1, *)) })
        }
        // Their shapes, one after the other.
        stage.parameterShapes {
          try Tensor(architecture.build().parameters.flatMap { $0.shape.map(Double.init) })
        }
        // 1 if the gates between the images and the scores are those that were asked for.
        let _: Double = stage.gates {
          try checkGates(of: architecture.build().graph, architecture)
          return 1
        }
      },
    ] + networks)
}
