import TestSupport
import Convolution
import FlatBackprop
import Foundation
import Testing

// What convolutions give.

extension ConvolutionTests {
  @Test("both ways give the handout's numbers")
  func handout() throws {
    let x = Tensor(
      shape: [1, 2, 3, 3], [1, 2, 0, 0, 1, 3, 2, 1, 1, 0, 1, 1, 2, 0, 1, 1, 3, 0])
    let w = Tensor(
      shape: [2, 2, 2, 2], [1, -1, 0, 2, 0, 1, -2, 1, 2, 1, -1, 0, 1, 0, 3, -1])
    let upstream = Tensor(shape: [1, 2, 2, 2], [1, 0, -1, 2, 2, 1, 0, -2])
    let stage = Stage(upstream: upstream)
    let staged = convolve(x: x, w: w, b: Tensor([0.5, -1]), stride: 1, padding: 0, stage: stage)
    let loops = convolveByLoops(
      x: x, w: w, b: Tensor([0.5, -1]), stride: 1, padding: 0, stage: Stage(upstream: upstream))
    for result in [staged, loops] {
      #expect(result.out.elements == [-1.5, 10.5, 2.5, -4.5, 9, 2, 0, 12])
      #expect(
        result.dx.elements == [5, 3, 1, -3, 0, -4, 0, 0, 4, 2, 2, 0, 4, -1, 1, 2, -11, 4])
      #expect(
        result.dw.elements == [3, 7, 0, 2, -2, 3, 7, -3, 2, -2, -1, 3, 1, 1, -2, 1])
      #expect(result.db == Tensor([2, 1]))
    }
    #expect(
      stage["columns"]
        == Tensor([
          [1, 2, 0, 1, 0, 1, 2, 0], [2, 0, 1, 3, 1, 1, 0, 1], [0, 1, 2, 1, 2, 0, 1, 3],
          [1, 3, 1, 1, 0, 1, 3, 0],
        ]))
    #expect(stage["products"] == Tensor([[-2, 10], [10, 3], [2, 1], [-5, 13]]))
    #expect(stage["dproducts"] == Tensor([[1, 2], [0, 1], [-1, 0], [2, -2]]))
    #expect(
      stage["dcolumns"]
        == Tensor([
          [5, 1, -2, 2, 2, 1, 4, -1], [2, 1, -1, 0, 1, 0, 3, -1], [-1, 1, 0, -2, 0, -1, 2, -1],
          [-2, -4, 2, 4, -2, 2, -10, 4],
        ]))
    // The handout's other way: dout padded by F − 1, convolved by the flipped filters.
    var flipped = Tensor.zeros([2, 2, 2, 2])
    for k in 0..<2 {
      for c in 0..<2 {
        for i in 0..<2 { for j in 0..<2 { flipped[c, k, 1 - i, 1 - j] = w[k, c, i, j] } }
      }
    }
    let back = convolve(x: upstream, w: flipped, b: .zeros([2]), stride: 1, padding: 1).out
    #expect(back == staged.dx)
  }

  @Test("does not flip the filter: one bright pixel shows it turned round")
  func noFlip() {
    var x = Tensor.zeros([1, 1, 3, 3])
    x[0, 0, 1, 1] = 1
    let w = Tensor(shape: [1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9])
    let out = convolve(x: x, w: w, b: .zeros([1]), stride: 1, padding: 1).out
    #expect(out.elements == [9, 8, 7, 6, 5, 4, 3, 2, 1])
  }

  @Test(
    "the staged way agrees with the loops, value for value",
    arguments: GradedCall.all("convolveByLoops"))
  func twins(graded: GradedCall) throws {
    var random = SeededGenerator(seed: 3)
    let inputs = graded.inputs
    let (x, w, b) = (
      try #require(inputs["x"]), try #require(inputs["w"]), try #require(inputs["b"])
    )
    let (stride, padding) = (Int(inputs["stride"]!.scalar), Int(inputs["padding"]!.scalar))
    let shape = convolve(x: x, w: w, b: b, stride: stride, padding: padding).out.shape
    let upstream = Tensor.normal(shape, using: &random)
    let one = convolve(
      x: x, w: w, b: b, stride: stride, padding: padding, stage: Stage(upstream: upstream))
    let two = convolveByLoops(
      x: x, w: w, b: b, stride: stride, padding: padding, stage: Stage(upstream: upstream))
    expectClose(one.out, two.out)
    expectClose(one.dx, two.dx)
    expectClose(one.dw, two.dw)
    expectClose(one.db, two.db)
  }

  // Dilation and groups.
}
