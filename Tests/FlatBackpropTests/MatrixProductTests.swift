import FlatBackprop
import Testing

@Suite("The matrix product in blocks, against three loops")
struct MatrixProductTests {
  /// Sizes on either side of where a tile, a strip or a block ends.
  static let sizes: [(rows: Int, depth: Int, columns: Int)] =
    (1...20).map { (9, 7, $0) } + (1...18).map { ($0, 5, 17) }
    + [
      (1, 1, 1), (3, 0, 4), (0, 3, 4), (3, 4, 0), (2, 255, 31), (2, 256, 32), (2, 257, 33),
      (255, 3, 5), (256, 3, 5), (257, 3, 5), (259, 258, 35), (193, 40, 16), (600, 20, 9),
      // The left side copied, the right one too, and a result that is gathered block by block.
      (140, 480, 133), (260, 260, 131), (3, 257, 513), (131, 530, 515),
    ]

  /// Some numbers in a matrix of the given size that lies in memory as it is, or transposed.
  private func view(
    _ numbers: UnsafePointer<Double>, _ rows: Int, _ columns: Int, isTransposed: Bool
  ) -> MatrixView {
    isTransposed
      ? MatrixView(start: numbers, down: 1, across: rows)
      : MatrixView(start: numbers, down: columns, across: 1)
  }

  private enum Way { case naive, blocked }

  /// The product, with a number on either side of it that must not be written to.
  private func product(
    _ way: Way, _ size: (rows: Int, depth: Int, columns: Int), _ left: [Double],
    _ right: [Double], leftIsTransposed: Bool = false, rightIsTransposed: Bool = false
  ) -> [Double] {
    let count = size.rows * size.columns
    var target = [Double](repeating: .nan, count: count + 2)
    (target[0], target[count + 1]) = (123, 456)
    let product = MatrixProduct(rows: size.rows, depth: size.depth, columns: size.columns)
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        target.withUnsafeMutableBufferPointer { target in
          let a = view(
            left.baseAddress!, size.rows, size.depth, isTransposed: leftIsTransposed)
          let b = view(
            right.baseAddress!, size.depth, size.columns, isTransposed: rightIsTransposed)
          let place = target.baseAddress! + 1
          switch way {
          case .naive: product.naive(a, b, to: place)
          case .blocked: product.blocked(a, b, to: place)
          }
        }
      }
    }
    #expect((target[0], target[count + 1]) == (123, 456))
    return Array(target[1..<(count + 1)])
  }

  @Test("is the same, number for number, where sums are exact", arguments: sizes)
  func exact(rows: Int, depth: Int, columns: Int) {
    var random = SeededGenerator(seed: 1)
    let size = (rows: rows, depth: depth, columns: columns)
    let left = random.integers([rows * depth + 1]).elements
    let right = random.integers([depth * columns + 1]).elements
    for (a, b) in [(false, false), (true, false), (false, true), (true, true)] {
      let (naive, blocked) = (
        product(.naive, size, left, right, leftIsTransposed: a, rightIsTransposed: b),
        product(.blocked, size, left, right, leftIsTransposed: a, rightIsTransposed: b)
      )
      #expect(naive == blocked, "left transposed: \(a), right transposed: \(b)")
    }
  }

  @Test(
    "differs in the last digits where they are rounded, and never between runs",
    arguments: sizes)
  func rounded(rows: Int, depth: Int, columns: Int) {
    var random = SeededGenerator(seed: 2)
    let size = (rows: rows, depth: depth, columns: columns)
    let left = Tensor.normal([rows * depth + 1], using: &random).elements
    let right = Tensor.normal([depth * columns + 1], using: &random).elements
    let blocked = product(.blocked, size, left, right)
    // n sums of products are off by at most n ε Σ|a b|.
    let bounds = product(.naive, size, left.map(abs), right.map(abs))
    let pairs = zip(product(.naive, size, left, right), blocked)
    let far = zip(pairs, bounds).first { pair, bound in
      !(abs(pair.0 - pair.1) <= Double(depth) * .ulpOfOne * bound)
    }
    #expect(far == nil)
    #expect(blocked == product(.blocked, size, left, right))
  }

  @Test("lets no NaN vanish and no infinity spread")
  func special() {
    var random = SeededGenerator(seed: 3)
    let size = (rows: 11, depth: 13, columns: 19)
    var left = random.integers([11 * 13]).elements
    let right = Tensor.ones([13 * 19]).elements
    (left[3 * 13 + 5], left[8 * 13]) = (.nan, .infinity)
    let result = product(.blocked, size, left, right)
    for row in 0..<11 {
      for value in result[(row * 19)..<(row * 19 + 19)] {
        switch row {
        case 3: #expect(value.isNaN)
        case 8: #expect(value == .infinity)
        default: #expect(value.isFinite)
        }
      }
    }
  }
}
