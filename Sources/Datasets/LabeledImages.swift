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
}
