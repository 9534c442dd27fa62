/// A product of two matrices: `[rows, depth]` times `[depth, columns]`.
///
/// ``naive(_:_:to:)`` is the definition, in three loops. It reads the whole right matrix again for
/// every row of the left one, and waits for memory. ``blocked(_:_:to:)`` gives the same numbers up
/// to rounding, many times as fast: it works on blocks of the matrices that stay in the processor's
/// caches, and on tiles of a block that stay in its registers.
///
/// Each sum is added in the order of the depth, in blocks of 256 terms. So its rounding error grows
/// with the number of blocks, and its bits depend only on the matrices and the kind of processor.
package struct MatrixProduct {
  let rows: Int
  let depth: Int
  let columns: Int

  package init(rows: Int, depth: Int, columns: Int) {
    (self.rows, self.depth, self.columns) = (rows, depth, columns)
  }

  /// Fills the target, `[rows, columns]` in row-major order, by whichever way is faster.
  func fill(_ left: MatrixView, _ right: MatrixView, to target: UnsafeMutablePointer<Double>) {
    if rows * depth * columns < 256 { return naive(left, right, to: target) }
    Cores.split(rows, of: depth * columns / 64) { part in
      MatrixProduct(rows: part.count, depth: depth, columns: columns).blocked(
        left.from(row: part.lowerBound, column: 0), right,
        to: target + part.lowerBound * columns)
    }
  }

  /// The product by its definition, which is as good as any other for a handful of numbers.
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
    guard rows > 0, columns > 0 else { return }
    guard depth > 0 else { return target.initialize(repeating: 0, count: rows * columns) }
    let cut = MatrixCut(self, rightIsTransposed: right.across != 1)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: cut.size) { buffer in
      guard let room = buffer.baseAddress else { return }
      for column in stride(from: 0, to: columns, by: cut.wide) {
        fill(min(cut.wide, columns - column), at: column, left, right, to: target, cut, room)
      }
    }
  }

  /// Fills some columns of the result, block by block.
  private func fill(
    _ wide: Int, at column: Int, _ left: MatrixView, _ right: MatrixView,
    to target: UnsafeMutablePointer<Double>, _ cut: MatrixCut, _ room: UnsafeMutablePointer<Double>
  ) {
    let parts = stride(from: 0, to: depth, by: cut.deep).map { $0..<min($0 + cut.deep, depth) }
    let sums = room + cut.strips + cut.tiles
    let narrow = sums + cut.block
    let right = MatrixSide(
      right.from(row: 0, column: column), wide, copy: cut.packsRight ? room : nil,
      end: narrow + 4 * cut.high)
    for part in parts { right.packStrips(part) }
    for row in stride(from: 0, to: rows, by: cut.high) {
      let high = min(cut.high, rows - row)
      let place = target + (row * columns + column)
      let left = MatrixSide(
        left.from(row: row, column: 0), high, copy: cut.packsLeft ? room + cut.strips : nil,
        end: narrow)
      for part in parts {
        left.packTiles(part)
        MatrixBlock(
          left: left, right: right, rows: high, columns: wide, part: part,
          target: cut.gathers ? sums : place, down: cut.gathers ? wide : columns,
          adds: part.lowerBound > 0, narrow: narrow
        ).write()
      }
      if cut.gathers {
        for i in 0..<high { (place + i * columns).update(from: sums + i * wide, count: wide) }
      }
    }
  }
}

/// How a product is cut into blocks, and how many numbers the copies of them take.
private struct MatrixCut {
  /// A block's rows, its part of the depth, and its columns.
  let high: Int
  let deep: Int
  let wide: Int

  /// Whether a side is copied into the order in which it is read. That pays off where each of its
  /// numbers is read many times.
  let packsLeft: Bool
  let packsRight: Bool

  /// Whether a block of the result is accumulated in scratch space until the whole depth has been
  /// added. Its rows in the result are pages apart, and would have to be fetched again for each
  /// part of the depth.
  let gathers: Bool

  /// How many numbers the copy of the right side takes, that of the left side, and a block of the
  /// result.
  let strips: Int
  let tiles: Int
  let block: Int

  /// How many numbers all of that takes, together with a padded strip of fewer than four columns.
  let size: Int

  init(_ product: MatrixProduct, rightIsTransposed: Bool) {
    // A block of the left matrix takes 256 KB and a block of the result 512 KB, which fit into the
    // second-level cache; a strip of the right matrix takes 32 KB, which fits into the first-level
    // one.
    high = min(product.rows, 128)
    deep = min(product.depth, 256)
    wide = min(product.columns, 512)
    packsLeft =
      product.rows * product.depth > 65_536 && high >= MatrixTiling.tallest
      && wide >= 8 * MatrixTiling.widest
    packsRight = product.rows > 192 || rightIsTransposed
    gathers = product.depth > deep && product.columns > wide
    strips = packsRight ? product.depth * wide : 0
    tiles = packsLeft ? high * deep : 0
    block = gathers ? high * wide : 0
    size = strips + tiles + block + 4 * (high + product.depth)
  }
}

/// A matrix as it lies in memory. Transposed, it is the same memory with `down` and `across`
/// exchanged.
package struct MatrixView {
  let start: UnsafePointer<Double>

  /// The distance from one row to the next, in numbers.
  let down: Int

  /// The distance from one column to the next, in numbers.
  let across: Int

  package init(start: UnsafePointer<Double>, down: Int, across: Int) {
    (self.start, self.down, self.across) = (start, down, across)
  }

  /// The rest of the matrix, from a row and a column on.
  func from(row: Int, column: Int) -> MatrixView {
    MatrixView(start: start + (row * down + column * across), down: down, across: across)
  }
}
