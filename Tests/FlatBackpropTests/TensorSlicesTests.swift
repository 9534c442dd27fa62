import FlatBackprop
import Testing

@Suite("A tensor's slices")
struct TensorSlicesTests {
  @Test("drop the axis they are taken along")
  func slices() {
    let x = Tensor(shape: [2, 3, 2], (0..<12).map { Double($0) })
    #expect(x.slice(axis: 0, at: 1) == Tensor([[6, 7], [8, 9], [10, 11]]))
    #expect(x.slice(axis: 1, at: 2) == Tensor([[4, 5], [10, 11]]))
    #expect(x.slice(axis: 2, at: 0) == Tensor([[0, 2, 4], [6, 8, 10]]))
    #expect(Tensor([3, 4]).slice(axis: 0, at: 1) == Tensor(4))
  }

  @Test("give the tensor again when stacked")
  func stacking() {
    let x = Tensor(shape: [3, 1, 2], [1, 2, 3, 4, 5, 6])
    #expect(Tensor(stacking: (0..<3).map { x.slice(axis: 0, at: $0) }) == x)
  }
}
