import Datasets
import Features
import FlatBackprop
import Training

/// Cuts images up into features by the functions of 14, with sizes that suit the images.
struct FeatureExtractor {
  enum Feature: String, CaseIterable {
    case pixels
    case colors = "a color histogram"
    case gradients = "oriented gradients"
    case words = "visual words"
  }

  private static let colorBins = 12
  private static let gradientBins = 9
  private static let wordCount = 64
  private let cell, size, stride: Int
  private let codebook: Tensor

  /// - Parameter training: The images whose patches the codebook is made from.
  init(_ training: LabeledImages, seed: UInt64) {
    let side = min(training.images.shape[2], training.images.shape[3])
    cell = max(1, min(8, side / 3))
    size = max(1, min(6, side / 2))
    stride = side < 24 ? 1 : 2

    var random = SeededGenerator(seed: seed)
    let patches = imagePatches(
      images: training.images.rows(
        Array(0..<min(200, training.count))), size: size, stride: stride)
    var places = Array(0..<patches.shape[0])
    for i in places.indices.reversed() {
      places.swapAt(i, Int(random.next() % UInt64(i + 1)))
    }
    let some = patches.rows(Array(places.prefix(4000)))
    let first = some.rows(Array(0..<min(Self.wordCount, some.shape[0])))
    codebook = Features.codebook(patches: some, words: first, limit: 50)
  }

  /// The sizes, in a sentence.
  var description: String {
    "\(Self.colorBins) bins of hue; cells of \(cell) × \(cell) with \(Self.gradientBins) bins; "
      + "\(codebook.shape[0]) words of \(size) × \(size), \(stride) apart"
  }

  /// The features of each image: `[N, numbers]`.
  func features(_ feature: Feature, of images: LabeledImages) -> Tensor {
    // A hundred images at a time: the lines between hold many numbers for each pixel.
    let parts = Swift.stride(from: 0, to: images.count, by: 100).map { start in
      let part = images.images.rows(Array(start..<min(start + 100, images.count)))
      return self.features(feature, of: part)
    }
    let elements = parts.flatMap(\.elements)
    return Tensor(shape: [images.count, elements.count / images.count], elements)
  }

  private func features(_ feature: Feature, of images: Tensor) -> Tensor {
    switch feature {
    case .pixels:
      images.reshaped([images.shape[0], images.count / images.shape[0]])
    case .colors:
      colorHistogram(images: images.inColor, bins: Self.colorBins)
    case .gradients:
      orientedGradients(images: images, cell: cell, bins: Self.gradientBins)
    case .words:
      bagOfWords(images: images, codebook: codebook, size: size, stride: stride)
    }
  }
}

extension Tensor {
  /// Grey images with three channels, which are the same.
  fileprivate var inColor: Tensor {
    shape[1] == 3 ? self : slice(axis: 1, at: 0).expand(axis: 1, count: 3)
  }
}

/// Features side by side.
func joined(_ features: [Tensor]) -> Tensor {
  let n = features[0].shape[0]
  return Tensor(
    (0..<n).map { row in features.flatMap { $0.slice(axis: 0, at: row).elements } })
}

/// Features by how far they lie from their mean, in standard deviations, and so small that a row is
/// about 1 long: then one learning rate does for all of them. Mean and deviation are the training
/// examples'.
struct Standardized {
  let training, heldOut: Tensor

  init(_ features: Tensor, training count: Int) {
    let (n, d) = (features.shape[0], features.shape[1])
    let known = features.rows(Array(0..<count))
    let mean = known.sum(axis: 0) / Double(count)
    let centered = known - mean.expand(axis: 0, count: count)
    let deviation = sqrt((centered * centered).sum(axis: 0) / Double(count) + 1e-8)
    func scaled(_ part: Tensor) -> Tensor {
      let m = part.shape[0]
      let scale = deviation * Double(d).squareRoot()
      return (part - mean.expand(axis: 0, count: m)) / scale.expand(axis: 0, count: m)
    }
    training = scaled(known)
    heldOut = scaled(features.rows(Array(count..<n)))
  }
}
