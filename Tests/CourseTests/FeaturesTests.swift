import Features
import FlatBackprop
import Foundation
import TestSupport
import Testing

@Suite("14 features: the solution")
struct FeaturesTests {
  /// An image of one row, a color `[red, green, blue]` a pixel.
  func pixels(_ colors: [[Double]]) -> Tensor {
    Tensor(colors).transposed().reshaped([1, 3, 1, colors.count])
  }

  @Test("takes points to their radius and angle, and can be taken back")
  func polar() {
    expectClose(
      polarTransform(points: Tensor([[3, 4], [-3, 0], [0, -0.5], [0, 0]])),
      Tensor([[5, atan2(4, 3)], [3, .pi], [0.5, -.pi / 2], [0, 0]]))
    var random = SeededGenerator(seed: 1)
    let points = Tensor.normal([20, 2], using: &random)
    let polar = polarTransform(points: points)
    let back = (0..<20).map {
      [polar[$0, 0] * cos(polar[$0, 1]), polar[$0, 0] * sin(polar[$0, 1])]
    }
    expectClose(Tensor(back), points)
  }

  @Test("finds the hues of the handout")
  func hues() {
    let stage = Stage()
    let histogram = colorHistogram(
      images: pixels([[1, 0.5, 0], [1, 0, 0.5], [0.125, 0.25, 0.0625], [0.5, 0.5, 0.5]]), bins: 4,
      stage: stage)
    #expect(stage["largest"] == Tensor([[1, 1, 0.25, 0.5]]))
    #expect(stage["chroma"] == Tensor([[1, 1, 0.1875, 0]]))
    #expect(stage["hue"] == Tensor([[30, 330, 100, 0]]))
    #expect(histogram == Tensor([[0.25, 0.25, 0, 0.25]]))
  }

  @Test("counts a color by its hue alone: brighter, paler or elsewhere, it is the same")
  func hueAlone() {
    var random = SeededGenerator(seed: 2)
    let image = Tensor.uniform([1, 3, 4, 4], in: 0...1, using: &random)
    let histogram = colorHistogram(images: image, bins: 12)
    expectClose(Tensor([histogram.sum()]), Tensor([1.0]))
    #expect(colorHistogram(images: 0.5 * image, bins: 12) == histogram)
    #expect(colorHistogram(images: 0.5 * image + 0.25, bins: 12) == histogram)
    #expect(colorHistogram(images: image.permuted([0, 1, 3, 2]), bins: 12) == histogram)
  }

  @Test("puts every hue of the circle in one bin")
  func everyHue() {
    var colors: [[Double]] = []
    for step in 0..<60 {
      let rise = Double(step) / 60
      colors += [[1, rise, 0], [1 - rise, 1, 0], [0, 1, rise], [0, 1 - rise, 1]]
      colors += [[rise, 0, 1], [1, 0, 1 - rise]]
    }
    for bins in [1, 4, 6, 9, 12] {
      let expected = Tensor(repeating: 1 / Double(bins), shape: [1, bins])
      expectClose(colorHistogram(images: pixels(colors), bins: bins), expected)
    }
  }

  @Test("gives an image of 320 × 240 the lecture's 10,800 numbers")
  func count() {
    #expect(orientedGradientCount(height: 240, width: 320, cell: 8, bins: 9) == 10_800)
    let features = orientedGradients(images: .zeros([1, 1, 240, 320]), cell: 8, bins: 9)
    #expect(features == .zeros([1, 10_800]))
  }

  @Test("finds the direction of an edge, whichever side is bright")
  func directions() {
    for (image, bin) in [
      ([0.0, 0, 1, 0, 0, 1, 0, 0, 1], 0), ([1.0, 1, 0, 1, 1, 0, 1, 1, 0], 0),
      ([0.0, 0, 0, 0, 0, 0, 1, 1, 1], 4), ([1.0, 1, 1, 1, 1, 1, 0, 0, 0], 4),
    ] {
      let features = orientedGradients(
        images: Tensor(shape: [1, 1, 3, 3], image), cell: 3, bins: 9)
      #expect(features.argmax(axis: 1) == [bin])
      #expect(features.elements.count { $0 != 0 } == 1)
    }
  }

  @Test("gives the numbers of the handout for a slanted edge")
  func slanted() throws {
    let stage = Stage()
    let features = orientedGradients(
      images: Tensor(shape: [1, 1, 3, 3], [0, 0, 1, 0, 1, 1, 1, 1, 1]), cell: 3, bins: 9,
      stage: stage)
    #expect(stage["gx"] == Tensor(stacking: [Tensor([[0, 1, 1], [1, 1, 0], [0, 0, 0]])]))
    #expect(stage["gy"] == Tensor(stacking: [Tensor([[0, 1, 0], [1, 1, 0], [1, 0, 0]])]))
    let direction = try #require(stage["direction"])
    expectClose(direction, Tensor(stacking: [Tensor([[0, 45, 0], [45, 45, 0], [90, 0, 0]])]))
    let right = [0.22355, 0, 0.94845, 0, 0.22355, 0, 0, 0, 0]
    expectClose(features, Tensor([right]), within: 1e-5)
  }

