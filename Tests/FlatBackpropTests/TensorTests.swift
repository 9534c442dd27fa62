import FlatBackprop
import Testing

@Suite("Tensor")
struct TensorTests {
  @Test("is made of numbers, rows, or a shape and its elements in row-major order")
  func making() {
    #expect(Tensor(2).shape == [])
    #expect(Tensor(2).elements == [2])
    #expect(Tensor([1, 2, 3]).shape == [3])
    #expect(Tensor([[1, 2, 3], [4, 5, 6]]).shape == [2, 3])
    #expect(Tensor([[1, 2, 3], [4, 5, 6]]).elements == [1, 2, 3, 4, 5, 6])
    #expect(Tensor([[1, 2, 3], [4, 5, 6]]) == Tensor(shape: [2, 3], [1, 2, 3, 4, 5, 6]))
    #expect(Tensor(repeating: 7, shape: [2, 2]).elements == [7, 7, 7, 7])
    #expect(Tensor.zeros([1, 2]).elements == [0, 0])
    #expect(Tensor.ones([3]).elements == [1, 1, 1])
    #expect(Tensor.ones([]).elements == [1])
  }

  @Test("counts its elements and its axes")
  func counting() {
    let tensor = Tensor.zeros([2, 3, 4])
    #expect(tensor.count == 24)
    #expect(tensor.rank == 3)
    #expect(Tensor(1).count == 1)
    #expect(Tensor(1).rank == 0)
  }

  @Test(
    "is empty if a size is 0, and still adds up", arguments: [[0], [0, 3], [3, 0], [2, 0, 2]])
  func empty(shape: [Int]) {
    let tensor = Tensor.zeros(shape)
    #expect(tensor.shape == shape)
    #expect(tensor.elements.isEmpty)
    #expect(tensor == Tensor(shape: shape, []))
    #expect(tensor + tensor == tensor)
    #expect(exp(tensor) == tensor)
    #expect(tensor.sum() == 0)
  }

  @Test("is equal to another if the shape and all elements are")
  func equality() {
    #expect(Tensor([1, 2]) == Tensor([1, 2]))
    #expect(Tensor([1, 2]) != Tensor([1, 3]))
    #expect(Tensor([1, 2]) != Tensor([[1, 2]]))
    #expect(Tensor.zeros([0, 3]) != Tensor.zeros([3, 0]))
    #expect(Tensor([.nan]) != Tensor([.nan]))
  }

  @Test("is a value: a copy keeps its elements when the original is written to")
  func value() {
    var original = Tensor([[1, 2], [3, 4]])
    let copy = original
    original[0, 1] = 9
    original += 1
    #expect(original == Tensor([[2, 10], [4, 5]]))
    #expect(copy == Tensor([[1, 2], [3, 4]]))
  }

  @Test("gives the number it holds, whatever its rank", arguments: [[], [1], [1, 1, 1]])
  func scalar(shape: [Int]) {
    #expect(Tensor(repeating: 5, shape: shape).scalar == 5)
  }

  @Test("keeps its elements in another shape")
  func reshaping() {
    let tensor = Tensor([[1, 2, 3], [4, 5, 6]])
    #expect(tensor.reshaped([3, 2]) == Tensor([[1, 2], [3, 4], [5, 6]]))
    #expect(tensor.reshaped([6]) == Tensor([1, 2, 3, 4, 5, 6]))
    #expect(Tensor([7]).reshaped([]) == Tensor(7))
    #expect(Tensor.zeros([0, 3]).reshaped([2, 0]) == Tensor.zeros([2, 0]))
  }

  @Test("describes itself as nested lists")
  func description() {
    #expect("\(Tensor(-2))" == "-2.0")
    #expect("\(Tensor([1, 2.5]))" == "[1.0, 2.5]")
    #expect("\(Tensor([[1, 2, 3], [4, 5, 6]]))" == "[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]")
    #expect(
      "\(Tensor(shape: [2, 1, 2], [1, 2, 3, 4]))" == "[[[1.0, 2.0]], [[3.0, 4.0]]]")
    #expect("\(Tensor.zeros([2, 0]))" == "[[], []]")
    #expect("\(Tensor.zeros([0, 2]))" == "[]")
  }

  @Test("describes numbers with at most six significant digits")
  func digits() {
    #expect("\(Tensor(1.0 / 3))" == "0.333333")
    #expect("\(Tensor(-2.0 / 3))" == "-0.666667")
    #expect("\(Tensor(0.1 + 0.2))" == "0.3")
    #expect("\(Tensor(123.456789))" == "123.457")
    #expect("\(Tensor(1_234_567.8))" == "1234570.0")
    #expect("\(Tensor(1e-13 / 3))" == "3.33333e-14")
    #expect("\(Tensor(1e300))" == "1e+300")
    #expect("\(Tensor(0))" == "0.0")
    #expect("\(Tensor([.nan, .infinity, -.infinity]))" == "[nan, inf, -inf]")
  }
}
