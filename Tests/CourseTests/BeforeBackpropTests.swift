import TestSupport
import BeforeBackprop
import FlatBackprop
import Testing

@Suite("13 before backprop: the solution")
struct BeforeBackpropTests {
  let corners = [Tensor([0, 0]), Tensor([0, 1]), Tensor([1, 0]), Tensor([1, 1])]
  let xorTargets = [0.0, 1, 1, 0]

  /// Trains a perceptron over and over, and counts its mistakes in the last of 100 rounds.
  func perceptronMistakes(_ targets: [Double]) -> Int {
    var (w, b, mistakes) = (Tensor.zeros([2]), 0.0, 0)
    for _ in 0..<100 {
      mistakes = 0
      for (x, target) in zip(corners, targets) {
        let stage = Stage()
        (w, b) = perceptronStep(x: x, target: target, w: w, b: b, rate: 1, stage: stage)
        if stage["error"] != Tensor(0) { mistakes += 1 }
      }
    }
    return mistakes
  }

  @Test("trains a perceptron on and and or, never on exclusive or")
  func perceptron() {
    #expect(perceptronMistakes([0, 0, 0, 1]) == 0)
    #expect(perceptronMistakes([0, 1, 1, 1]) == 0)
    #expect(perceptronMistakes(xorTargets) > 0)
  }

  @Test("takes the handout's step of the perceptron, and none where it is right")
  func perceptronByHand() {
    let step = perceptronStep(x: Tensor([1, 2]), target: 0, w: Tensor([0.5, 0]), b: 0, rate: 0.5)
    #expect(step.newW == Tensor([0, -1]))
    #expect(step.newB == -0.5)
    let right = perceptronStep(x: Tensor([2, -1]), target: 1, w: Tensor([1, 0.5]), b: 0, rate: 9)
    #expect(right.newW == Tensor([1, 0.5]))
    let zero = perceptronStep(x: Tensor([1, 1]), target: 0, w: Tensor([0, 0]), b: 0, rate: 1)
    #expect(zero.newW == Tensor([0, 0]))
  }

  @Test("takes the handout's step of the Adaline, which is a step down the gradient")
  func adaline() {
    let step = adalineStep(x: Tensor([1, 2]), target: 0, w: Tensor([0.5, 0]), b: 0, rate: 0.5)
    #expect(step.newW == Tensor([0.25, -0.5]))
    #expect(step.newB == -0.25)
    #expect(step.loss == 0.125)
    #expect(step.dw == Tensor([0.5, 1]))
    #expect(step.newW == Tensor([0.5, 0]) - 0.5 * step.dw)
    #expect(step.newB == 0 - 0.5 * step.db)
  }

  @Test("settles on one half everywhere when an Adaline is trained on exclusive or")
  func adalineOnXOR() {
    var (w, b) = (Tensor.zeros([2]), 0.0)
    for _ in 0..<5000 {
      for (x, target) in zip(corners, xorTargets) {
        let step = adalineStep(x: x, target: target, w: w, b: b, rate: 0.01)
        (w, b) = (step.newW, step.newB)
      }
    }
    for x in corners { #expect(abs((x * w).sum() + b - 0.5) < 0.02) }
  }

  @Test("hands nothing back through a step, however wrong the net is")
  func steps() {
    let x = Tensor([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    let w1 = Tensor([[1, 1], [1, 1], [-0.5, -1.5]])
    let target = Tensor([[0], [1], [1], [0]])
    let solved = stepNet(x: x, target: target, w1: w1, w2: Tensor([[1], [-2]]))
    #expect(solved.loss == 0.5)
    let result = stepNet(x: x, target: target, w1: w1, w2: Tensor([[1], [-0.5]]))
    #expect(result.loss == 0.125)
    #expect(result.dw1 == .zeros([3, 2]))
    #expect(result.dw2 == Tensor([[0.5], [0.5]]))
  }

  @Test("takes the handout's step of the two-layer rule")
  func twoLayersByHand() throws {
    let stage = Stage()
    let (w1, w2) = (Tensor([[2, 3], [2, 3]]), Tensor([[1], [-1]]))
    let step = twoLayerStep(
      x: Tensor([[1, -1]]), target: Tensor([[1]]), w1: w1, w2: w2, rate: 0.8, stage: stage)
    #expect(stage["outputDeltas"] == Tensor([[0.125]]))
    #expect(stage["hiddenDeltas"] == Tensor([[0.03125, -0.03125]]))
    expectClose(step.newW2, Tensor([[1.05], [-0.95]]), within: 1e-15)
    expectClose(step.newW1, Tensor([[2.025, 2.975], [1.975, 3.025]]), within: 1e-14)
    #expect(step.loss == 0.125)
    #expect(step.dw2 == Tensor([[-0.0625], [-0.0625]]))
    #expect(step.dw1 == Tensor([[-0.03125, 0.03125], [0.03125, -0.03125]]))
  }

  @Test("takes steps of the two-layer rule that are −α times the gradient")
  func twoLayers() {
    var random = SeededGenerator(seed: 9)
    let (w1, w2) = (Tensor.normal([3, 4], using: &random), Tensor.normal([4, 2], using: &random))
    let step = twoLayerStep(
      x: .normal([5, 3], using: &random), target: .uniform([5, 2], in: 0...1, using: &random),
      w1: w1, w2: w2, rate: 0.7)
    expectClose(step.newW1, w1 - 0.7 * step.dw1, within: 1e-13)
    expectClose(step.newW2, w2 - 0.7 * step.dw2, within: 1e-13)
  }

  @Test("trains a hidden layer on exclusive or by the two-layer rule")
  func twoLayersOnXOR() {
    var random = SeededGenerator(seed: 1)
    let x = Tensor([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    let target = Tensor([[0], [1], [1], [0]])
    var (w1, w2) = (Tensor.normal([3, 4], using: &random), Tensor.normal([4, 1], using: &random))
    var loss = 0.0
    for _ in 0..<5000 {
      let step = twoLayerStep(x: x, target: target, w1: w1, w2: w2, rate: 2)
      (w1, w2, loss) = (step.newW1, step.newW2, step.loss)
    }
    #expect(loss < 0.01)
  }
}
