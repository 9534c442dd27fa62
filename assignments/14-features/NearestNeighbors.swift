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
  let distances = stage.distances { try todo() }
  // 1 at the k training examples that are nearest to a test example, 0 at the others. Of examples
  // equally near, the earlier one comes first: [M, N].
  let neighbors = stage.neighbors { try todo() }
  // How many of its neighbors belong to each class: one matrix product: [M, classes].
  let votes = stage.votes { try todo() }
  // The class with the most votes, of equals the one with the smaller index: [M].
  let predictions = stage.predictions { try todo() }
  return predictions.elements.map { Int($0) }
}
