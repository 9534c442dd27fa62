import ConvNet
import Datasets
import FlatBackprop
import Foundation
import KitSupport
import Modular
import Runner

// Checks of the parts of a network that are not flat functions: its graph, and its first
// parameters. Each check throws a sentence about what is wrong.

extension Course {
  /// Follows the values from the images to the scores, and compares the gates on the way.
  static func checkGates(of graph: Graph, _ architecture: Architecture) throws {
    var (value, chain) = ("x", [String]())
    while value != "scores", let node = graph.nodes.first(where: { $0.inputs.first == value }),
      chain.count <= graph.nodes.count
    {
      chain.append(name(of: node.gate))
      value = node.name
    }
    let wanted = wantedGates(architecture)
    if chain == wanted, value == "scores" { return }
    let end = value == "scores" ? "scores" : "\(value), which nothing reads"
    throw KitError(
      "The graph is \(text(chain, to: end)). Asked for is \(text(wanted, to: "scores")).")
  }

  private static func text(_ gates: [String], to end: String) -> String {
    (["x"] + gates + [end]).joined(separator: " → ")
  }

  private static func name(of gate: any Gate) -> String {
    switch gate {
    case let gate as Convolution: "Convolution(padding \(gate.padding))"
    case let gate as MaxPool: "MaxPool(\(gate.size))"
    default: "\(type(of: gate))"
    }
  }

  private static func wantedGates(_ architecture: Architecture) -> [String] {
    let blocks = architecture.blocks.flatMap { block -> [String] in
      let convolution = ["Convolution(padding \((block.filterSize - 1) / 2))", "ReLU"]
      return (0..<block.convolutions).flatMap { _ in convolution }
        + (block.pool.map { ["MaxPool(\($0))"] } ?? [])
    }
    let linear = ["MatrixMultiply", "AddBias"]
    return blocks + ["Flatten"] + architecture.hidden.flatMap { _ in linear + ["ReLU"] } + linear
  }

  /// Checks that weights are drawn with He's standard deviation, or a hundredth of it in the last
  /// layer, and that no two layers are made of the same numbers.
  static func checkWeights(
    _ parameters: [String: Tensor], _ wanted: [(name: String, shape: [Int])]
  ) throws {
    let weights = wanted.filter { $0.name.hasPrefix("w") }
    var drawn: [(name: String, numbers: [Double])] = []
    for (name, shape) in weights {
      let value = try parameter(name, shape, in: parameters)
      let fanIn = shape.dropFirst(shape.count == 2 ? 0 : 1).prefix(shape.count == 2 ? 1 : 3)
        .reduce(1, *)
      let isLast = name == weights.last?.name
      let deviation = (2 / Double(fanIn)).squareRoot() * (isLast ? 0.01 : 1)
      let found = ((value * value).sum() / Double(value.count)).squareRoot()
      // Four standard errors of a standard deviation estimated from this many numbers.
      let error = 4 * deviation / (2 * Double(value.count)).squareRoot()
      guard abs(found - deviation) <= error else {
        throw KitError(
          "\(name), of shape \(shape), has a deviation of \(rounded(found)); expected is about "
            + "\(rounded(deviation)), "
            + (isLast ? "a hundredth of He's in the last layer." : "He's."))
      }
      let numbers = value.elements.prefix(8).map { $0 / found }
      if let same = drawn.first(where: { isSame($0.numbers, numbers) }) {
        throw KitError(
          "\(same.name) and \(name) are made of the same numbers: hand on the generator itself, which "
            + "each layer takes further.")
      }
      drawn.append((name, numbers))
    }
  }

  /// Whether two samples have the same numbers, up to a factor: each is in units of its own
  /// estimated deviation.
  private static func isSame(_ a: [Double], _ b: [Double]) -> Bool {
    guard let (x, y) = zip(a, b).first(where: { $0.0 != 0 }) else { return false }
    return zip(a, b).allSatisfy { abs($0 * y - $1 * x) <= 1e-9 * abs(x * y) + 1e-12 }
  }

  static func checkBiases(
    _ parameters: [String: Tensor], _ wanted: [(name: String, shape: [Int])]
  ) throws {
    for (name, shape) in wanted where name.hasPrefix("b") {
      let value = try parameter(name, shape, in: parameters)
      if let first = value.elements.first(where: { $0 != 0 }) {
        throw KitError("\(name) begins with \(rounded(first)): biases begin as zeros.")
      }
    }
  }

  /// Checks that a network that has learned nothing finds all classes equally likely.
  static func checkFirstLoss(of network: Network, on data: LabeledImages) throws {
    let loss = try network.lossAndGradients(data.images, data.labels, reg: 0).loss
    let classes = data.classNames.count
    let wanted = log(Double(classes))
    guard abs(loss - wanted) < 0.05 else {
      throw KitError(
        "The first loss is \(loss), not close to log(\(classes)) = \(wanted): the scores of a network "
          + "that has learned nothing are to be close to 0.")
    }
  }

  /// Checks that a network can memorize a few images.
  static func checkLearning(of network: Network, on data: LabeledImages) throws {
    var network = network
    for _ in 0..<300 {
      try network.step(data.images, data.labels, reg: 0, rate: 0.05, momentum: 0.9)
    }
    let loss = try network.lossAndGradients(data.images, data.labels, reg: 0).loss
    guard loss < 0.05 else {
      throw KitError(
        "After 300 steps on 8 images the loss is \(loss), not below 0.05: a network that works learns "
          + "so few by heart.")
    }
  }

  private static func parameter(
    _ name: String, _ shape: [Int], in parameters: [String: Tensor]
  ) throws -> Tensor {
    guard let value = parameters[name] else {
      throw KitError("There is no parameter \"\(name)\", only \(parameters.keys.sorted()).")
    }
    guard value.shape == shape else {
      throw KitError("\(name) has shape \(value.shape); build says \(shape).")
    }
    return value
  }

  private static func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
}

extension Course {
  /// Throws the reason if a line of a gate that networks are built from is still to do.
  static func requireGates(_ labels: [Int]) throws {
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

  static func requireUpdates() throws {
    let probe = Probe()
    var random = SeededGenerator(seed: 0)
    heInitialized(shape: [1, 1], using: &random, stage: Stage(conductor: probe))
    let one = Tensor.ones([1])
    momentumStep(
      w: one, dw: one, velocity: one, rate: 0, momentum: 0, stage: Stage(conductor: probe))
    if let failure = probe.failure { throw failure }
  }
}
