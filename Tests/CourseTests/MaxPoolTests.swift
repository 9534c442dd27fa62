import TestSupport
import FlatBackprop
import MaxPool
import Testing

@Suite("09 max-pool: the solution")
struct MaxPoolTests {
  @Test("gives the handout's numbers")
  func handout() {
    let x = Tensor(shape: [1, 1, 4, 4], [1, 1, 2, 4, 5, 6, 7, 8, 3, 2, 1, 0, 1, 2, 3, 4])
    let stage = Stage(upstream: Tensor(shape: [1, 1, 2, 2], [1, 2, 3, 4]))
    let (out, dx) = maxPool(x: x, size: 2, stride: 2, stage: stage)
    #expect(out.elements == [6, 8, 3, 4])
    #expect(
      stage["windows"]
        == Tensor([[1, 1, 5, 6], [2, 4, 7, 8], [3, 2, 1, 2], [1, 0, 3, 4]]))
    #expect(
      stage["dwindows"]
        == Tensor([[0, 0, 0, 1], [0, 0, 0, 2], [3, 0, 0, 0], [0, 0, 0, 4]]))
    #expect(dx.elements == [0, 0, 0, 0, 0, 1, 0, 2, 3, 0, 0, 0, 0, 0, 0, 4])
  }

  @Test("a winner of four overlapping windows gets all four gradients")
  func overlap() {
    let x = Tensor(shape: [1, 1, 3, 3], [1, 2, 0, 4, 9, 3, 5, 6, 7])
    let upstream = Tensor(shape: [1, 1, 2, 2], [1, 2, 3, 4])
    let (out, dx) = maxPool(x: x, size: 2, stride: 1, stage: Stage(upstream: upstream))
    #expect(out.elements == [9, 9, 9, 9])
    #expect(dx.elements == [0, 0, 0, 0, 10, 0, 0, 0, 0])
  }

  @Test(
    "agrees with its definition",
    arguments: [
      (4, 6, 2, 2), (5, 4, 3, 1), (5, 3, 2, 2), (5, 8, 2, 3), (3, 7, 1, 2), (3, 3, 3, 1),
    ])
  func definition(h: Int, w: Int, size: Int, stride: Int) {
    var random = SeededGenerator(seed: 1)
    let x = Tensor.normal([2, 3, h, w], using: &random)
    let high = Swift.stride(from: 0, through: h - size, by: stride).map { $0 }
    let wide = Swift.stride(from: 0, through: w - size, by: stride).map { $0 }
    let upstream = Tensor.normal([2, 3, high.count, wide.count], using: &random)
    let (out, dx) = maxPool(x: x, size: size, stride: stride, stage: Stage(upstream: upstream))
    #expect(out.shape == upstream.shape)
    var naive = Tensor.zeros(x.shape)
    for place in 0..<out.count {
      let index = out.index(at: place)
      var best = [index[0], index[1], high[index[2]], wide[index[3]]]
      for i in 0..<size {
        for j in 0..<size {
          let candidate = [index[0], index[1], high[index[2]] + i, wide[index[3]] + j]
          if x[candidate] > x[best] { best = candidate }
        }
      }
      #expect(out[index] == x[best])
      naive[best] += upstream[index]
    }
    expectClose(dx, naive)
  }

  @Test("pools each map on its own, not over the depth")
  func maps() {
    let x = Tensor(shape: [1, 2, 2, 2], [1, 2, 3, 4, 10, 20, 30, 40])
    #expect(maxPool(x: x, size: 2, stride: 2).out == Tensor(shape: [1, 2, 1, 1], [4, 40]))
  }

  @Test("hands on the whole upstream gradient where every element is in a window")
  func conserved() {
    var random = SeededGenerator(seed: 2)
    let x = Tensor.normal([2, 3, 6, 4], using: &random)
    let upstream = Tensor.normal([2, 3, 3, 2], using: &random)
    let dx = maxPool(x: x, size: 2, stride: 2, stage: Stage(upstream: upstream)).dx
    #expect(abs(dx.sum() - upstream.sum()) < 1e-12)
    #expect((dx .== 0).sum() == Double(dx.count - upstream.count))
  }
}
