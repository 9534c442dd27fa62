/// A product of two matrices: `[rows, depth]` times `[depth, columns]`.
///
/// ``naive(_:_:to:)`` says in three loops what it is. Those read the whole right matrix anew for every
/// row of the left one, and wait for memory. ``blocked(_:_:to:)`` gives the same numbers, but for the
/// last digits, many times as fast: it takes the matrices in blocks that stay in the processor's
/// caches, and a block in tiles that stay in its registers.
///
/// A sum is made in the order of the depth, in blocks of 256 terms. So its rounding error grows with
/// the number of blocks, and its bits depend on nothing but the matrices and the kind of processor.
package struct MatrixProduct {
  let rows: Int
  let depth: Int
  let columns: Int

  package init(rows: Int, depth: Int, columns: Int) {
    (self.rows, self.depth, self.columns) = (rows, depth, columns)
  }

  /// Fills the target, `[rows, columns]` in row-major order, in the way that takes less time.
  func fill(_ left: MatrixView, _ right: MatrixView, to target: UnsafeMutablePointer<Double>) {
    if rows * depth * columns < 256 { return naive(left, right, to: target) }
    Cores.split(rows, of: depth * columns / 64) { part in
      MatrixProduct(rows: part.count, depth: depth, columns: columns).blocked(
        left.from(row: part.lowerBound, column: 0), right,
        to: target + part.lowerBound * columns)
    }
  }

  /// The product as its definition says it, which is as good as any for a handful of numbers.
  package func naive(
    _ left: MatrixView, _ right: MatrixView, to target: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<rows {
      for j in 0..<columns {
        var sum = 0.0
        var (a, b) = (left.start + i &* left.down, right.start + j &* right.across)
        for _ in 0..<depth {
          sum += a.pointee * b.pointee
          a += left.across
          b += right.down
        }
        target[i &* columns &+ j] = sum
      }
    }
  }

  /// The product block by block.
  package func blocked(
    _ left: MatrixView, _ right: MatrixView, to target: UnsafeMutablePointer<Double>
  ) {
    target.initialize(repeating: 0, count: rows * columns)
    // A block of the left matrix and a strip of the right one take 512 and 32 kilobytes: caches are
    // larger than that.
    let (high, deep) = (max(1, min(rows, 256)), max(1, min(depth, 256)))
    let strip = deep * MatrixBlock.widestStrip
    withUnsafeTemporaryAllocation(of: Double.self, capacity: strip + 4 * high) { buffer in
      guard let room = buffer.baseAddress else { return }
      for k in stride(from: 0, to: depth, by: deep) {
        for i in stride(from: 0, to: rows, by: high) {
          MatrixBlock(
            rows: min(high, rows - i), depth: min(deep, depth - k), columns: columns,
            left: left.from(row: i, column: k), right: right.from(row: k, column: 0),
            target: target + i * columns, packed: room, sums: room + strip
          ).add()
        }
      }
    }
  }
}

/// A matrix as it lies in memory. Transposed, it is the same memory with `down` and `across` exchanged.
package struct MatrixView {
  let start: UnsafePointer<Double>

  /// How far it is from a row to the next, in numbers.
  let down: Int

  /// How far it is from a column to the next, in numbers.
  let across: Int

  package init(start: UnsafePointer<Double>, down: Int, across: Int) {
    (self.start, self.down, self.across) = (start, down, across)
  }

  /// What is left of it from a row and a column on.
  func from(row: Int, column: Int) -> MatrixView {
    MatrixView(start: start + (row * down + column * across), down: down, across: across)
  }
}
