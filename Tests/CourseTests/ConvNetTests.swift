import ConvNet
import Datasets
import FlatBackprop
import Foundation
import Testing

@Suite("11 convnet: the solution")
struct ConvNetTests {
  @Test("gives the numbers of the handout's network by hand")
  func byHand() throws {
    let values = try GradedCall.named("Network", "by hand").run().values
    let wanted: [String: [Double]] = [
      "scores": [1.25, 1.5], "accuracy": [1], "loss": [0.800939], "db2": [0.437823, -0.437823],
      "dw2": [1.194559, -0.894559], "db1": [-0.218912], "dw1": [-0.675647],
    ]
    for (name, numbers) in wanted {
      for (found, number) in zip(try #require(values[LineName(name)]).elements, numbers) {
        #expect(abs(found - number) < 1e-6, "\(name)")
      }
    }
  }

  @Test("has the lecture's 760 parameters in a layer of ten 5 × 5 filters over 3 channels")
  func parameterCount() throws {
    let architecture = Architecture(
      image: [3, 32, 32], blocks: [.init(filters: 10, filterSize: 5, pool: nil)], hidden: [],
      classes: 10)
    let parameters = try architecture.build().parameters
    #expect(parameters.map { $0.name } == ["w1", "b1", "w2", "b2"])
    #expect(parameters.map { $0.shape } == [[10, 3, 5, 5], [10], [10 * 32 * 32, 10], [10]])
    let counts = parameters.map { $0.shape.reduce(1, *) }
    #expect(counts[0] + counts[1] == 760)
  }

  @Test("draws weights with a mean square of 2 over the number of inputs")
  func he() {
    var random = SeededGenerator(seed: 1)
    for shape in [[40, 5, 3, 3], [45, 40]] {
      let w = heInitialized(shape: shape, using: &random)
      #expect(w.shape == shape)
      let square = (w * w).sum() / Double(w.count)
      #expect(abs(square / (2 / 45) - 1) < 0.1)
      #expect(abs(w.sum() / Double(w.count)) < 0.02)
    }
  }

  @Test("keeps a velocity for each parameter from one step to the next")
  func twoSteps() throws {
    let architecture = Architecture(image: [1, 1, 1], blocks: [], hidden: [], classes: 2)
    let start = ["w1": Tensor([[0.0, 0.0]]), "b1": Tensor([0.0, 0.0])]
    var network = try Network(architecture.build().graph, parameters: start)
    let (x, y) = (Tensor(shape: [1, 1, 1, 1], [2]), [0])
    #expect(abs(try network.step(x, y, reg: 0, rate: 0.1, momentum: 0.5) - log(2.0)) < 1e-12)
    // The gradients are [−½, ½] for the biases and twice that for the weights.
    #expect(network.parameters["b1"] == Tensor([0.05, -0.05]))
    #expect(network.parameters["w1"] == Tensor([[0.1, -0.1]]))
    try network.step(x, y, reg: 0, rate: 0.1, momentum: 0.5)
    // The scores are now ±0.25, and half of the first step is made again.
    let slope = 1 - 1 / (1 + exp(-0.5))
    #expect(abs(network.parameters["b1"]![0] - (0.05 + 0.025 + 0.1 * slope)) < 1e-12)
    #expect(abs(network.parameters["w1"]![0, 0] - (0.1 + 0.05 + 0.2 * slope)) < 1e-12)
  }

  @Test("rolls on under momentum: without a slope, the velocity shrinks by its factor")
  func momentum() {
    var (w, velocity) = (Tensor([0.0]), Tensor([1.0]))
    for _ in 0..<3 {
      (w, velocity) = momentumStep(
        w: w, dw: Tensor([0.0]), velocity: velocity, rate: 1, momentum: 0.5)
    }
    #expect(velocity == Tensor([0.125]))
    #expect(w == Tensor([0.875]))
  }

  @Test("learns the drawn shapes: at least 95 % of images it has never seen, within 60 s")
  func drawnShapes() throws {
    var random = SeededGenerator(seed: 1)
    let data = LabeledImages.drawnShapes(2000, using: &random)
    let (training, heldOut) = (data.prefix(1600), data.dropFirst(1600))
    var network = try Network(
      Architecture(
        image: [1, 12, 12], blocks: [.init(filters: 8), .init(filters: 16)], hidden: [32],
        classes: 4),
      using: &random)
    #expect(try network.accuracy(heldOut.images, heldOut.labels) < 0.6)
    let start = Date()
    for epoch in 0..<8 {
      try network.epoch(
        training.images, training.labels, batchSize: 32, reg: 1e-4,
        rate: epoch < 6 ? 0.02 : 0.005, momentum: 0.9, using: &random)
    }
    #expect(Date().timeIntervalSince(start) < 60)
    #expect(try network.accuracy(heldOut.images, heldOut.labels) >= 0.95)
  }
}
