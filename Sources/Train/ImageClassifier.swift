import ConvNet
import Datasets
import FlatBackprop
import Foundation
import Training

/// The network of 11 on images: four fifths to train on, the last fifth held out.
struct ImageClassifier: Trainee {
  private let training, heldOut: LabeledImages
  private let reg: Double
  private var network: Network

  var count: Int { training.count }

  init(_ images: LabeledImages, reg: Double, using random: inout SeededGenerator) throws {
    training = images.prefix(images.count * 4 / 5)
    heldOut = images.dropFirst(training.count)
    self.reg = reg
    let architecture = Architecture(
      image: Array(images.images.shape.dropFirst()),
      blocks: [.init(filters: 8), .init(filters: 16)], hidden: [32],
      classes: images.classNames.count)
    network = try Network(architecture, using: &random)
  }

  mutating func step(on batch: [Int], rate: Double) throws -> Double {
    let examples = training[batch]
    return try network.step(
      examples.images, examples.labels, reg: reg, rate: rate, momentum: 0.9)
  }

  func accuracy() throws -> Double { try network.accuracy(heldOut.images, heldOut.labels) }

  func remarks() throws -> [String] {
    let guesses = try network.scores(heldOut.images).argmax(axis: 1)
    let parts = heldOut.classNames.enumerated().map { label, name in
      let places = heldOut.labels.indices.filter { heldOut.labels[$0] == label }
      return "\(name): \(places.count { guesses[$0] == label }) of \(places.count)"
    }
    return ["Right on held-out images, " + parts.joined(separator: ", ")]
  }
}

extension ImageClassifier: LayeredTrainee {
  /// The parameters and their gradients: activations stay inside the student's network.
  func layers() throws -> [Layer] {
    let examples = training[Array(0..<min(training.count, 64))]
    let gradients = try network.lossAndGradients(examples.images, examples.labels, reg: reg)
      .gradients
    return network.parameters.keys.sorted().filter { $0.hasPrefix("w") }.compactMap { name in
      network.parameters[name].map { Layer(name, $0, gradient: gradients[name]) }
    }
  }

  func filters() -> Tensor? { network.parameters["w1"] }
}

extension LabeledImages {
  /// The images that the flags name, or drawn ones.
  static func named(
    by options: Options, using random: inout SeededGenerator
  ) throws -> LabeledImages {
    let images: LabeledImages
    if let file = options.images, let labels = options.labels {
      images = try .idx(
        images: URL(fileURLWithPath: file), labels: URL(fileURLWithPath: labels),
        limit: options.limit)
    } else if !options.cifar10.isEmpty {
      images = try .cifar10(
        options.cifar10.map { URL(fileURLWithPath: $0) }, limit: options.limit)
    } else {
      images = .drawnShapes(2000, using: &random)
    }
    let (height, width) = (images.images.shape[2], images.images.shape[3])
    guard images.count >= 10, height >= 4, width >= 4 else {
      throw TooSmall(
        description: "The network takes 10 images of 4 × 4 pixels or more; the files hold "
          + "\(images.count) of \(height) × \(width).")
    }
    return images
  }
}

/// Data too small for the network to be trained on, and why, in a sentence.
private struct TooSmall: Error, CustomStringConvertible {
  let description: String
}
