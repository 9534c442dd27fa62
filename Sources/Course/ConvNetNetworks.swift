import ConvNet
import Datasets
import FlatBackprop
import KitSupport
import Modular
import Runner

// A whole network: its first parameters, what it computes, and what it learns.

extension Course {
  static let networks: [Function] = [
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
  ]
}
