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
    #expect(abs(stage.loss - 1.58) < 1e-12)
    #expect(stage["dw"] == Tensor([[0, 1, -1]]))
  }
}
