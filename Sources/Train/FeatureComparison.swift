import Datasets
import Features
import FlatBackprop
import Foundation
import Training

/// Image features of 14 beside the network of 11: how many images each way of seeing tells apart, and
/// how long it takes. Four fifths of the images are to learn from, the last fifth is held out.
struct FeatureComparison {
  private let images, training, heldOut: LabeledImages
  private let seed: UInt64

  init(_ images: LabeledImages, seed: UInt64) {
    (self.images, self.seed) = (images, seed)
    training = images.prefix(images.count * 4 / 5)
    heldOut = images.dropFirst(training.count)
  }

  /// A row of the table.
  private struct Row {
    let name: String
    let numbers: Int
    let accuracy: Double
    let seconds: Double

    var cells: [String] {
      [name, "\(numbers)", percent(accuracy), String(format: "%.1f", seconds)]
    }
  }

  func run(console: Console, to file: PictureFile) throws {
    let extractor = FeatureExtractor(training, seed: seed)
    try rehearse(extractor)

    let size = images.images.shape
    console.print(
      "\(images.count) images of \(size[1]) × \(size[2]) × \(size[3]), \(heldOut.count) of them held "
        + "out; seed \(seed)")
    console.print("\(extractor.description)")
    console.print()
    console.print("| seen by | numbers | accuracy | seconds |")
    console.print("|---|--:|--:|--:|")
    var rows: [Row] = []
    func add(_ row: Row) {
      rows.append(row)
      console.print("| " + row.cells.joined(separator: " | ") + " |")
    }

    var seen: [(name: String, features: Tensor, seconds: Double)] = []
    for feature in FeatureExtractor.Feature.allCases {
      let (features, seconds) = time { extractor.features(feature, of: images) }
      seen.append((feature.rawValue, features, seconds))
    }
    let parts = seen.dropFirst()
    seen.append(
      (
        "all features", joined(parts.map(\.features)), parts.reduce(0) { $0 + $1.seconds }
      ))
    for view in seen {
      let (accuracy, seconds) = time { linearAccuracy(view.features) }
      add(
        Row(
          name: "linear SVM on \(view.name)", numbers: view.features.shape[1],
          accuracy: accuracy, seconds: view.seconds + seconds))
    }
    for view in [seen[0], seen[seen.count - 1]] {
      let features = Standardized(view.features, training: training.count)
      let ((k, accuracy), seconds) = time {
        let search = NeighborSearch(features.training, training.labels)
        let k = search.bestK()
        return (k, search.accuracy(k: k, on: features.heldOut, heldOut.labels))
      }
      add(
        Row(
          name: "k-NN on \(view.name), k = \(k)", numbers: view.features.shape[1],
          accuracy: accuracy, seconds: view.seconds + seconds))
    }
    let (accuracy, seconds) = try time { try networkAccuracy() }
    let pixels = size.dropFirst().reduce(1, *)
    add(Row(name: "the ConvNet of 11", numbers: pixels, accuracy: accuracy, seconds: seconds))

    console.print()
    let chart = BarChart(rows.map { ($0.name, $0.accuracy) })
    chart.lines().forEach { console.print("  " + $0) }
    console.print()
    let notes = rows.map { "\(percent($0.accuracy)), \(String(format: "%.1f", $0.seconds)) s" }
    let picture = Picture(
      title: "Held-out images told apart, and the time it took", bars: chart, notes: notes)
    console.print("Picture: \(try file.write(picture))")
  }

  /// Runs every line once: one that is still to do stops the program here, before anything is printed.
  private func rehearse(_ extractor: FeatureExtractor) throws {
    let few = training.prefix(2)
    for feature in FeatureExtractor.Feature.allCases { _ = extractor.features(feature, of: few) }
    var svm = LinearSVM(numbers: 1, classes: 2)
    _ = svm.step(Tensor([[1]]), [0], rate: 1, reg: 0)
    _ = NeighborSearch(.ones([1, 1]), [0]).accuracy(k: 1, on: .ones([1, 1]), [0])
    var random = SeededGenerator(seed: seed)
    var network = try ImageClassifier(images, Options(.convnet), using: &random)
    _ = try network.step(on: [0], rate: 0)
  }

  private func linearAccuracy(_ features: Tensor) -> Double {
    let data = Standardized(features, training: training.count)
    var svm = LinearSVM(numbers: features.shape[1], classes: images.classNames.count)
    var batches = Batches(of: 100, from: training.count, seed: seed)
    for step in 0..<LinearSVM.steps {
      let batch = batches.draw()
      // The steps grow shorter and shorter.
      let rate = 1 - Double(step) / Double(LinearSVM.steps)
      _ = svm.step(
        data.training.rows(batch), batch.map { training.labels[$0] }, rate: rate, reg: 1e-4)
    }
    return accuracyOf(svm.classify(data.heldOut), labels: heldOut.labels)
  }

  private func networkAccuracy() throws -> Double {
    let options = Options(.convnet)
    var random = SeededGenerator(seed: seed)
    var network = try ImageClassifier(images, options, using: &random)
    var batches = Batches(of: options.batch ?? network.count, from: network.count, seed: seed)
    for _ in 0..<options.steps(on: network.count) {
      _ = try network.step(on: batches.draw(), rate: options.rate)
    }
    return try network.accuracy()
  }

  private func time<Value>(_ body: () throws -> Value) rethrows -> (Value, seconds: Double) {
    let clock = ContinuousClock()
    let start = clock.now
    let value = try body()
    return (value, (clock.now - start) / .seconds(1))
  }
}
