import FlatBackprop

/// The classes of some examples by a vote of their k nearest neighbors.
/// - Parameters:
///   - train: `[N, D]`, the examples whose classes are known.
///   - labels: N class indices, those of `train`. There are as many classes as the largest says.
///   - test: `[M, D]`, the examples to classify.
///   - k: How many neighbors vote, 1 to N.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: M class indices.
@discardableResult
public func nearestNeighbors(
  train: Tensor, labels: [Int], test: Tensor, k: Int, stage: Stage = Stage()
) -> [Int] {
  requireNeighbors(k, train: train, labels: labels)
  let (m, n) = (test.shape[0], train.shape[0])
  let classes = (labels.max() ?? 0) + 1

  // Every test example's squared distance from every training example: [M, N].
  let distances = stage.distances { squaredDistances(from: test, to: train) }
  // 1 at the k training examples that are nearest to a test example, 0 at the others. Of examples
  // equally near, the earlier one comes first: [M, N].
  let neighbors = stage.neighbors {
    var neighbors = Tensor.zeros([m, n])
    for i in 0..<m {
      let order = (0..<n).sorted { (distances[i, $0], $0) < (distances[i, $1], $1) }
      for j in order.prefix(k) { neighbors[i, j] = 1 }
    }
    return neighbors
  }
  // How many of its neighbors belong to each class: one matrix product: [M, classes].
  let votes = stage.votes { neighbors.matmul(.oneHot(labels, classes: classes)) }
  // The class with the most votes, of equals the one with the smaller index: [M].
  let predictions = stage.predictions { Tensor(votes.argmax(axis: 1).map { Double($0) }) }
  return predictions.elements.map { Int($0) }
}
