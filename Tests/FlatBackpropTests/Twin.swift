import FlatBackprop

/// A tensor written down as plainly as can be, each number under its index: what the tensor's own
/// operations are compared with.
struct Twin {
  var shape: [Int]
  var numbers: [[Int]: Double] = [:]

  /// Reads a tensor in row-major order.
  init(_ tensor: Tensor) {
    shape = tensor.shape
    for (index, number) in zip(Twin.indices(shape), tensor.elements) { numbers[index] = number }
  }

  /// Fills a shape, index by index.
  init(_ shape: [Int], _ number: ([Int]) -> Double) {
    self.shape = shape
    for index in Twin.indices(shape) { numbers[index] = number(index) }
  }

  var tensor: Tensor { Tensor(shape: shape, Twin.indices(shape).map { numbers[$0] ?? .nan }) }

  /// Every index of a shape in row-major order: the last one runs fastest.
  static func indices(_ shape: [Int]) -> [[Int]] {
    guard let size = shape.first else { return [[]] }
    let rest = indices(Array(shape.dropFirst()))
    var all: [[Int]] = []
    for i in 0..<size {
      for tail in rest { all.append([i] + tail) }
    }
    return all
  }
}

extension SeededGenerator {
  /// A random shape, its sizes from 1 to 4.
  mutating func shape(rank: Int) -> [Int] { labels(rank, classes: 4).map { $0 + 1 } }

  /// Whole numbers from −9 to 9, so that sums and products are exact and equal ones are frequent.
  mutating func integers(_ shape: [Int]) -> Tensor {
    let count = shape.reduce(1, *)
    return Tensor(shape: shape, labels(count, classes: 19).map { Double($0 - 9) })
  }
}

/// `⟨a, b⟩`: the sum of the products of corresponding elements.
func inner(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.elements, b.elements).reduce(0) { $0 + $1.0 * $1.1 }
}
