import FlatBackprop
import Testing

@Suite("Tensor: subscripts")
struct TensorSubscriptsTests {
  @Test("of every rank read the element at an index")
  func reading() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<20 {
      for rank in 0...5 {
        let tensor = generator.integers(generator.shape(rank: rank))
        for (index, number) in Twin(tensor).numbers {
          #expect(tensor[index] == number)
          switch rank {
          case 1: #expect(tensor[index[0]] == number)
          case 2: #expect(tensor[index[0], index[1]] == number)
          case 3: #expect(tensor[index[0], index[1], index[2]] == number)
          case 4: #expect(tensor[index[0], index[1], index[2], index[3]] == number)
          default: break
          }
        }
      }
    }
  }

  @Test("of every rank write the element at an index, and no other")
  func writing() {
    var generator = SeededGenerator(seed: 3)
    for rank in 0...5 {
      let tensor = generator.integers(generator.shape(rank: rank))
      for index in Twin.indices(tensor.shape) {
        var twin = Twin(tensor)
        twin.numbers[index]? += 100
        var written = tensor
        switch rank {
        case 1: written[index[0]] += 100
        case 2: written[index[0], index[1]] += 100
        case 3: written[index[0], index[1], index[2]] += 100
        case 4: written[index[0], index[1], index[2], index[3]] += 100
        default: written[index] += 100
        }
        #expect(written == twin.tensor)
        written = tensor
        written[index] += 100
        #expect(written == twin.tensor)
      }
    }
  }

  @Test("write in place: the elements are not copied", arguments: 1...5)
  func inPlace(rank: Int) {
    var tensor = Tensor.zeros([Int](repeating: 3, count: rank))
    let before = tensor.elements.withUnsafeBufferPointer { $0.baseAddress }
    switch rank {
    case 1: tensor[1] += 1
    case 2: tensor[1, 1] += 1
    case 3: tensor[1, 1, 1] += 1
    case 4: tensor[1, 1, 1, 1] += 1
    default: tensor[[1, 1, 1, 1, 1]] += 1
    }
    let after = tensor.elements.withUnsafeBufferPointer { $0.baseAddress }
    #expect(tensor.sum() == 1)
    #expect(before == after)
  }

  @Test("stand at places in row-major order")
  func places() {
    var generator = SeededGenerator(seed: 4)
    for rank in 0...5 {
      let tensor = Tensor.zeros(generator.shape(rank: rank))
      for (place, index) in Twin.indices(tensor.shape).enumerated() {
        #expect(tensor.offset(of: index) == place)
        #expect(tensor.index(at: place) == index)
      }
    }
  }
}
