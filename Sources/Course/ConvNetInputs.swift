import ConvNet
import FlatBackprop
import Runner

/// The inputs that the cases of assignment 11 give to a network.
enum ConvNetInputs {
  /// - Parameter blocks: For each block: convolutions, filters, filter size, pool (0 for none).
  static func architecture(
    image: [Double], blocks: [[Double]], hidden: [Double], classes: Double
  ) -> [String: Tensor] {
    [
      "image": Tensor(image), "blocks": Tensor(shape: [blocks.count, 4], blocks.flatMap { $0 }),
      "hidden": Tensor(hidden), "classes": Tensor(classes),
    ]
  }

  /// - Parameter weights: The shapes of the weights, layer by layer.
  static func network(
    image: [Double], blocks: [[Double]], hidden: [Double], classes: Double, labels: [Int],
    weights: [[Int]], using random: inout SeededGenerator
  ) -> [String: Tensor] {
    var result = architecture(image: image, blocks: blocks, hidden: hidden, classes: classes)
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

  static func architecture(in inputs: Inputs) -> Architecture {
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

  static func parameterNames(_ architecture: Architecture) -> [String] {
    let convolutions = architecture.blocks.reduce(0) { $0 + $1.convolutions }
    let layers = convolutions + architecture.hidden.count + 1
    return (1...layers).flatMap { ["w\($0)", "b\($0)"] }
  }
}

let architectureInputs: [Input] = [
  .integers("image"), .integers("blocks"), .integers("hidden"), .integer("classes"),
]

/// What a network is built of.
let gatesOfAnyNetwork = [
  "Convolution", "ReLU", "MaxPool", "Flatten", "MatrixMultiply", "AddBias", "SoftmaxLoss",
  "Graph: a value used again", "Graph: a two-layer net",
].map { "10-modular/\($0)" }

let parameterGradients = parameterInputs.map { "d" + $0.name }

/// Enough for the network with the most layers among the cases.
let parameterInputs: [Input] = (1...4).flatMap { [.tensor("w\($0)"), .tensor("b\($0)")] }
