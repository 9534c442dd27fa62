// Trains the network of 11-convnet and shows how it does on images held out of the training:
//
//   swift run TrainConvNet                                  shapes drawn by the program itself
//   swift run TrainConvNet <images file> <labels file>      MNIST or Fashion-MNIST, uncompressed
//   swift run TrainConvNet <batch.bin> …                    CIFAR-10, the binary version

import ConvNet
import Datasets
import FlatBackprop
import Foundation

func load(_ arguments: [String], using random: inout SeededGenerator) throws -> LabeledImages {
  let files = arguments.map { URL(fileURLWithPath: $0) }
  if files.isEmpty { return .drawnShapes(2000, using: &random) }
  if files.allSatisfy({ $0.pathExtension == "bin" }) {
    return try .cifar10(files, limit: 2500)
  }
  guard files.count == 2 else {
    print("Two IDX files, images and labels, or files of CIFAR-10 that end in .bin.")
    exit(2)
  }
  return try .idx(images: files[0], labels: files[1], limit: 2500)
}

do {
  var random = SeededGenerator(seed: 1)
  let data = try load(Array(CommandLine.arguments.dropFirst()), using: &random)
  let training = data.prefix(data.count * 4 / 5)
  let heldOut = data.dropFirst(training.count)
  let architecture = Architecture(
    image: Array(data.images.shape.dropFirst()),
    blocks: [.init(filters: 8), .init(filters: 16)], hidden: [32],
    classes: data.classNames.count)

  let start = Date()
  var network = try Network(architecture, using: &random)
  print("\(training.count) images to train on, \(heldOut.count) held out")
  for epoch in 1...8 {
    let loss = try network.epoch(
      training.images, training.labels, batchSize: 32, reg: 1e-4, rate: epoch <= 6 ? 0.02 : 0.005,
      momentum: 0.9, using: &random)
    let accuracy = try network.accuracy(heldOut.images, heldOut.labels)
    let seconds = Date().timeIntervalSince(start)
    print(
      "epoch \(epoch): loss \(String(format: "%.4f", loss)), held out "
        + "\(String(format: "%.1f", 100 * accuracy)) %, \(String(format: "%.1f", seconds)) s")
  }
} catch {
  print("\(error)")
  exit(1)
}