  @Test("leaves out what is too small for a cell, and agrees with a naive twin")
  func naiveTwin() {
    var random = SeededGenerator(seed: 3)
    let (cell, bins, rows, columns) = (3, 5, 2, 3)
    let image = Tensor.uniform([1, 1, 8, 10], in: 0...1, using: &random)
    var histograms = Tensor.zeros([rows * columns, bins])
    for row in 0..<(rows * cell) {
      for column in 0..<(columns * cell) {
        let gx = image[0, 0, row, column + 1] - image[0, 0, row, max(column - 1, 0)]
        let gy = image[0, 0, row + 1, column] - image[0, 0, max(row - 1, 0), column]
        let turn = atan2(gy, gx) / .pi
        let bin = Int((turn < 0 ? turn + 1 : turn) * Double(bins))
        let place = row / cell * columns + column / cell
        histograms[place, bin] += (gx * gx + gy * gy).squareRoot()
      }
    }
    let lengths = sqrt((histograms * histograms).sum(axis: 1) + 0.01)
    let twin = (histograms / lengths.expand(axis: 1, count: bins)).reshaped([1, 30])
    expectClose(orientedGradients(images: image, cell: cell, bins: bins), twin)
  }

  @Test("measures the same distances by loops and without")
  func distances() {
    #expect(
      squaredDistances(from: Tensor([[0, 0], [3, 4]]), to: Tensor([[0, 0], [3, 0], [1, 1]]))
        == Tensor([[0, 9, 2], [25, 16, 13]]))
    var random = SeededGenerator(seed: 4)
    let (a, b) = (Tensor.normal([6, 9], using: &random), Tensor.normal([5, 9], using: &random))
    expectClose(squaredDistances(from: a, to: b), squaredDistancesByLoops(from: a, to: b))
  }

  @Test("cuts patches that do not know how bright they are")
  func patches() {
    let image = Tensor(shape: [1, 1, 3, 3], (1...9).map { Double($0) })
    let patches = imagePatches(images: image, size: 2, stride: 1)
    #expect(patches == Tensor([-2, -1, 1, 2]).expand(axis: 0, count: 4))
    #expect(imagePatches(images: image + 8, size: 2, stride: 1) == patches)
  }

  @Test("moves words to the mean of their patches, and leaves a word without patches")
  func step() {
    #expect(
      codebookStep(
        patches: Tensor([[-1], [2], [2], [4], [6]]), words: Tensor([[1], [3], [9]]))
        == Tensor([[1], [5], [9]]))
  }

  @Test("comes to the end of the handout in four steps, and stops earlier where it is told to")
  func codebooks() {
    let patches = Tensor([[0], [1], [5], [6], [20]])
    let ends = (0...6).map { limit in
      codebook(patches: patches, words: Tensor([[0], [1]]), limit: limit)
    }
    #expect(ends[0] == Tensor([[0], [1]]))
    #expect(ends[1] == Tensor([[0], [8]]))
    expectClose(ends[2], Tensor([[0.5], [31.0 / 3]]))
    #expect(ends[3] == Tensor([[2], [13]]))
    #expect(ends[4...].allSatisfy { $0 == Tensor([[3], [20]]) })
  }

  @Test("never gets worse from step to step")
  func descent() {
    var random = SeededGenerator(seed: 5)
    let patches = Tensor.normal([200, 5], using: &random)
    var words = patches.rows(Array(0..<8))
    var costs: [Double] = []
    for _ in 0..<30 {
      costs.append(-(-squaredDistances(from: patches, to: words)).max(axis: 1).sum())
      words = codebookStep(patches: patches, words: words)
    }
    #expect(zip(costs, costs.dropFirst()).allSatisfy { $1 <= $0 + 1e-9 })
    #expect(costs.last! < 0.8 * costs[0])
  }

  @Test("fills a bag with the handout's words, in whatever place they stand")
  func bags() {
    let edge = Tensor(shape: [1, 1, 3, 3], [0, 0, 1, 0, 0, 1, 0, 0, 1])
    let words = Tensor([[0, 0, 0, 0], [-0.5, 0.5, -0.5, 0.5], [0.5, 0.5, -0.5, -0.5]])
    #expect(
      bagOfWords(images: edge, codebook: words, size: 2, stride: 1) == Tensor([[0.5, 0.5, 0]]))
    let shifted = Tensor(shape: [1, 1, 3, 3], [0, 1, 1, 0, 1, 1, 0, 1, 1])
    #expect(
      bagOfWords(images: shifted, codebook: words, size: 2, stride: 1) == Tensor([[0.5, 0.5, 0]]))
  }

  @Test("lets the nearest neighbors vote, ties settled as it is stated")
  func neighbors() {
    let train = Tensor([[1, 1], [2, 1], [4, 3], [5, 4], [4, 5]])
    let test = Tensor([[2, 2], [3, 2], [4, 3]])
    #expect(
      nearestNeighbors(train: train, labels: [0, 0, 1, 1, 1], test: test, k: 3) == [0, 0, 1])
    #expect(
      nearestNeighbors(train: train, labels: [0, 0, 1, 1, 1], test: test, k: 5) == [1, 1, 1])
    let line = Tensor([[4], [-1], [1]])
    #expect(nearestNeighbors(train: line, labels: [0, 1, 0], test: Tensor([[0]]), k: 1) == [1])
    #expect(nearestNeighbors(train: line, labels: [2, 2, 0], test: Tensor([[0]]), k: 2) == [0])
  }

  @Test("knows every example that it was given")
  func itself() {
    var random = SeededGenerator(seed: 6)
    let train = Tensor.normal([30, 4], using: &random)
    let labels = random.labels(30, classes: 5)
    #expect(nearestNeighbors(train: train, labels: labels, test: train, k: 1) == labels)
  }
}
