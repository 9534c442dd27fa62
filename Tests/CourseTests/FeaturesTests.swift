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
}
