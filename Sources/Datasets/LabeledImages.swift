import FlatBackprop

/// Images, each with its class.
public struct LabeledImages: Sendable {
  /// `[N, C, H, W]`, each element 0 (black) to 1, drawn noise aside.
  public let images: Tensor

  /// `N` class indices.
  public let labels: [Int]

  /// What each class is called.
  public let classNames: [String]

  public init(images: Tensor, labels: [Int], classNames: [String]) {
    guard images.rank == 4, images.shape[0] == labels.count else {
      misuse(
        "Labeled images take a tensor [N, C, H, W] and N labels, but the shape is \(images.shape) "
          + "and \(labels.count) labels were given.")
    }
    (self.images, self.labels, self.classNames) = (images, labels, classNames)
  }

  /// The number of images.
  public var count: Int { labels.count }

  /// Some of the images, in the given order.
  public subscript(indices: [Int]) -> LabeledImages {
    LabeledImages(
      images: images.rows(indices), labels: indices.map { labels[$0] }, classNames: classNames)
  }

  /// The first `count` images (all, if there are fewer).
  public func prefix(_ count: Int) -> LabeledImages {
    self[Array(0..<min(count, self.count))]
  }

  /// All but the first `count` images.
  public func dropFirst(_ count: Int) -> LabeledImages {
    self[Array(min(count, self.count)..<self.count)]
  }

  /// The images with each channel shifted and scaled to a mean of 0 and a standard deviation of 1.
  /// - Parameter count: Mean and deviation are those of so many images, the first ones.
  public func standardized(byTheFirst count: Int) -> LabeledImages {
    let (n, c) = (images.shape[0], images.shape[1])
    let area = images.shape[2] * images.shape[3]
    let first = images.rows(Array(0..<min(count, n))).reshaped([min(count, n), c, area])
    // Over the pixels, then over the images: [C].
    let size = Double(max(min(count, n) * area, 1))
    let means = first.sum(axis: 2).sum(axis: 0) / size
    let squares = (first * first).sum(axis: 2).sum(axis: 0) / size
    let deviations = sqrt(max(0, squares - means * means)).map { $0 > 1e-9 ? $0 : 1 }
    func everywhere(_ channels: Tensor) -> Tensor {
      channels.expand(axis: 1, count: area).expand(axis: 0, count: n).reshaped(images.shape)
    }
    return LabeledImages(
      images: (images - everywhere(means)) / everywhere(deviations), labels: labels,
      classNames: classNames)
  }
}
