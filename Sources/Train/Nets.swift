import FlatBackprop
import Training
import TwoLayerNet

/// `twoLayerNet` of 06 on a spiral.
struct ReLUNet: PlaneTrainee {
  let data: LabeledPoints
  private let reg: Double
  private var w1, b1, w2, b2: Tensor

  init(hidden: Int = 100, reg: Double, using random: inout SeededGenerator) {
    data = .spiral(using: &random)
    self.reg = reg
    // He's deviation for the layer before the ReLU: √(2 / inputs).
    w1 = .normal([2, hidden], using: &random)
    b1 = .zeros([hidden])
    w2 = .normal([hidden, data.classes], deviation: 0.01, using: &random)
    b2 = .zeros([data.classes])
  }

  mutating func step(on batch: [Int], rate: Double) -> Double {
    let examples = data[batch]
    let (loss, dw1, db1, dw2, db2) = twoLayerNet(
      x: examples.tensor, y: examples.labels, w1: w1, b1: b1, w2: w2, b2: b2, reg: reg)
    w1 -= rate * dw1
    b1 -= rate * db1
    w2 -= rate * dw2
    b2 -= rate * db2
    return loss
  }

  func classify(_ points: Tensor) -> [Int] {
    let stage = Stage()
    let labels = [Int](repeating: 0, count: points.shape[0])
    twoLayerNet(x: points, y: labels, w1: w1, b1: b1, w2: w2, b2: b2, reg: reg, stage: stage)
    return stage.classes(from: "scores")
  }
}

extension ReLUNet: LayeredTrainee {
  func layers() -> [Layer] {
    let stage = Stage()
    twoLayerNet(
      x: data.tensor, y: data.labels, w1: w1, b1: b1, w2: w2, b2: b2, reg: reg, stage: stage)
    return Layer.layers(["preactivation", "hidden", "scores"], of: stage)
  }
}

/// `sigmoidNet` of 06 on a spiral: what it should predict is 1 for a point's own class, else 0.
struct SigmoidNet: PlaneTrainee {
  let data: LabeledPoints
  private var w1, w2: Tensor

  init(hidden: Int = 100, using random: inout SeededGenerator) {
    data = .spiral(using: &random)
    // Large weights: the sigmoids are to bend within the spiral, not beyond it.
    w1 = .normal([3, hidden], deviation: 6, using: &random)
    w2 = .normal([hidden, data.classes], deviation: 0.01, using: &random)
  }

  mutating func step(on batch: [Int], rate: Double) -> Double {
    let examples = data[batch]
    let (loss, dw1, dw2) = sigmoidNet(
      x: examples.tensor.withOnes, target: .oneHot(examples.labels, classes: data.classes),
      w1: w1, w2: w2)
    w1 -= rate * dw1
    w2 -= rate * dw2
    return loss
  }

  func classify(_ points: Tensor) -> [Int] {
    let stage = Stage()
    sigmoidNet(
      x: points.withOnes, target: .zeros([points.shape[0], data.classes]), w1: w1, w2: w2,
      stage: stage)
    return stage.classes(from: "predictions")
  }
}

extension SigmoidNet: LayeredTrainee {
  func layers() -> [Layer] {
    let stage = Stage()
    sigmoidNet(
      x: data.tensor.withOnes, target: .oneHot(data.labels, classes: data.classes), w1: w1, w2: w2,
      stage: stage)
    return Layer.layers(["hidden", "predictions"], of: stage)
  }
}
