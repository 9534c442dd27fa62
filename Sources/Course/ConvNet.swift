import ConvNet
import Datasets
import FlatBackprop
import Foundation
import Modular

// Each line of a network builds the network anew, so that none depends on what another left behind.

extension Course {
  static let convNet = [
    Call("heInitialized") {
      var generator = SeededGenerator(seed: UInt64($0.integer("seed")))
      heInitialized(shape: $0.labels("shape"), using: &generator, stage: $1)
    },
    Call("momentumStep") {
      momentumStep(
        w: $0["w"], dw: $0["dw"], velocity: $0["velocity"], rate: $0.number("rate"),
        momentum: $0.number("momentum"), stage: $1)
    },
    Call("Architecture.build") { inputs, stage in
      let architecture = architecture(inputs)
      // How many parameter tensors there are, and how many numbers in each.
      let _: Tensor = stage("parameterSizes", file: "func build", line: 0) {
        let shapes = try architecture.build().parameters.map { $0.shape }
        return Tensor(shapes.map { Double($0.reduce(1, *)) })
      }
      // Their shapes, one after the other.
      let _: Tensor = stage("parameterShapes", file: "func build", line: 0) {
        try Tensor(architecture.build().parameters.flatMap { $0.shape.map(Double.init) })
      }
    },
    Call("Network") { inputs, stage in
      let architecture = architecture(inputs)
      let (x, y, reg) = (inputs["x"], inputs.labels("y"), inputs.number("reg"))
      let names = parameterNames(architecture)
      let parameters = Dictionary(uniqueKeysWithValues: names.map { ($0, inputs[$0]) })
      func network() throws -> Network {
        try requireGates(y)
        return try Network(architecture.build().graph, parameters: parameters)
      }
      let _: Tensor = stage("scores", file: "func scores", line: 0) { try network().scores(x) }
      let _: Double = stage("accuracy", file: "func accuracy", line: 0) {
        try network().accuracy(x, y)
      }
      // All parameters, one after the other. The second step shows what is kept of the first.
      let _: Tensor = stage("parametersAfterTwoSteps", file: "func step", line: 0) {
        try requireUpdates()
        var network = try network()
        for _ in 1...2 { try network.step(x, y, reg: reg, rate: 0.1, momentum: 0.9) }
        return Tensor(names.flatMap { network.parameters[$0]?.elements ?? [] })
      }
      // What each of the two steps returns.
      let _: Tensor = stage("lossesBeforeTwoSteps", file: "func step", line: 0) {
        try requireUpdates()
        var network = try network()
        return Tensor(
          try (1...2).map { _ in try network.step(x, y, reg: reg, rate: 0.1, momentum: 0.9) })
      }
      let _: Double = stage.loss("loss", file: "func lossAndGradients", line: 0) {
        try network().lossAndGradients(x, y, reg: reg).loss
      }
      for name in names.reversed() {
        let _: Tensor = stage("d\(name)", file: "func lossAndGradients", line: 0) {
          let gradients = try network().lossAndGradients(x, y, reg: reg).gradients
          guard let gradient = gradients[name] else {
            throw Complaint("lossAndGradients returns no gradient for the parameter \"\(name)\".")
          }
          return gradient
        }
      }
    },
    Call("Network: training") { inputs, stage in
      let architecture = architecture(inputs)
      let seed = UInt64(inputs.integer("seed"))
      func network(_ random: inout SeededGenerator) throws -> Network {
        try requireGates([0, 1])
        try requireUpdates()
        return try Network(architecture, using: &random)
      }
      // 1 if the first loss is close to log(classes), as with equal probabilities for all.
      let _: Double = stage("firstLoss", file: "func initialParameters", line: 0) {
        var random = SeededGenerator(seed: seed)
        let data = LabeledImages.drawnShapes(8, size: architecture.image[1], using: &random)
        let loss = try network(&random).lossAndGradients(data.images, data.labels, reg: 0).loss
        let wanted = log(Double(architecture.classes))
        if abs(loss - wanted) < 0.05 { return 1 }
        throw Complaint(
          "The first loss is \(loss), not close to log(\(architecture.classes)) = \(wanted): the "
            + "scores of a network that has learned nothing are to be close to 0.")
      }
      // 1 if a few images are learned by heart.
      let _: Double = stage("overfit", file: "func step", line: 0) {
        var random = SeededGenerator(seed: seed)
        let data = LabeledImages.drawnShapes(8, size: architecture.image[1], using: &random)
        var network = try network(&random)
        for _ in 0..<300 {
          try network.step(data.images, data.labels, reg: 0, rate: 0.05, momentum: 0.9)
        }
        let loss = try network.lossAndGradients(data.images, data.labels, reg: 0).loss
        if loss < 0.05 { return 1 }
        throw Complaint(
          "After 300 steps on 8 images the loss is \(loss), not below 0.05: a network that works "
            + "learns so few by heart.")
      }
    },
  ]

  private static func architecture(_ inputs: Inputs) -> Architecture {
    let rows = inputs["blocks"]
    let blocks = (0..<rows.shape[0]).map { row in
      let pool = Int(rows[row, 3])
      return Architecture.Block(
        convolutions: Int(rows[row, 0]), filters: Int(rows[row, 1]), filterSize: Int(rows[row, 2]),
        pool: pool == 0 ? nil : pool)
    }
    return Architecture(
      image: inputs.labels("image"), blocks: blocks, hidden: inputs.labels("hidden"),
      classes: inputs.integer("classes"))
  }

  private static func parameterNames(_ architecture: Architecture) -> [String] {
    let convolutions = architecture.blocks.reduce(0) { $0 + $1.convolutions }
    let layers = convolutions + architecture.hidden.count + 1
    return (1...layers).flatMap { ["w\($0)", "b\($0)"] }
  }

  /// Stops with the reason if a line of a gate that networks are built from is still to do.
  private static func requireGates(_ labels: [Int]) throws {
    let (images, matrix) = (Tensor.ones([1, 1, 2, 2]), Tensor.ones([2, 2]))
    try requireWritten(Convolution(stride: 1, padding: 0), on: [images, images, .ones([1])])
    try requireWritten(ReLU(), on: [matrix])
    try requireWritten(MaxPool(size: 2, stride: 2), on: [images])
    try requireWritten(Flatten(), on: [images])
    try requireWritten(MatrixMultiply(), on: [matrix, matrix])
    try requireWritten(AddBias(), on: [matrix, .ones([2])])
    let classes = (labels.max() ?? 0) + 1
    try requireWritten(SoftmaxLoss(labels: labels), on: [.ones([labels.count, classes])])
  }

  private static func requireUpdates() throws {
    let probe = Probe()
    var random = SeededGenerator(seed: 0)
    heInitialized(shape: [1, 1], using: &random, stage: Stage(conductor: probe))
    let one = Tensor.ones([1])
    momentumStep(
      w: one, dw: one, velocity: one, rate: 0, momentum: 0, stage: Stage(conductor: probe))
    if let failure = probe.failure { throw failure }
  }
}
