import FlatBackprop
import Foundation
import Testing

@Suite("Tensor: elementwise arithmetic")
struct TensorArithmeticTests {
  typealias Plain = @Sendable (Double, Double) -> Double

  @Test(
    "of two tensors, and of a tensor and a number on either side, is that of their elements",
    arguments: [[], [5], [3, 4], [2, 1, 3], [2, 3, 2, 2]])
  func operators(shape: [Int]) {
    var generator = SeededGenerator(seed: 1)
    let a = Tensor.normal(shape, using: &generator)
    let b = Tensor.normal(shape, using: &generator)
    func check(_ result: Tensor, _ left: (Int) -> Double, _ right: (Int) -> Double, _ f: Plain) {
      var expected: [Double] = []
      for i in 0..<a.count { expected.append(f(left(i), right(i))) }
      #expect(result == Tensor(shape: shape, expected))
    }
    check(a + b, { a.elements[$0] }, { b.elements[$0] }) { $0 + $1 }
    check(a - b, { a.elements[$0] }, { b.elements[$0] }) { $0 - $1 }
    check(a * b, { a.elements[$0] }, { b.elements[$0] }) { $0 * $1 }
    check(a / b, { a.elements[$0] }, { b.elements[$0] }) { $0 / $1 }

    check(a + 0.3, { a.elements[$0] }, { _ in 0.3 }) { $0 + $1 }
    check(a - 0.3, { a.elements[$0] }, { _ in 0.3 }) { $0 - $1 }
    check(a * 0.3, { a.elements[$0] }, { _ in 0.3 }) { $0 * $1 }
    check(a / 0.3, { a.elements[$0] }, { _ in 0.3 }) { $0 / $1 }

    check(0.3 + b, { _ in 0.3 }, { b.elements[$0] }) { $0 + $1 }
    check(0.3 - b, { _ in 0.3 }, { b.elements[$0] }) { $0 - $1 }
    check(0.3 * b, { _ in 0.3 }, { b.elements[$0] }) { $0 * $1 }
    check(0.3 / b, { _ in 0.3 }, { b.elements[$0] }) { $0 / $1 }
    check(-b, { _ in 0 }, { b.elements[$0] }) { $0 - $1 }
  }

  @Test("assigns in place")
  func assignment() {
    var tensor = Tensor([[8, 4], [2, 6]])
    tensor += Tensor([[1, 2], [4, 8]])
    #expect(tensor == Tensor([[9, 6], [6, 14]]))
    tensor -= Tensor([[1, 2], [3, 4]])
    #expect(tensor == Tensor([[8, 4], [3, 10]]))
    tensor *= Tensor([[1, 2], [3, 0.5]])
    #expect(tensor == Tensor([[8, 8], [9, 5]]))
    tensor /= Tensor([[2, 1], [3, 2]])
    #expect(tensor == Tensor([[4, 8], [3, 2.5]]))
    tensor += 2
    #expect(tensor == Tensor([[6, 10], [5, 4.5]]))
    tensor -= 1
    #expect(tensor == Tensor([[5, 9], [4, 3.5]]))
    tensor *= 4
    #expect(tensor == Tensor([[20, 36], [16, 14]]))
    tensor /= 2
    #expect(tensor == Tensor([[10, 18], [8, 7]]))
  }

  @Test("assigns in the memory that it has, and in none that another tensor has")
  func inPlace() {
    func place(_ tensor: Tensor) -> UnsafePointer<Double>? {
      tensor.elements.withUnsafeBufferPointer { $0.baseAddress }
    }
    var w = Tensor.ones([50])
    w -= 0.5 * w
    w *= 4
    w += w
    #expect(w == Tensor(repeating: 4, shape: [50]))
    let copy = w
    w /= copy
    #expect((w, copy) == (Tensor.ones([50]), Tensor(repeating: 4, shape: [50])))
    var v = Tensor.ones([50])
    let start = place(v)
    v -= copy
    v *= 2
    #expect(place(v) == start)
  }

  @Test("compares to masks of 1 and 0")
  func comparisons() {
    let a = Tensor([1, 2, 3])
    #expect((a .> 2) == Tensor([0, 0, 1]))
    #expect((a .>= 2) == Tensor([0, 1, 1]))
    #expect((a .< 2) == Tensor([1, 0, 0]))
    #expect((a .<= 2) == Tensor([1, 1, 0]))
    #expect((a .== 2) == Tensor([0, 1, 0]))
    let b = Tensor([2, 2, 2])
    #expect((a .> b) == Tensor([0, 0, 1]))
    #expect((a .>= b) == Tensor([0, 1, 1]))
    #expect((a .< b) == Tensor([1, 0, 0]))
    #expect((a .<= b) == Tensor([1, 1, 0]))
    #expect((a .== b) == Tensor([0, 1, 0]))
  }

  @Test("has the functions of numbers")
  func functions() {
    let x = Tensor([[0.25, 1], [2.25, 9]])
    for (tensor, numbers) in [
      (exp(x), x.elements.map { Foundation.exp($0) }),
      (log(x), x.elements.map { Foundation.log($0) }),
      (tanh(x), x.elements.map { Foundation.tanh($0) }),
    ] {
      #expect(zip(tensor.elements, numbers).allSatisfy { abs($0 - $1) <= 4 * $1.ulp })
    }
    #expect(sqrt(x) == Tensor([[0.5, 1], [1.5, 3]]))
    #expect(pow(x, 2) == Tensor([[0.0625, 1], [5.0625, 81]]))
    #expect(abs(Tensor([-2, 0, 3])) == Tensor([2, 0, 3]))
    #expect(exp(Tensor([[0, 0]])) == Tensor([[1, 1]]))
  }

  @Test("takes the larger and the smaller, number by number")
  func extrema() {
    let a = Tensor([-1, 0, 2])
    let b = Tensor([1, 0, -2])
    #expect(max(0, a) == Tensor([0, 0, 2]))
    #expect(max(a, 0) == Tensor([0, 0, 2]))
    #expect(max(a, b) == Tensor([1, 0, 2]))
    #expect(min(0, a) == Tensor([-1, 0, 0]))
    #expect(min(a, 0) == Tensor([-1, 0, 0]))
    #expect(min(a, b) == Tensor([-1, 0, -2]))
  }

  @Test("lets no NaN vanish in a maximum or a minimum")
  func notANumber() {
    let nan = Tensor([.nan])
    let one = Tensor([1])
    for result in [
      max(1, nan), max(nan, 1), max(one, nan), max(nan, one), max(.nan, one), max(one, .nan),
      min(1, nan), min(nan, 1), min(one, nan), min(nan, one), min(.nan, one), min(one, .nan),
    ] {
      #expect(result.elements[0].isNaN)
    }
  }

  @Test("maps each element in order, and passes an error on")
  func map() {
    struct Failure: Error {}
    var seen: [Double] = []
    let tensor = Tensor([[1, 2], [3, 4]])
    let result = tensor.map {
      seen.append($0)
      return $0 * $0
    }
    #expect(result == Tensor([[1, 4], [9, 16]]))
    #expect(seen == [1, 2, 3, 4])
    #expect(throws: Failure.self) { try tensor.map { _ in throw Failure() } }
  }
}
