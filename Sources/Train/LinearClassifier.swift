import FlatBackprop
import SVM
import Softmax
import Training

/// `scores = x w` on points of the plane, under the loss of 04 or 05.
struct LinearClassifier: PlaneTrainee {
  typealias Loss =
    @Sendable (Tensor, [Int], Tensor, Double, Stage) -> (loss: Double, dw: Tensor)

  static let svm: Loss = { svmLoss(x: $0, y: $1, w: $2, reg: $3, stage: $4) }
  static let softmax: Loss = { softmaxLoss(x: $0, y: $1, w: $2, reg: $3, stage: $4) }

  let data: LabeledPoints
  private let loss: Loss
  private let reg: Double
  private var w: Tensor

  /// - Parameter data: The points; `nil` for blobs.
  init(
    _ loss: @escaping Loss, on data: LabeledPoints? = nil, reg: Double,
    using random: inout SeededGenerator
  ) {
    self.data = data ?? .blobs(using: &random)
    (self.loss, self.reg) = (loss, reg)
    w = .normal([3, self.data.classes], deviation: 0.01, using: &random)
  }

  mutating func step(on batch: [Int], rate: Double) -> Double {
    let examples = data[batch]
    let (loss, dw) = loss(examples.tensor.withOnes, examples.labels, w, reg, Stage())
    w -= rate * dw
    return loss
  }

  func classify(_ points: Tensor) -> [Int] {
    // The scores are a line of the loss function. Which labels it is given is all the same to them.
    let stage = Stage()
    let labels = [Int](repeating: 0, count: points.shape[0])
    _ = loss(points.withOnes, labels, w, reg, stage)
    return stage.classes(from: "scores")
  }
}

extension LinearClassifier: LayeredTrainee {
  func layers() -> [Layer] {
    let stage = Stage()
    _ = loss(data.tensor.withOnes, data.labels, w, reg, stage)
    return Layer.layers(["scores"], of: stage)
  }
}

extension Tensor {
  /// A one at the end of each row: its weights are the biases that the function does not have.
  var withOnes: Tensor {
    let (n, d) = (shape[0], shape[1])
    return Tensor((0..<n).map { row in (0..<d).map { self[row, $0] } + [1] })
  }
}

extension Stage {
  /// The class with the largest score for each example, from the line of that name.
  func classes(from line: String) -> [Int] {
    guard let scores = self[line] else {
      misuse("The function has no line called \"\(line)\": training reads the scores there.")
    }
    return scores.argmax(axis: 1)
  }
}
