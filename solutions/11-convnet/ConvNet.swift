import FlatBackprop
import Modular

/// A convolutional network: a graph of gates, and the parameters it reads.
public struct Network {
  private let graph: Graph

  /// The parameters by name: `w1`, `b1`, `w2` … A name that begins with `w` is a weight.
  public var parameters: [String: Tensor]

  private var velocities: [String: Tensor] = [:]

  /// A network with given parameters.
  /// - Parameters:
  ///   - graph: Its inputs are the images `x` and the parameters, its result is called `scores`.
  ///   - parameters: The parameters by name.
  public init(_ graph: Graph, parameters: [String: Tensor]) {
    (self.graph, self.parameters) = (graph, parameters)
  }

  /// A network with parameters to begin with.
  public init(_ architecture: Architecture, using generator: inout SeededGenerator) throws {
    let blueprint = try architecture.build()
    self.init(
      blueprint.graph, parameters: try Self.initialParameters(of: blueprint, using: &generator))
  }

  /// Parameters to begin with: biases are zeros, and weights are drawn by ``heInitialized``, layer
  /// by layer. The last layer's weights are a hundredth of that: then all scores are close to 0, no
  /// class is more probable than another, and the first loss is close to `log(classes)`.
  static func initialParameters(
    of blueprint: Architecture.Blueprint, using generator: inout SeededGenerator
  ) throws -> [String: Tensor] {
    // BEGIN SOLUTION
    var result: [String: Tensor] = [:]
    for (name, shape) in blueprint.parameters {
      if name.hasPrefix("w") {
        result[name] = heInitialized(shape: shape, using: &generator)
      } else {
        result[name] = .zeros(shape)
      }
    }
    if let last = blueprint.parameters.last(where: { $0.name.hasPrefix("w") }) {
      result[last.name] = 0.01 * result[last.name]!
    }
    return result
    // END SOLUTION
  }

  /// The scores of some images.
  /// - Parameter x: `[N, C, H, W]`.
  /// - Returns: `[N, classes]`.
  public func scores(_ x: Tensor) throws -> Tensor {
    // BEGIN SOLUTION
    var graph = graph
    let values = try graph.forward(parameters.merging(["x": x]) { $1 })
    return values["scores"]!
    // END SOLUTION
  }

  /// The part of the images whose own class has the largest score, 0 to 1.
  /// - Parameters:
  ///   - x: `[N, C, H, W]`.
  ///   - y: `N` class indices.
  public func accuracy(_ x: Tensor, _ y: [Int]) throws -> Double {
    // BEGIN SOLUTION
    let guesses = try scores(x).argmax(axis: 1)
    return Double(zip(guesses, y).filter { $0 == $1 }.count) / Double(y.count)
    // END SOLUTION
  }

  /// The loss on some images, and its gradient with respect to each parameter.
  ///
  /// The loss is the softmax loss, a mean over the images, plus `reg · Σ w²` over all weights. Biases
  /// are not regularized.
  /// - Parameters:
  ///   - x: `[N, C, H, W]`.
  ///   - y: `N` class indices.
  ///   - reg: The strength of the regularization.
  /// - Returns: The loss, and the gradients by the parameters' names.
  public func lossAndGradients(
    _ x: Tensor, _ y: [Int], reg: Double
  ) throws -> (loss: Double, gradients: [String: Tensor]) {
    // BEGIN SOLUTION
    var graph = graph
    var softmaxLoss = SoftmaxLoss(labels: y)
    let values = try graph.forward(parameters.merging(["x": x]) { $1 })
    var loss = softmaxLoss.forward(values["scores"]!).scalar

    let dscores = softmaxLoss.backward(Tensor(1))[0]
    var gradients = try graph.backward(from: "scores", dscores)
      .filter { parameters.keys.contains($0.key) }
    for name in parameters.keys.sorted() where name.hasPrefix("w") {
      let w = parameters[name]!
      loss += reg * (w * w).sum()
      gradients[name]! += 2 * reg * w
    }
    return (loss, gradients)
    // END SOLUTION
  }

  /// One step of gradient descent on some images: ``momentumStep`` for each parameter. Each keeps a
  /// velocity of its own, zeros before the first step.
  /// - Returns: The loss before the step.
  @discardableResult
  public mutating func step(
    _ x: Tensor, _ y: [Int], reg: Double, rate: Double, momentum: Double
  ) throws -> Double {
    // BEGIN SOLUTION
    let (loss, gradients) = try lossAndGradients(x, y, reg: reg)
    for (name, w) in parameters {
      let velocity = velocities[name] ?? .zeros(w.shape)
      (parameters[name], velocities[name]) = momentumStep(
        w: w, dw: gradients[name]!, velocity: velocity, rate: rate, momentum: momentum)
    }
    return loss
    // END SOLUTION
  }

  /// Given: one pass over all images, in batches, in an order drawn anew.
  /// - Returns: The mean of the batches' losses.
  @discardableResult
  public mutating func epoch(
    _ x: Tensor, _ y: [Int], batchSize: Int, reg: Double, rate: Double, momentum: Double,
    using generator: inout SeededGenerator
  ) throws -> Double {
    var places = Array(y.indices)
    for i in places.indices.reversed() {
      places.swapAt(i, Int(generator.next() % UInt64(i + 1)))
    }
    var losses: [Double] = []
    for start in stride(from: 0, to: places.count, by: batchSize) {
      let batch = Array(places[start..<min(start + batchSize, places.count)])
      losses.append(
        try step(
          x.rows(batch), batch.map { y[$0] }, reg: reg, rate: rate, momentum: momentum))
    }
    return losses.reduce(0, +) / Double(max(losses.count, 1))
  }
}
