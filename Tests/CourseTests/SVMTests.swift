import TestSupport
import FlatBackprop
import SVM
import Testing

@Suite("04 svm: the solution")
struct SVMTests {
  @Test("gives the lecture's hinge loss")
  func lecture() throws {
    let stage = Stage()
    svmLoss(
      x: Tensor([[1]]), y: [2], w: Tensor([[-2.85, 0.86, 0.28]]), reg: 0, stage: stage)
    #expect(abs((stage["loss"]?.scalar ?? .nan) - 1.58) < 1e-12)
    #expect(stage["dw"] == Tensor([[0, 1, -1]]))
  }

  @Test("gives the handout's numbers for two examples, line by line")
  func handout() throws {
    let stage = Stage()
    svmLoss(
      x: Tensor([[1, 2], [2, -1]]), y: [1, 0], w: Tensor([[0.5, -0.5, 1], [1, 0.5, -0.5]]),
      reg: 0.1, stage: stage)
    #expect(stage["scores"] == Tensor([[2.5, 0.5, 0], [0, -1.5, 2.5]]))
    #expect(stage["correctScores"] == Tensor([0.5, 0]))
    #expect(stage["margins"] == Tensor([[3, 1, 0.5], [1, -0.5, 3.5]]))
    #expect(stage["hinge"] == Tensor([[3, 0, 0.5], [0, 0, 3.5]]))
    #expect(stage["dataLoss"] == Tensor(3.5))
    #expect(abs((stage["loss"]?.scalar ?? .nan) - 3.8) < 1e-12)
    #expect(stage["dhinge"] == Tensor(repeating: 0.5, shape: [2, 3]))
    #expect(stage["dmargins"] == Tensor([[0.5, 0, 0.5], [0, 0, 0.5]]))
    #expect(stage["dcorrectScores"] == Tensor([-1, -0.5]))
    #expect(stage["dscores"] == Tensor([[0.5, -1, 0.5], [-0.5, 0, 0.5]]))
    let dw = try #require(stage["dw"])
    let expected = Tensor([[-0.4, -1.1, 1.7], [1.7, -1.9, 0.4]])
    expectClose(dw, expected)
  }

  @Test("agrees with the sum over classes written as loops")
  func loops() {
    var random = SeededGenerator(seed: 3)
    let (n, d, c, reg) = (7, 4, 5, 0.3)
    let x = Tensor.normal([n, d], using: &random)
    let w = Tensor.normal([d, c], using: &random)
    let y = random.labels(n, classes: c)

    var loss = 0.0
    var dw = Tensor.zeros([d, c])
    for i in 0..<n {
      func score(_ j: Int) -> Double { (0..<d).reduce(0) { $0 + x[i, $1] * w[$1, j] } }
      for j in 0..<c where j != y[i] {
        let margin = score(j) - score(y[i]) + 1
        if margin > 0 {
          loss += margin / Double(n)
          for k in 0..<d {
            dw[k, j] += x[i, k] / Double(n)
            dw[k, y[i]] -= x[i, k] / Double(n)
          }
        }
      }
    }
    for element in w.elements { loss += reg * element * element }
    dw += 2 * reg * w

    let result = svmLoss(x: x, y: y, w: w, reg: reg)
    #expect(abs(result.loss - loss) < 1e-12)
    expectClose(result.dw, dw)
  }

  @Test("costs C − 1 with weights of zero, and pushes each row's scores by amounts that cancel out")
  func sanity() throws {
    var random = SeededGenerator(seed: 4)
    let x = Tensor.normal([6, 3], using: &random)
    let stage = Stage()
    svmLoss(x: x, y: [0, 1, 2, 3, 0, 1], w: .zeros([3, 4]), reg: 5, stage: stage)
    #expect(abs((stage["loss"]?.scalar ?? .nan) - 3) < 1e-12)
    let dscores = try #require(stage["dscores"])
    #expect(abs(dscores.sum(axis: 1)).sum() < 1e-12)
    #expect(abs(dscores[0, 0] + 0.5) < 1e-12)
  }
}
