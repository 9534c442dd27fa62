import FlatBackprop
import Testing

@Suite("Tensor: matrix product")
struct TensorMatmulTests {
  @Test("gives the lecture's product")
  func lecture() {
    let x = Tensor([[2, 1, -3], [-3, 4, 2]])
    let w = Tensor([[3, 2, 1, -1], [2, 1, 3, 2], [3, 2, 1, -2]])
    #expect(x.matmul(w) == Tensor([[-1, -1, 2, 6], [5, 2, 11, 7]]))
  }

  @Test("is the sum over the axis in common, as three loops say")
  func loops() {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<30 {
      let sizes = generator.labels(3, classes: 12)
      let (n, d, c) = (sizes[0] + 1, sizes[1] + 1, sizes[2] + 1)
      let x = generator.integers([n, d])
      let w = generator.integers([d, c])
      var expected: [[Double]] = []
      for i in 0..<n {
        var row: [Double] = []
        for j in 0..<c {
          var sum = 0.0
          for k in 0..<d { sum += x.elements[i * d + k] * w.elements[k * c + j] }
          row.append(sum)
        }
        expected.append(row)
      }
      #expect(x.matmul(w) == Tensor(expected))
    }
  }

  @Test("has the backward that the shapes suggest: ⟨x w, y⟩ = ⟨x, y wᵀ⟩ = ⟨w, xᵀ y⟩")
  func adjoint() {
    var generator = SeededGenerator(seed: 9)
    let x = generator.integers([4, 3])
    let w = generator.integers([3, 5])
    let y = generator.integers([4, 5])
    #expect(inner(x.matmul(w), y) == inner(x, y.matmul(w.transposed())))
    #expect(inner(x.matmul(w), y) == inner(w, x.transposed().matmul(y)))
  }

  @Test("of empty matrices is a sum of nothing")
  func empty() {
    #expect(Tensor.zeros([2, 0]).matmul(.zeros([0, 3])) == Tensor.zeros([2, 3]))
    #expect(Tensor.zeros([0, 2]).matmul(.ones([2, 3])) == Tensor.zeros([0, 3]))
    #expect(Tensor.ones([2, 3]).matmul(.zeros([3, 0])) == Tensor.zeros([2, 0]))
  }

  @Test("lets no NaN vanish, even where it is multiplied by 0")
  func notANumber() {
    #expect(Tensor([[0, 1]]).matmul(Tensor([[.nan], [1]])).elements[0].isNaN)
    #expect(Tensor([[.nan, 1]]).matmul(Tensor([[0], [1]])).elements[0].isNaN)
  }

  @Test("transposes: rows become columns")
  func transposed() {
    #expect(Tensor([[1, 2, 3], [4, 5, 6]]).transposed() == Tensor([[1, 4], [2, 5], [3, 6]]))
    #expect(Tensor([[1, 2, 3]]).transposed() == Tensor([[1], [2], [3]]))
    #expect(Tensor.zeros([0, 3]).transposed() == Tensor.zeros([3, 0]))
  }
}
