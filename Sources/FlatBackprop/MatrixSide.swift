/// One side of a product: a matrix where it is, and room for a copy in the order in which tiles
/// read it.
///
/// The rows of a wide matrix are pages apart, and if their distance is a power of two they evict
/// each other from the first-level cache.
struct MatrixSide {
  private let matrix: MatrixView

  /// How many rows a left side has, or columns a right side.
  private let count: Int

  /// Where the copy goes; `nil` if the matrix is read in place.
  private let copy: UnsafeMutablePointer<Double>?

  /// Whether tiles and strips are read from a copy.
  var isCopied: Bool { copy != nil }

  /// Where the last strip of a right side goes if it has fewer than four columns, padded with
  /// zeros.
  private let end: UnsafeMutablePointer<Double>

  init(
    _ matrix: MatrixView, _ count: Int, copy: UnsafeMutablePointer<Double>?,
    end: UnsafeMutablePointer<Double>
  ) {
    (self.matrix, self.count, self.copy, self.end) = (matrix, count, copy, end)
  }

  // MARK: - Left

  /// Copies a part of a left side's depth, tile by tile, each tile column by column. It overwrites
  /// the part before.
  ///
  /// All rows of a tile are read side by side: the processor fetches ahead along each of them, and
  /// one after the other each would keep it waiting at its start.
  @inline(never)
  func packTiles(_ part: Range<Int>) {
    guard let copy else { return }
    MatrixTiling.forEachTile(of: count) { row, high in
      let place = copy + row &* part.count
      var source = matrix.from(row: row, column: part.lowerBound).start
      for k in 0..<part.count {
        for i in 0..<high { place[k &* high &+ i] = source[i &* matrix.down] }
        source += matrix.across
      }
    }
  }

  /// A tile of a left side.
  @inline(__always)
  func tile(at row: Int, high: Int, _ part: Range<Int>) -> MatrixView {
    guard let copy else { return matrix.from(row: row, column: part.lowerBound) }
    return MatrixView(start: copy + row &* part.count, down: 1, across: high)
  }

  // MARK: - Right

  /// Copies a part of a right side's depth, strip by strip, each strip row by row. It goes behind
  /// the part before.
  @inline(never)
  func packStrips(_ part: Range<Int>) {
    let narrow = count % 4
    if narrow > 0 {
      let place = end + 4 &* part.lowerBound
      place.initialize(repeating: 0, count: 4 &* part.count)
      pack(count &- narrow, narrow, part, to: place, down: 4)
    }
    guard let copy = copy.map({ $0 + part.lowerBound &* count }) else { return }
    if matrix.across == 1 { return packRows(part, to: copy) }
    MatrixTiling.forEachStrip(of: count &- narrow) { column, width in
      pack(column, width, part, to: copy + column &* part.count, down: width)
    }
  }

  /// Reads the matrix in the order of its memory, whole rows at a time.
  private func packRows(_ part: Range<Int>, to copy: UnsafeMutablePointer<Double>) {
    for k in 0..<part.count {
      let source = matrix.from(row: part.lowerBound &+ k, column: 0).start
      MatrixTiling.forEachStrip(of: count) { column, width in
        let place = copy + (column &* part.count &+ k &* width)
        switch width {
        case 16: place.copy(SIMD16<Double>.self, from: source + column)
        case 8: place.copy(SIMD8<Double>.self, from: source + column)
        case 4: place.copy(SIMD4<Double>.self, from: source + column)
        default: break
        }
      }
    }
  }

  private func pack(
    _ column: Int, _ width: Int, _ part: Range<Int>, to place: UnsafeMutablePointer<Double>,
    down: Int
  ) {
    var source = matrix.from(row: part.lowerBound, column: column).start
    for k in 0..<part.count {
      for j in 0..<width { place[k &* down &+ j] = source[j &* matrix.across] }
      source += matrix.down
    }
  }

  /// A strip of a right side.
  @inline(__always)
  func strip(at column: Int, width: Int, _ part: Range<Int>) -> MatrixView {
    if width < 4 { return MatrixView(start: end + 4 &* part.lowerBound, down: 4, across: 1) }
    guard let copy else { return matrix.from(row: part.lowerBound, column: column) }
    let place = part.lowerBound &* count &+ column &* part.count
    return MatrixView(start: copy + place, down: width, across: 1)
  }
}

extension UnsafeMutablePointer<Double> {
  @inline(__always)
  fileprivate func copy<Row: SIMD<Double>>(_: Row.Type, from source: UnsafePointer<Double>) {
    let numbers = UnsafeRawPointer(source).loadUnaligned(as: Row.self)
    UnsafeMutableRawPointer(self).storeBytes(of: numbers, as: Row.self)
  }
}
