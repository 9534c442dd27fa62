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
      Function(
        "Network.initialParameters",
        inputs: architectureInputs + [.integer("seed")],
        uses: ["heInitialized", "Architecture.build"],
        writtenIn: ["weights": "func initialParameters", "biases": "func initialParameters"],
        cases: [
          Case("one block") { _ in
            ConvNetInputs.architecture(
              image: [1, 8, 8], blocks: [[1, 8, 3, 2]], hidden: [16], classes: 4
            )
            .merging(["seed": Tensor(4)]) { $1 }
          },
          Case("two blocks of two convolutions each") { _ in
            ConvNetInputs.architecture(
              image: [3, 8, 8], blocks: [[2, 6, 3, 2], [2, 8, 3, 0]], hidden: [], classes: 3
            )
            .merging(["seed": Tensor(6)]) { $1 }
          },
          Case("two hidden layers of the same size") { _ in
            ConvNetInputs.architecture(
              image: [1, 4, 4], blocks: [], hidden: [16, 16, 16], classes: 5
            )
            .merging(["seed": Tensor(5)]) { $1 }
          },
        ]
      ) { inputs, stage in
        let architecture = ConvNetInputs.architecture(in: inputs)
        func parameters() throws -> [String: Tensor] {
          try requireUpdates()
          var random = SeededGenerator(seed: UInt64(inputs.integer("seed")))
          let network = try Network(architecture, using: &random)
          return network.parameters
        }
        // 1 if they are drawn as they should be.
        let _: Double = stage.weights {
          try checkWeights(parameters(), architecture.build().parameters)
          return 1
        }
        let _: Double = stage.biases {
          try checkBiases(parameters(), architecture.build().parameters)
          return 1
        }
      },
      Function(
        "Network",
        inputs: architectureInputs + parameterInputs
          + [.tensor("x", "N C H W"), .labels("y"), .number("reg")],
        uses: ["Architecture.build", "momentumStep"] + gatesOfAnyNetwork,
        lineUses: [
          "accuracy": ["scores"], "loss": ["scores"],
          "parametersAfterTwoSteps": ["scores", "loss"] + parameterGradients,
          "lossesBeforeTwoSteps": ["scores", "loss"] + parameterGradients,
        ],
        writtenIn: [
          "scores": "func scores", "accuracy": "func accuracy",
          "parametersAfterTwoSteps": "func step", "lossesBeforeTwoSteps": "func step",
          "loss": "func lossAndGradients",
        ].merging(parameterGradients.map { ($0, "func lossAndGradients") }) { $1 },
        cases: [
          // The convolution gives −0.5, 0.5, 1.5 and 2.5, the pool 2.5, and the scores
          // are 1.25, 1.5.
          Case("by hand") { _ in
            ConvNetInputs.architecture(
              image: [1, 2, 2], blocks: [[1, 1, 1, 2]], hidden: [], classes: 2
            ).merging([
              "x": Tensor(shape: [1, 1, 2, 2], [1, 2, 3, 4]), "y": Tensor(labels: [1]),
              "reg": Tensor(0.1),
              "w1": .ones([1, 1, 1, 1]), "b1": Tensor([-1.5]),
              "w2": Tensor([[0.5, 1]]), "b2": Tensor([0.0, -1]),
            ]) { $1 }
          },
          Case("a linear classifier") {
            ConvNetInputs.network(
              image: [3, 4, 5], blocks: [], hidden: [], classes: 2, labels: [1, 0, 0, 1, 1, 0],
              weights: [[60, 2]], using: &$0)
          },
          Case("conv – relu – pool – linear – relu – linear") {
            ConvNetInputs.network(
              image: [1, 4, 4], blocks: [[1, 2, 3, 2]], hidden: [3], classes: 2, labels: [1, 0, 1],
              weights: [[2, 1, 3, 3], [8, 3], [3, 2]], using: &$0)
          },
          Case("two blocks, the first with two convolutions, one image wider than high") {
            ConvNetInputs.network(
              image: [2, 2, 4], blocks: [[2, 2, 1, 2], [1, 2, 1, 0]], hidden: [], classes: 3,
              labels: [1], weights: [[2, 2, 1, 1], [2, 2, 1, 1], [2, 2, 1, 1], [4, 3]], using: &$0)
          },
        ]
      ) { inputs, stage in
        let architecture = ConvNetInputs.architecture(in: inputs)
        let (x, y, reg) = (inputs["x"], inputs.labels("y"), inputs.number("reg"))
        let names = ConvNetInputs.parameterNames(architecture)
        let parameters = Dictionary(uniqueKeysWithValues: names.map { ($0, inputs[$0]) })
        func network() throws -> Network {
          if inputs.areRecorded { try requireGates(y) }
          return try Network(architecture.build().graph, parameters: parameters)
        }
        stage.scores { try network().scores(x) }
        let _: Double = stage.accuracy {
          try network().accuracy(x, y)
        }
        // All parameters, one after the other. The second step shows what is kept of the first.
        stage.parametersAfterTwoSteps {
          try requireUpdates()
          var network = try network()
          for _ in 1...2 { try network.step(x, y, reg: reg, rate: 0.1, momentum: 0.9) }
          return Tensor(names.flatMap { network.parameters[$0]?.elements ?? [] })
        }
        // What each of the two steps returns.
        stage.lossesBeforeTwoSteps {
          try requireUpdates()
          var network = try network()
          return Tensor(
            try (1...2).map { _ in try network.step(x, y, reg: reg, rate: 0.1, momentum: 0.9) })
        }
        let _: Double = stage.loss {
          try network().lossAndGradients(x, y, reg: reg).loss
        }
        for name in names.reversed() {
          stage.line("d" + name) {
            let gradients = try network().lossAndGradients(x, y, reg: reg).gradients
            guard let gradient = gradients[name] else {
              throw KitError("lossAndGradients returns no gradient for the parameter \"\(name)\".")
            }
            return gradient
          }
        }
      },
      Function(
        "Network: training",
        inputs: architectureInputs + [.integer("seed")],
        uses: [
          "heInitialized", "momentumStep", "Architecture.build", "Network.initialParameters",
          "Network",
        ] + gatesOfAnyNetwork,
        writtenIn: ["firstLoss": "func initialParameters", "overfit": "func step"],
        cases: [
          Case("one block") { _ in
            ConvNetInputs.architecture(
              image: [1, 8, 8], blocks: [[1, 8, 3, 2]], hidden: [16], classes: 4
            )
            .merging(["seed": Tensor(1)]) { $1 }
          },
          Case("two blocks, no hidden layer") { _ in
            ConvNetInputs.architecture(
              image: [1, 8, 8], blocks: [[1, 4, 3, 2], [1, 6, 3, 2]], hidden: [], classes: 4
            )
            .merging(["seed": Tensor(2)]) { $1 }
          },
          Case("no convolution at all") { _ in
            ConvNetInputs.architecture(image: [1, 8, 8], blocks: [], hidden: [10], classes: 4)
              .merging(["seed": Tensor(3)]) { $1 }
          },
        ]
      ) { inputs, stage in
        let architecture = ConvNetInputs.architecture(in: inputs)
        let seed = UInt64(inputs.integer("seed"))
        func network(_ random: inout SeededGenerator) throws -> Network {
          try requireGates([0, 1])
          try requireUpdates()
          return try Network(architecture, using: &random)
        }
        func images(_ random: inout SeededGenerator) -> LabeledImages {
          .drawnShapes(8, size: architecture.image[1], using: &random)
        }
        // 1 if the first loss is close to log(classes), as with equal probabilities for all.
        let _: Double = stage.firstLoss {
          var random = SeededGenerator(seed: seed)
          let images = images(&random)
          try checkFirstLoss(of: network(&random), on: images)
          return 1
        }
        // 1 if the network memorizes a few images.
        let _: Double = stage.overfit {
          var random = SeededGenerator(seed: seed)
          let images = images(&random)
          try checkLearning(of: network(&random), on: images)
          return 1
        }
      },
    ])
}

private let architectureInputs: [Input] = [
  .integers("image"), .integers("blocks"), .integers("hidden"), .integer("classes"),
]

/// What a network is built of.
private let gatesOfAnyNetwork = [
  "Convolution", "ReLU", "MaxPool", "Flatten", "MatrixMultiply", "AddBias", "SoftmaxLoss",
  "Graph: a value used again", "Graph: a two-layer net",
].map { "10-modular/\($0)" }

private let parameterGradients = parameterInputs.map { "d" + $0.name }

/// Enough for the network with the most layers among the cases.
private let parameterInputs: [Input] = (1...4).flatMap { [.tensor("w\($0)"), .tensor("b\($0)")] }
