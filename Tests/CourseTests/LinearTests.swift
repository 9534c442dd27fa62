import TestSupport
import FlatBackprop
import Linear
import Testing

@Suite("03 linear: the solution")
struct LinearTests {
  let x = Tensor([[2, 1, -3], [-3, 4, 2]])
  let w = Tensor([[3, 2, 1, -1], [2, 1, 3, 2], [3, 2, 1, -2]])
  let upstream = Tensor([[2, 3, -3, 9], [-8, 1, 4, 6]])
  let dx = Tensor([[0, 16, -9], [-24, 9, -30]])
  let dw = Tensor([[28, 3, -18, 0], [-30, 7, 13, 33], [-22, -7, 17, -15]])

  @Test("gives the lecture's matrix product")
  func lectureProduct() {
    let result = matrixProduct(x: x, w: w, stage: Stage(upstream: upstream))
    #expect(result.y == Tensor([[-1, -1, 2, 6], [5, 2, 11, 7]]))
    #expect(result.dx == dx)
    #expect(result.dw == dw)
  }

  @Test("gives the lecture's product with biases")
  func lectureLayer() {
    let stage = Stage(upstream: upstream)
    let result = linearLayer(x: x, w: w, b: Tensor([1, -1, 0.5, 2]), stage: stage)
    #expect(stage["biases"] == Tensor([[1, -1, 0.5, 2], [1, -1, 0.5, 2]]))
    #expect(result.out == Tensor([[0, -2, 2.5, 8], [6, 1, 11.5, 9]]))
    #expect(result.db == Tensor([-6, 4, 1, 15]))
    #expect(result.dx == dx)
    #expect(result.dw == dw)
  }

  @Test("agrees with loops over every weight")
  func loops() {
    var random = SeededGenerator(seed: 5)
    let (n, d, c) = (4, 3, 2)
    let (x, w) = (
      Tensor.normal([n, d], using: &random), Tensor.normal([d, c], using: &random)
    )
    let dy = Tensor.normal([n, c], using: &random)
    var (y, dx, dw) = (Tensor.zeros([n, c]), Tensor.zeros([n, d]), Tensor.zeros([d, c]))
    for i in 0..<n {
      for j in 0..<d {
        for k in 0..<c {
          y[i, k] += x[i, j] * w[j, k]
          dx[i, j] += dy[i, k] * w[j, k]
          dw[j, k] += dy[i, k] * x[i, j]
        }
      }
    }
    let result = matrixProduct(x: x, w: w, stage: Stage(upstream: dy))
    expectClose(result.y, y)
    expectClose(result.dx, dx)
    expectClose(result.dw, dw)
  }

  @Test("gives the mean squared error worked out by hand")
  func byHand() {
    let stage = Stage()
    meanSquaredError(
      x: Tensor([[1], [2], [3], [4]]), w: Tensor([[3]]), b: Tensor([-1]),
      target: Tensor([[0], [6], [5], [11]]), stage: stage)
    #expect(stage["predictions"] == Tensor([[2], [5], [8], [11]]))
    #expect(stage["residuals"] == Tensor([[2], [-1], [3], [0]]))
    #expect(stage["squares"] == Tensor([[4], [1], [9], [0]]))
    #expect((stage["loss"]?.scalar ?? .nan) == 3.5)
    #expect(stage["dsquares"] == Tensor([[0.25], [0.25], [0.25], [0.25]]))
    #expect(stage["dresiduals"] == Tensor([[1], [-0.5], [1.5], [0]]))
    #expect(stage["dpredictions"] == stage["dresiduals"])
    #expect(stage["db"] == Tensor([2]))
    #expect(stage["dw"] == Tensor([[4.5]]))
    #expect(stage["dx"] == Tensor([[3], [-1.5], [4.5], [0]]))
  }

  @Test("averages over the examples and sums over the outputs")
  func mean() {
    var random = SeededGenerator(seed: 6)
    let (x, target) = (
      Tensor.normal([3, 2], using: &random), Tensor.normal([3, 4], using: &random)
    )
    let result = meanSquaredError(x: x, w: .zeros([2, 4]), b: .zeros([4]), target: target)
    #expect(abs(result.loss - (target * target).sum() / 3) < 1e-12)
  }

  @Test("descends to the line that the targets lie on")
  func descends() {
    var random = SeededGenerator(seed: 7)
    let x = Tensor.normal([20, 2], using: &random)
    let (trueW, trueB) = (Tensor([[1.5], [-2]]), Tensor([0.5]))
    let target = linearLayer(x: x, w: trueW, b: trueB).out
    var (w, b) = (Tensor.zeros([2, 1]), Tensor.zeros([1]))
    for _ in 0..<500 {
      let gradients = meanSquaredError(x: x, w: w, b: b, target: target)
      w -= 0.1 * gradients.dw
      b -= 0.1 * gradients.db
    }
    expectClose(w, trueW, within: 1e-9)
    expectClose(b, trueB, within: 1e-9)
  }
}
