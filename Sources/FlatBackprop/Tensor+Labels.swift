// One element per row, selected by a label: `gather` reads it and `scatter` writes it. They are
// each other's backward pass.

extension Tensor {
  /// The element of each row that its label selects: `[N, C]` and `N` class indices give `[N]`.
  public func gather(_ labels: [Int]) -> Tensor {
    guard rank == 2, labels.count == shape[0] else {
      misuse(
        "gather takes a matrix and a label for each of its rows, but the shape is \(shape) and "
          + "the number of labels is \(labels.count).")
    }
    let width = shape[1]
    checkLabels(labels, classes: width)
    return Tensor(labels.enumerated().map { row, label in storage[row * width + label] })
  }

  /// Zeros, except that row `n` holds element `n` of this vector at its label: `[N]` and `N` class
  /// indices give `[N, classes]`.
  public func scatter(_ labels: [Int], classes: Int) -> Tensor {
    guard rank == 1, labels.count == count else {
      misuse(
        "scatter takes a vector and a label for each element, but the shape is \(shape) and "
          + "the number of labels is \(labels.count).")
    }
    checkLabels(labels, classes: classes)
    var result = Tensor.zeros([count, classes])
    result.storage.withUnsafeMutableBufferPointer { target in
      for (row, label) in labels.enumerated() { target[row * classes + label] = storage[row] }
    }
    return result
  }

  /// The labels as rows with 1 at the label and 0 elsewhere: `N` labels give `[N, classes]`.
  public static func oneHot(_ labels: [Int], classes: Int) -> Tensor {
    Tensor.ones([labels.count]).scatter(labels, classes: classes)
  }
}

private func checkLabels(_ labels: [Int], classes: Int) {
  if let row = labels.firstIndex(where: { $0 < 0 || $0 >= classes }) {
    misuse("Label \(labels[row]) of row \(row) is out of bounds: classes are 0 to \(classes - 1).")
  }
}
