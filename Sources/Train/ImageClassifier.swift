import ConvNet
import Datasets
import FlatBackprop
import Foundation
import Training
import KitSupport

/// The network of 11 on images: four fifths to train on, the last fifth held out.
struct ImageClassifier: Trainee {
  private let training, heldOut: LabeledImages
  private let reg: Double
  private var network: Network
  private let file: ParameterFile?
  private var best = 0.0

  var count: Int { training.count }

  init(_ images: LabeledImages, _ options: Options, using random: inout SeededGenerator) throws {
    let count = images.count * 4 / 5
    // What is held out is not looked at, not even for a mean.
    let isDrawn = options.images == nil && options.cifar10.isEmpty
    let prepared = isDrawn ? images : images.standardized(byTheFirst: count)
    training = prepared.prefix(count)
    heldOut = prepared.dropFirst(count)
    reg = options.reg
    let blocks: [Architecture.Block] =
      switch options.net {
      case .small: [.init(filters: 8), .init(filters: 16)]
      case .lecture: [16, 20, 20].map { .init(filters: $0, filterSize: 5) }
      }
    let architecture = Architecture(
      image: Array(images.images.shape.dropFirst()), blocks: blocks,
      hidden: options.net == .small ? [32] : [], classes: images.classNames.count)
    network = try Network(architecture, using: &random)
    file = options.save.map { ParameterFile($0) }
    if let load = options.load {
      network.parameters = try ParameterFile(load).read(for: network.parameters)
    }
  }

  mutating func keep(accuracy: Double) throws {
    guard let file, accuracy > best else { return }
    best = accuracy
    try file.write(network.parameters)
  }

  mutating func step(on batch: [Int], rate: Double) throws -> Double {
    let examples = training[batch]
    return try network.step(
      examples.images, examples.labels, reg: reg, rate: rate, momentum: 0.9)
  }

  func accuracy() throws -> Double { accuracyOf(try guesses(), labels: heldOut.labels) }

  /// The classes of the held-out images, some hundred at a time: their windows take much memory.
  private func guesses() throws -> [Int] {
    try stride(from: 0, to: heldOut.count, by: 256).flatMap { start in
      let images = heldOut[Array(start..<min(start + 256, heldOut.count))].images
      return try network.scores(images).argmax(axis: 1)
    }
  }

  func remarks() throws -> [String] {
    let guesses = try guesses()
    let parts = heldOut.classNames.enumerated().compactMap { label, name -> String? in
      let places = heldOut.labels.indices.filter { heldOut.labels[$0] == label }
      if places.isEmpty { return nil }
      return "\(name): \(places.count { guesses[$0] == label }) of \(places.count)"
    }
    let kept = file.map { ["Parameters, at \(percent(best)): \($0.path)"] } ?? []
    return ["Right on held-out images, " + parts.joined(separator: ", ")] + kept
  }
}

extension ImageClassifier {
  /// The first layer's filters, and held-out images that it gets wrong.
  func galleries() throws -> [Gallery] {
    func image(_ images: Tensor, _ place: Int) -> Bitmap? {
      // Filters of two channels, or of five, have no colours.
      [1, 3].contains(images.shape[1]) ? Bitmap(images.slice(axis: 0, at: place)) : nil
    }
    let filters = network.parameters["w1"].map { w in
      (0..<w.shape[0]).compactMap { place in image(w, place).map { (bitmap: $0, caption: "") } }
    }
    let guesses = try guesses()
    let wrong = heldOut.labels.indices.filter { guesses[$0] != heldOut.labels[$0] }
    let mistakes = wrong.prefix(24).compactMap { place in
      let names = [heldOut.labels[place], guesses[place]].map { heldOut.classNames[$0] }
      return image(heldOut.images, place).map {
        (bitmap: $0, caption: "\(names[0]), not \(names[1])")
      }
    }
    return [
      Gallery(title: "The first layer's filters", pictures: filters ?? []),
      Gallery(
        title: "Held-out images that it gets wrong: \(mistakes.count) of \(wrong.count)",
        pictures: mistakes),
    ].filter { !$0.pictures.isEmpty }
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
        limit: options.limit ?? .max)
    } else if !options.cifar10.isEmpty {
      images = try .cifar10(
        options.cifar10.map { URL(fileURLWithPath: $0) }, limit: options.limit ?? .max)
    } else {
      images = .drawnShapes(2000, using: &random)
    }
    let (height, width) = (images.images.shape[2], images.images.shape[3])
    let least = options.net == .small ? 4 : 8
    guard images.count >= 10, height >= least, width >= least else {
      throw KitError(
        "The network takes 10 images of \(least) × \(least) pixels or more; the files hold "
          + "\(images.count) of \(height) × \(width).")
    }
    return images
  }
}
