import FlatBackprop
import Testing

@Suite("Tensor: labels")
struct LabelsTests {
  @Test("gather reads the element at each row's label")
  func gather() {
    #expect(Tensor([[1, 2, 3], [4, 5, 6]]).gather([2, 0]) == Tensor([3, 4]))
    #expect(Tensor([[1, 2], [3, 4], [5, 6]]).gather([1, 1, 0]) == Tensor([2, 4, 5]))
  }

  @Test("scatter writes an element at each row's label, among zeros")
  func scatter() {
    #expect(Tensor([7, 8]).scatter([2, 0], classes: 3) == Tensor([[0, 0, 7], [8, 0, 0]]))
    #expect(
      Tensor([7, 8, 9]).scatter([1, 1, 0], classes: 2) == Tensor([[0, 7], [0, 8], [9, 0]]))
  }

  @Test("gather and scatter are adjoint: ⟨gather x, y⟩ = ⟨x, scatter y⟩")
  func adjoint() {
    var generator = SeededGenerator(seed: 10)
    for n in 1...4 {
      for c in 1...4 {
        let labels = generator.labels(n, classes: c)
        let x = generator.integers([n, c])
        let y = generator.integers([n])
        #expect(inner(x.gather(labels), y) == inner(x, y.scatter(labels, classes: c)))
        #expect(y.scatter(labels, classes: c).gather(labels) == y)
      }
    }
  }

  @Test("one-hot rows hold a 1 at the label and 0 elsewhere")
  func oneHot() {
    #expect(Tensor.oneHot([2, 0], classes: 3) == Tensor([[0, 0, 1], [1, 0, 0]]))
    #expect(Tensor.oneHot([0], classes: 1) == Tensor([[1]]))
  }

  @Test("of no rows at all are fine")
  func empty() {
    #expect(Tensor.zeros([0, 3]).gather([]) == Tensor.zeros([0]))
    #expect(Tensor.zeros([0]).scatter([], classes: 3) == Tensor.zeros([0, 3]))
    #expect(Tensor.oneHot([], classes: 3) == Tensor.zeros([0, 3]))
  }
}
