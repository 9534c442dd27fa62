import FlatBackprop
import Testing

@Suite("Tensor: axes")
struct TensorAxesTests {
  /// Random tensors of rank 1 to 4, each with each of its axes.
  static let cases: [(tensor: Tensor, axis: Int)] = {
    var generator = SeededGenerator(seed: 5)
    var cases: [(Tensor, Int)] = []
    for rank in 1...4 {
      for _ in 0..<5 {
        let tensor = generator.integers(generator.shape(rank: rank))
        for axis in 0..<rank { cases.append((tensor, axis)) }
      }
    }
    return cases
  }()

  static func without<Element>(_ axis: Int, _ list: [Element]) -> [Element] {
    var rest = list
    rest.remove(at: axis)
    return rest
  }

  @Test("adds up all elements")
  func sum() {
    #expect(Tensor([[1, 2], [3, -4.5]]).sum() == 1.5)
    #expect(Tensor(3).sum() == 3)
  }

  @Test("adds up along an axis, as a loop over all indices does")
  func sumAlongAxis() {
    #expect(Tensor([[1, 2, 3], [4, 5, 6]]).sum(axis: 0) == Tensor([5, 7, 9]))
    #expect(Tensor([[1, 2, 3], [4, 5, 6]]).sum(axis: 1) == Tensor([6, 15]))
    for (tensor, axis) in Self.cases {
      var twin = Twin(Self.without(axis, tensor.shape)) { _ in 0 }
      for (index, number) in Twin(tensor).numbers {
        twin.numbers[Self.without(axis, index)]? += number
      }
      #expect(tensor.sum(axis: axis) == twin.tensor)
    }
  }

  @Test("expands along a new axis, as a loop over all indices does")
  func expand() {
    #expect(Tensor([1, 2]).expand(axis: 0, count: 3) == Tensor([[1, 2], [1, 2], [1, 2]]))
    #expect(Tensor([1, 2]).expand(axis: 1, count: 3) == Tensor([[1, 1, 1], [2, 2, 2]]))
    #expect(Tensor(7).expand(axis: 0, count: 2) == Tensor([7, 7]))
    for (tensor, axis) in Self.cases {
      let numbers = Twin(tensor).numbers
      for newAxis in [axis, tensor.rank] {
        for count in 0...3 {
          var shape = tensor.shape
          shape.insert(count, at: newAxis)
          let twin = Twin(shape) { numbers[Self.without(newAxis, $0)] ?? .nan }
          #expect(tensor.expand(axis: newAxis, count: count) == twin.tensor)
        }
      }
    }
  }

  @Test("sum and expand are adjoint: ⟨sum x, y⟩ = ⟨x, expand y⟩, so each is the other's backward")
  func adjoint() {
    var generator = SeededGenerator(seed: 6)
    for (x, axis) in Self.cases {
      let y = generator.integers(Self.without(axis, x.shape))
      let expanded = y.expand(axis: axis, count: x.shape[axis])
      #expect(expanded.shape == x.shape)
      #expect(inner(x.sum(axis: axis), y) == inner(x, expanded))
    }
  }

  @Test("finds the largest along an axis, and the first place where it stands")
  func largest() {
    #expect(Tensor([[1, 5, 5], [4, -1, 2]]).max(axis: 1) == Tensor([5, 4]))
    #expect(Tensor([[1, 5, 5], [4, -1, 2]]).argmax(axis: 1) == [1, 0])
    #expect(Tensor([[1, 5, 5], [4, -1, 2]]).argmax(axis: 0) == [1, 0, 0])
    for (tensor, axis) in Self.cases {
      let numbers = Twin(tensor).numbers
      let rest = Self.without(axis, tensor.shape)
      var (places, largest): ([Int], [Double]) = ([], [])
      for index in Twin.indices(rest) {
        let line = (0..<tensor.shape[axis]).map { place -> Double in
          var full = index
          full.insert(place, at: axis)
          return numbers[full] ?? .nan
        }
        let winner = line.sorted().last ?? .nan
        largest.append(winner)
        places.append(line.firstIndex(of: winner) ?? -1)
      }
      #expect(tensor.max(axis: axis) == Tensor(shape: rest, largest))
      #expect(tensor.argmax(axis: axis) == places)
    }
  }

  @Test("counts a NaN as the largest, so that it does not vanish")
  func largestNaN() {
    let tensor = Tensor([[1, .nan, 3], [.nan, 2, .nan], [-.infinity, -1, -2]])
    #expect(tensor.argmax(axis: 1) == [1, 0, 1])
    let largest = tensor.max(axis: 1).elements
    #expect(largest[0].isNaN && largest[1].isNaN)
    #expect(largest[2] == -1)
  }

  @Test("takes the axes in any order, and back")
  func permuted() {
    var generator = SeededGenerator(seed: 7)
    let images = generator.integers([2, 3, 4, 5])
    #expect(images.permuted([0, 2, 3, 1]).shape == [2, 4, 5, 3])
    for axes in [[], [0], [1, 0], [0, 1], [2, 0, 1], [1, 2, 0], [0, 2, 3, 1], [3, 1, 0, 2]] {
      let tensor = generator.integers(generator.shape(rank: axes.count))
      let numbers = Twin(tensor).numbers
      let twin = Twin(axes.map { tensor.shape[$0] }) { index in
        var original = index
        for (place, axis) in axes.enumerated() { original[axis] = index[place] }
        return numbers[original] ?? .nan
      }
      #expect(tensor.permuted(axes) == twin.tensor)
      let back = axes.indices.map { axes.firstIndex(of: $0) ?? -1 }
      #expect(tensor.permuted(axes).permuted(back) == tensor)
    }
  }

  @Test("takes the axes of large tensors in any order")
  func permutedLarge() {
    var generator = SeededGenerator(seed: 8)
    for (shape, axes) in [
      ([17, 23], [1, 0]), ([8, 16], [1, 0]), ([3, 9, 11], [0, 2, 1]), ([3, 9, 11], [2, 0, 1]),
      ([3, 9, 11], [1, 2, 0]), ([2, 9, 3, 5], [0, 2, 3, 1]), ([2, 3, 5, 9], [0, 3, 1, 2]),
      ([4, 3, 5, 9], [2, 3, 0, 1]), ([10, 11, 12], [2, 1, 0]), ([1, 30, 1, 9], [3, 2, 1, 0]),
    ] {
      let tensor = generator.integers(shape)
      let permuted = tensor.permuted(axes)
      #expect(permuted.shape == axes.map { shape[$0] })
      for place in 0..<tensor.count {
        let index = tensor.index(at: place)
        #expect(permuted[axes.map { index[$0] }] == tensor[index])
      }
      if axes.count == 2 { #expect(tensor.transposed() == permuted) }
    }
  }

  @Test("of size 0 sum to zeros, and may come and go")
  func empty() {
    #expect(Tensor.zeros([0, 3]).sum(axis: 0) == Tensor.zeros([3]))
    #expect(Tensor.zeros([3, 0]).sum(axis: 1) == Tensor.zeros([3]))
    #expect(Tensor.zeros([3, 0]).sum(axis: 0) == Tensor.zeros([0]))
    #expect(Tensor.ones([3]).expand(axis: 0, count: 0) == Tensor.zeros([0, 3]))
    #expect(Tensor.zeros([0]).expand(axis: 1, count: 2) == Tensor.zeros([0, 2]))
    #expect(Tensor.zeros([0, 3]).max(axis: 1) == Tensor.zeros([0]))
    #expect(Tensor.zeros([0, 3]).permuted([1, 0]) == Tensor.zeros([3, 0]))
  }
}
