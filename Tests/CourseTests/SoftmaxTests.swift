import TestSupport
import FlatBackprop
import Foundation
import Softmax
import Testing

@Suite("05 softmax: the solution")
struct SoftmaxTests {
  @Test("gives the lecture's probabilities, and its loss by the natural logarithm")
  func lecture() throws {
    let stage = Stage()
    softmaxLoss(
      x: Tensor([[1]]), y: [2], w: Tensor([[-2.85, 0.86, 0.28]]), reg: 0, stage: stage)
    let expected = Tensor([[0.01544932, 0.63116335, 0.35338733]])
    let probabilities = try #require(stage["probabilities"])
    #expect(abs(probabilities - expected).max(axis: 1)[0] < 1e-8)
    #expect(abs((stage["loss"]?.scalar ?? .nan) - 1.0401905694301081) < 1e-14)
    let dw = try #require(stage["dw"])
    #expect(abs(dw - (expected - Tensor([[0, 0, 1]]))).max(axis: 1)[0] < 1e-8)
  }

  @Test("gives the same loss and gradient in pieces and fused")
  func fused() {
    var random = SeededGenerator(seed: 5)
    let x = Tensor.normal([6, 4], using: &random)
    let w = Tensor.normal([4, 3], using: &random)
    let y = random.labels(6, classes: 3)
    let pieces = softmaxLoss(x: x, y: y, w: w, reg: 0.2)
    let fused = softmaxLossFused(x: x, y: y, w: w, reg: 0.2)
    #expect(abs(pieces.loss - fused.loss) < 1e-13)
    expectClose(pieces.dw, fused.dw)
  }

  @Test("agrees with the definition written as loops, without any shift")
  func loops() {
    var random = SeededGenerator(seed: 6)
    let (n, d, c, reg) = (5, 3, 4, 0.3)
    let x = Tensor.normal([n, d], using: &random)
    let w = Tensor.normal([d, c], using: &random)
    let y = random.labels(n, classes: c)

    var loss = 0.0
    for i in 0..<n {
      let exps = (0..<c).map { j in
        exp((0..<d).reduce(0) { $0 + x[i, $1] * w[$1, j] })
      }
      loss -= log(exps[y[i]] / exps.reduce(0, +)) / Double(n)
    }
    for element in w.elements { loss += reg * element * element }
    #expect(abs(softmaxLoss(x: x, y: y, w: w, reg: reg).loss - loss) < 1e-12)
  }

  @Test("has no gradient through the maxima but rounding")
  func maxima() throws {
    var random = SeededGenerator(seed: 8)
    let stage = Stage()
    softmaxLoss(
      x: .normal([6, 4], using: &random), y: random.labels(6, classes: 3),
      w: .normal([4, 3], using: &random), reg: 0, stage: stage)
    let dmaxima = try #require(stage["dmaxima"])
    #expect(abs(dmaxima).max(axis: 0).scalar < 1e-15)
    let (dscores, dshifted) = (try #require(stage["dscores"]), try #require(stage["dshifted"]))
    expectClose(dscores, dshifted, within: 1e-14)
  }

  @Test("does not change when a row's scores all grow by the same", arguments: [1, -50, 2000.0])
  func shift(by amount: Double) {
    let scores = Tensor([[0.5, -1, 2], [0.25, 0, 0]])
    let shifted = scores + amount
    expectClose(softmaxFunction(scores: scores).out, softmaxFunction(scores: shifted).out)
  }

  @Test("stays finite where exponentials overflow")
  func overflow() {
    let (x, w) = (Tensor([[1]]), Tensor([[1000, -1000, 999]]))
    let pieces = softmaxLoss(x: x, y: [2], w: w, reg: 0)
    let fused = softmaxLossFused(x: x, y: [2], w: w, reg: 0)
    let expected = log(1 + exp(1.0))
    #expect(abs(pieces.loss - expected) < 1e-12)
    #expect(abs(fused.loss - expected) < 1e-12)
    expectClose(pieces.dw, fused.dw)
  }

  @Test("loses a label's probability that is less than any number, and fused does not")
  func underflow() {
    let (x, w) = (Tensor([[1]]), Tensor([[0, 750]]))
    let pieces = softmaxLoss(x: x, y: [0], w: w, reg: 0)
    let fused = softmaxLossFused(x: x, y: [0], w: w, reg: 0)
    #expect(pieces.loss == .infinity)
    #expect(pieces.dw.elements.contains { $0.isNaN })
    #expect(fused.loss == 750)
    #expect(fused.dw == Tensor([[-1, 1]]))
  }

  @Test("has the gradient Sᵢ(δᵢⱼ − Sⱼ), column by column")
  func jacobian() throws {
    let scores = Tensor([[-2.85, 0.86, 0.28]])
    let s = softmaxFunction(scores: scores).out
    for i in 0..<3 {
      let stage = Stage(upstream: .oneHot([i], classes: 3))
      let dscores = softmaxFunction(scores: scores, stage: stage).dscores
      for j in 0..<3 {
        #expect(abs(dscores[0, j] - s[0, i] * ((i == j ? 1 : 0) - s[0, j])) < 1e-15)
      }
    }
  }

  @Test("costs ln C with weights of zero")
  func zeroWeights() {
    let loss = softmaxLoss(x: .ones([4, 2]), y: [0, 1, 2, 3], w: .zeros([2, 7]), reg: 3).loss
    #expect(abs(loss - log(7)) < 1e-14)
  }
}
