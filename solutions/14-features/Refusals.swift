// GIVEN: what the functions refuse, each in a sentence. Nothing is to do here.

import FlatBackprop

/// Stops where something is no list of points of the plane.
func requirePlane(_ points: Tensor) {
  guard points.rank == 2, points.shape[1] == 2 else {
    misuse("polarTransform takes points [N, 2], but the shape is \(points.shape).")
  }
}

/// Stops where there is no color to take a histogram of, or no bin to count in.
func requireColors(_ images: Tensor, bins: Int) {
  guard images.rank == 4, images.shape[1] == 3 else {
    misuse(
      "colorHistogram takes images [N, 3, H, W], red, green and blue, but the shape is "
        + "\(images.shape).")
  }
  guard bins >= 1 else { misuse("colorHistogram takes 1 bin or more, not \(bins).") }
}

/// Stops where a cell does not fit into the images, or where there is no bin.
func requireCells(height: Int, width: Int, cell: Int, bins: Int) {
  guard cell >= 1, cell <= height, cell <= width else {
    misuse(
      "A cell of \(cell) × \(cell) pixels does not fit into \(height) × \(width): take one of 1 to "
        + "\(Swift.min(height, width)).")
  }
  guard bins >= 1 else { misuse("A cell has 1 bin or more, not \(bins).") }
}

/// Stops where rows of two matrices cannot be compared.
func requireComparable(_ a: Tensor, _ b: Tensor) {
  guard a.rank == 2, b.rank == 2, a.shape[1] == b.shape[1] else {
    misuse(
      "Distances are between rows of the same length, but the shapes are \(a.shape) and "
        + "\(b.shape).")
  }
}

/// Stops where a window does not fit into the images.
func requireWindows(_ images: Tensor, size: Int, stride: Int) {
  guard images.rank == 4 else {
    misuse("Patches are cut from images [N, C, H, W], but the shape is \(images.shape).")
  }
  let smallest = Swift.min(images.shape[2], images.shape[3])
  guard size >= 1, size <= smallest else {
    misuse(
      "A patch of \(size) × \(size) pixels does not fit into \(images.shape[2]) × "
        + "\(images.shape[3]): take one of 1 to \(smallest).")
  }
  guard stride >= 1 else { misuse("Patches lie 1 pixel apart or more, not \(stride).") }
}

/// Stops where there is nothing to compare patches with.
func requireWords(_ words: Tensor) {
  guard words.rank == 2, words.shape[0] >= 1 else {
    misuse("A codebook is a matrix [K, D] of 1 word or more, but the shape is \(words.shape).")
  }
}

/// Stops where k neighbors cannot be found, or vote for nothing.
func requireNeighbors(_ k: Int, train: Tensor, labels: [Int]) {
  guard labels.count == train.shape[0] else {
    misuse(
      "Every training example has a label, but there are \(train.shape[0]) examples and "
        + "\(labels.count) labels.")
  }
  guard k >= 1, k <= labels.count else {
    misuse(
      "k = \(k) neighbors cannot be found among \(labels.count) examples: take 1 to "
        + "\(labels.count).")
  }
}
