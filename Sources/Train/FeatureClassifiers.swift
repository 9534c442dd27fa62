import Features
import FlatBackprop
import SVM
import Training

/// A linear classifier under the loss of 04, on features.
struct LinearSVM {
  static let steps = 1500

  private var w: Tensor

  init(numbers: Int, classes: Int) {
    // One number more, which is always 1: its weights are the biases.
    w = .zeros([numbers + 1, classes])
  }

  mutating func step(_ x: Tensor, _ y: [Int], rate: Double, reg: Double) -> Double {
    let (loss, dw) = svmLoss(x: x.withOnes, y: y, w: w, reg: reg)
    w -= rate * dw
    return loss
  }

  func classify(_ x: Tensor) -> [Int] {
    let stage = Stage()
    svmLoss(
      x: x.withOnes, y: [Int](repeating: 0, count: x.shape[0]), w: w, reg: 0, stage: stage)
    return stage.classes(from: "scores")
  }
}

/// Looks for the number of neighbors, and asks them.
struct NeighborSearch {
  private static let candidates = [1, 3, 5, 9, 15]
  private static let folds = 5

  private let examples: Tensor
  private let labels: [Int]

  init(_ examples: Tensor, _ labels: [Int]) { (self.examples, self.labels) = (examples, labels) }

  /// The k that does best where each fifth of the first 1000 examples is held out once, and the
  /// others are its neighbors. Of equals, it is the smaller one.
  func bestK() -> Int {
    let count = min(1000, labels.count)
    let shares = Self.candidates.filter { $0 <= count * (Self.folds - 1) / Self.folds }.map { k in
      let right = (0..<Self.folds).map { fold in
        let held = (0..<count).filter { $0 % Self.folds == fold }
        let kept = (0..<count).filter { $0 % Self.folds != fold }
        return NeighborSearch(examples.rows(kept), kept.map { labels[$0] })
          .accuracy(k: k, on: examples.rows(held), held.map { labels[$0] })
      }
      return (k: k, share: right.reduce(0, +))
    }
    return shares.reduce((k: 1, share: -1)) { $1.share > $0.share ? $1 : $0 }.k
  }

  func accuracy(k: Int, on test: Tensor, _ testLabels: [Int]) -> Double {
    let guesses = nearestNeighbors(train: examples, labels: labels, test: test, k: k)
    return accuracyOf(guesses, labels: testLabels)
  }
}
