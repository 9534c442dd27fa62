import TestSupport
import Convolution
import FlatBackprop
import Foundation
import Testing

// Groups, and fixed filters.

extension ConvolutionTests {
  @Test("without dilation and groups it is the ordinary layer")
  func ungrouped() {
    var random = SeededGenerator(seed: 4)
    let x = Tensor.normal([2, 3, 5, 4], using: &random)
    let w = Tensor.normal([2, 3, 3, 2], using: &random)
    let b = Tensor.normal([2], using: &random)
    let upstream = Tensor.normal([2, 2, 3, 3], using: &random)
    let one = convolveInGroups(
      x: x, w: w, b: b, stride: 2, padding: 1, dilation: 1, groups: 1,
      stage: Stage(upstream: upstream))
    let two = convolveByLoops(
      x: x, w: w, b: b, stride: 2, padding: 1, stage: Stage(upstream: upstream))
    expectClose(one.out, two.out)
    expectClose(one.dx, two.dx)
    expectClose(one.dw, two.dw)
    expectClose(one.db, two.db)
  }

  @Test("matches its definition by loops", arguments: [1, 2, 3], [1, 2, 4])
  func groupedDefinition(dilation: Int, groups: Int) {
    var random = SeededGenerator(seed: 5)
    let (c, k, part) = (4, 8, 4 / groups)
    let x = Tensor.normal([2, c, 7, 6], using: &random)
    let w = Tensor.normal([k, part, 2, 1], using: &random)
    let b = Tensor.normal([k], using: &random)
    let out = convolveInGroups(
      x: x, w: w, b: b, stride: 1, padding: 0, dilation: dilation, groups: groups
    ).out
    #expect(out.shape == [2, k, 7 - dilation, 6])
    for place in 0..<out.count {
      let index = out.index(at: place)
      let group = index[1] * groups / k
      var sum = b[index[1]]
      for channel in 0..<part {
        for i in 0..<2 {
          sum +=
            x[index[0], group * part + channel, index[2] + i * dilation, index[3]]
            * w[index[1], channel, i, 0]
        }
      }
      #expect(abs(out[index] - sum) < 1e-12)
    }
  }

  @Test("depthwise, every channel is convolved on its own")
  func depthwise() {
    var random = SeededGenerator(seed: 6)
    let x = Tensor.normal([1, 3, 4, 4], using: &random)
    let w = Tensor.normal([3, 1, 3, 3], using: &random)
    let out = convolveInGroups(
      x: x, w: w, b: .zeros([3]), stride: 1, padding: 1, dilation: 1, groups: 3
    ).out
    for channel in 0..<3 {
      let map = Tensor(shape: [1, 1, 4, 4], Array(x.elements[(16 * channel)...].prefix(16)))
      let filter = Tensor(shape: [1, 1, 3, 3], Array(w.elements[(9 * channel)...].prefix(9)))
      let alone = convolve(x: map, w: filter, b: .zeros([1]), stride: 1, padding: 1).out
      let part = Tensor(shape: [1, 1, 4, 4], Array(out.elements[(16 * channel)...].prefix(16)))
      expectClose(alone, part)
    }
  }

  // Fixed filters.

  @Test(
    "Sobel's arrows point to where it is brighter",
    arguments: [
      (0, 1, 0.0), (1, 0, Double.pi / 2), (0, -1, Double.pi), (-1, 0, -Double.pi / 2),
      (1, 1, Double.pi / 4), (-1, -1, -3 * Double.pi / 4),
    ])
  func sobelDirections(down: Int, right: Int, angle: Double) {
    let elements = (0..<9).map { Double(down * ($0 / 3) + right * ($0 % 3)) }
    let (magnitude, direction) = sobel(picture: Tensor(shape: [1, 1, 3, 3], elements))
    #expect(abs(magnitude[0, 0] - 8 * Double(down * down + right * right).squareRoot()) < 1e-12)
    #expect(abs(direction[0, 0] - angle) < 1e-12)
  }

  @Test("Sobel is silent where the picture is even")
  func sobelSilence() {
    let (magnitude, direction) = sobel(picture: .picture())
    #expect(magnitude.shape == [10, 18])
    #expect(magnitude[4, 4] == 0 && direction[4, 4] == 0)
    #expect((magnitude .> 0).sum() > 20)
    #expect(sobel(picture: .picture() + 3).magnitude == magnitude)
  }

  @Test("the 7 × 7 Gaussian sums to 1, is symmetric, and equals two passes of its bell")
  func gaussian() {
    let picture = Tensor.picture()
    let stage = Stage()
    let (filter, blurred) = gaussianBlur(picture: picture, size: 7, deviation: 1, stage: stage)
    #expect(abs(filter.sum() - 1) < 1e-12)
    #expect(filter == filter.transposed())
    #expect(abs(filter[3, 3] / filter[3, 4] - exp(0.5)) < 1e-12)
    #expect(blurred.shape == [6, 14])
    let bell = stage["bell"]! / stage["bell"]!.sum()
    let down = convolve(
      x: picture, w: bell.reshaped([1, 1, 7, 1]), b: .zeros([1]), stride: 1, padding: 0
    ).out
    let across = convolve(
      x: down, w: bell.reshaped([1, 1, 1, 7]), b: .zeros([1]), stride: 1, padding: 0
    ).out
    expectClose(across.reshaped([6, 14]), blurred)
  }
}
