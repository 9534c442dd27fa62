import TestSupport
import Activations
import FlatBackprop
import Foundation
import Testing

@Suite("02 activations: the solution")
struct ActivationsTests {
  let lecture = Tensor([1, -2, 3, -1])
  let upstream = Tensor([4, -1, 5, 9])
  let wide = Tensor([-800, -40, -5, -0.5, 0.5, 5, 40, 800])

  @Test("gives the lecture's rectified vector")
  func lectureReLU() {
    let result = reluLayer(x: lecture, stage: Stage(upstream: upstream))
    #expect(result.out == Tensor([1, 0, 3, 0]))
    #expect(result.dx == Tensor([4, 0, 5, 0]))
  }

  @Test("gives nothing to an element at a rectifier's corner")
  func corner() {
    #expect(reluLayer(x: Tensor([0])).dx == Tensor([0]))
  }

  @Test("lets a part of the gradient leak, and learns how much")
  func leaks() {
    let leaky = leakyReLULayer(x: lecture, slope: 0.01, stage: Stage(upstream: upstream))
    expectClose(leaky.out, Tensor([1, -0.02, 3, -0.01]))
    expectClose(leaky.dx, Tensor([4, -0.01, 5, 0.09]))
    let parametric = preluLayer(x: lecture, alpha: 0.25, stage: Stage(upstream: upstream))
    expectClose(parametric.out, Tensor([1, -0.5, 3, -0.25]))
    expectClose(parametric.dx, Tensor([4, -0.25, 5, 2.25]))
    #expect(parametric.dalpha == -7)
  }

  @Test("gives the sigmoid a slope of a quarter at 0, and nowhere more")
  func quarter() {
    #expect(sigmoidLayer(x: Tensor([0])).dx == Tensor([0.25]))
    let slopes = sigmoidLayer(x: Tensor((-400...400).map { Double($0) / 40 })).dx.elements
    #expect(slopes.allSatisfy { $0 > 0 && $0 <= 0.25 })
  }

  @Test("gives a tanh that is a stretched sigmoid")
  func stretched() {
    expectClose(tanhLayer(x: wide).out, 2 * sigmoidLayer(x: 2 * wide).out - 1)
    expectClose(tanhLayer(x: wide).dx, 4 * sigmoidLayer(x: 2 * wide).dx)
  }

  @Test("gives a softplus whose slope is the sigmoid")
  func softplus() {
    expectClose(softplusLayer(x: wide).dx, sigmoidLayer(x: wide).out)
    expectClose(softplusLayer(x: Tensor([0])).out, Tensor([0.6931471805599453]))
    // ln(1 + eˣ) − ln(1 + e⁻ˣ) = x.
    expectClose(softplusLayer(x: wide).out - softplusLayer(x: -wide).out, wide)
  }

  @Test("gives exponential units that level off at −α, scaled")
  func exponentialUnits() {
    expectClose(eluLayer(x: Tensor([2, -1, -40])).out, Tensor([2, Foundation.exp(-1) - 1, -1]))
    expectClose(
      eluLayer(x: Tensor([2, -1, -40])).dx, Tensor([1, Foundation.exp(-1), 0]))
    let (lambda, alpha) = (1.0507, 1.6733)
    expectClose(seluLayer(x: Tensor([2, -40])).out, Tensor([2 * lambda, -lambda * alpha]))
    expectClose(
      seluLayer(x: Tensor([2, -1])).dx,
      Tensor([lambda, lambda * alpha * Foundation.exp(-1)]))
  }

  @Test("stays finite far from zero")
  func finite() {
    let results = [
      sigmoidLayer(x: wide), tanhLayer(x: wide), eluLayer(x: wide), seluLayer(x: wide),
      softplusLayer(x: wide),
    ]
    for result in results {
      #expect(result.out.elements.allSatisfy { $0.isFinite })
      #expect(result.dx.elements.allSatisfy { $0.isFinite })
    }
    #expect(softplusLayer(x: wide).out[7] == 800)
    #expect(eluLayer(x: wide).out[7] == 800)
  }

  @Test("takes the larger of two linear functions")
  func maxout() {
    let result = maxoutLayer(
      x: Tensor([[1, 2], [3, -1]]), w1: Tensor([[1], [-1]]), b1: Tensor([0]),
      w2: Tensor([[0], [1]]), b2: Tensor([1]), stage: Stage(upstream: Tensor([[1], [10]])))
    #expect(result.out == Tensor([[3], [4]]))
    #expect(result.dw1 == Tensor([[30], [-10]]))
    #expect(result.db1 == Tensor([10]))
    #expect(result.dw2 == Tensor([[1], [2]]))
    #expect(result.db2 == Tensor([1]))
    #expect(result.dx == Tensor([[0, 1], [10, -10]]))
  }

  @Test("is a rectifier where maxout's second function is zero")
  func maxoutRectifies() {
    var random = SeededGenerator(seed: 4)
    let (x, w) = (
      Tensor.normal([6, 3], using: &random), Tensor.normal([3, 3], using: &random)
    )
    let zero = Tensor.zeros([3])
    let maxout = maxoutLayer(x: x, w1: w, b1: zero, w2: .zeros([3, 3]), b2: zero)
    let relu = reluLayer(x: x.matmul(w))
    expectClose(maxout.out, relu.out)
    expectClose(maxout.dx, relu.dx.matmul(w.transposed()))
  }
}
