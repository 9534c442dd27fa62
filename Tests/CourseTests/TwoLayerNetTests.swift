import TestSupport
import FlatBackprop
import Foundation
import Testing
import TwoLayerNet

@Suite("06 two-layer net: the solution")
struct TwoLayerNetTests {
  @Test("gives the handout's numbers, line by line")
  func handout() throws {
    let stage = Stage()
    let result = twoLayerNet(
      x: Tensor([[1, 2]]), y: [0], w1: Tensor([[1, -1, 0.5], [0.5, 0.5, -1]]),
      b1: Tensor([0, 0.5, 0.5]), w2: Tensor([[0.5, -0.5], [1, -1], [1, 2]]),
      b2: Tensor([-1.5, 1.5]), reg: 0.1, stage: stage)
    #expect(stage["preactivation"] == Tensor([[2, 0.5, -1]]))
    #expect(stage["hidden"] == Tensor([[2, 0.5, 0]]))
    #expect(stage["scores"] == Tensor([[0, 0]]))
    #expect(stage["probabilities"] == Tensor([[0.5, 0.5]]))
    #expect(abs(result.loss - (log(2) + 1.125)) < 1e-12)
    #expect(stage["dscores"] == Tensor([[-0.5, 0.5]]))
    #expect(stage["dhidden"] == Tensor([[-0.5, -1, 0.5]]))
    #expect(stage["dpreactivation"] == Tensor([[-0.5, -1, 0]]))
    #expect(result.db1 == Tensor([-0.5, -1, 0]))
    #expect(result.db2 == Tensor([-0.5, 0.5]))
    expectClose(result.dw2, Tensor([[-0.9, 0.9], [-0.05, 0.05], [0.2, 0.4]]))
    expectClose(result.dw1, Tensor([[-0.3, -1.2, 0.1], [-0.9, -1.9, -0.2]]))
  }

  @Test("keeps biases out of the regularization")
  func biases() {
    func loss(reg: Double) -> Double {
      twoLayerNet(
        x: Tensor([[1]]), y: [0], w1: Tensor([[0]]), b1: Tensor([3]), w2: Tensor([[0, 0]]),
        b2: Tensor([1, 1]), reg: reg
      ).loss
    }
    #expect(loss(reg: 100) == loss(reg: 0))
  }

  @Test("learns classes that no linear classifier separates")
  func xor() {
    var random = SeededGenerator(seed: 2)
    let x = Tensor([[0, 0], [0, 1], [1, 0], [1, 1]])
    var (w1, b1) = (Tensor.normal([2, 16], using: &random), Tensor.zeros([16]))
    var (w2, b2) = (Tensor.normal([16, 2], using: &random), Tensor.zeros([2]))
    var loss = 0.0
    for _ in 0..<500 {
      let step = twoLayerNet(x: x, y: [0, 1, 1, 0], w1: w1, b1: b1, w2: w2, b2: b2, reg: 0)
      loss = step.loss
      w1 -= 0.5 * step.dw1
      b1 -= 0.5 * step.db1
      w2 -= 0.5 * step.dw2
      b2 -= 0.5 * step.db2
    }
    #expect(loss < 0.05)
  }

  @Test("gives the handout's numbers for the sigmoid net")
  func sigmoidHandout() {
    let stage = Stage()
    let result = sigmoidNet(
      x: Tensor([[1, -1]]), target: Tensor([[1]]), w1: Tensor([[2, 3], [2, 3]]),
      w2: Tensor([[1], [3]]), stage: stage)
    #expect(stage["hidden"] == Tensor([[0.5, 0.5]]))
    #expect(stage["predictions"] == Tensor([[2]]))
    #expect(result.loss == 1)
    #expect(stage["dpredictions"] == Tensor([[2]]))
    #expect(result.dw2 == Tensor([[1], [1]]))
    #expect(stage["dhidden"] == Tensor([[2, 6]]))
    #expect(result.dw1 == Tensor([[0.5, 1.5], [-0.5, -1.5]]))
  }

  @Test("descends when it is trained")
  func training() {
    let losses = trainSigmoidNet(
      examples: 16, inputs: 20, hidden: 10, outputs: 3, steps: 500, rate: 0.002)
    #expect(losses.count == 500)
    #expect(losses[499] < 0.1 * losses[0])
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $1 < $0 })
  }
}
