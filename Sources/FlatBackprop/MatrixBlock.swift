#if AVX512
  private typealias WidestRow = SIMD16<Double>
#else
  private typealias WidestRow = SIMD8<Double>
#endif

/// The innermost part of a matrix product: a block of it, added to the result in strips a few columns
/// wide, and each strip in tiles a few rows high.
///
/// The sums of a tile all grow in registers. Each step reads a few numbers of the left matrix and a row
/// of the right one, and multiplies each of the ones by each of the others: in a tile of 8 × 16, 24
/// numbers read are 128 products. That is what makes it fast, because a product costs next to nothing,
/// and reading a number does not.
struct MatrixBlock {
  let rows: Int
  let depth: Int

  /// The columns of the right matrix, and of the result.
  let columns: Int

  let left: MatrixView
  let right: MatrixView

  /// The block's place in the result, whose rows lie side by side.
  let target: UnsafeMutablePointer<Double>

  /// Room for a strip of the right matrix, ``widestStrip`` times `depth` numbers.
  let packed: UnsafeMutablePointer<Double>

  /// Room for four columns of the result.
  let sums: UnsafeMutablePointer<Double>

  static var widestStrip: Int { WidestRow.scalarCount }

  func add() {
    var column = 0
    while column + WidestRow.scalarCount <= columns {
      addStrip(WidestRow.self, at: column)
      column += WidestRow.scalarCount
    }
    if WidestRow.scalarCount > 8, column + 8 <= columns {
      addStrip(SIMD8<Double>.self, at: column)
      column += 8
    }
    if column + 4 <= columns {
      addStrip(SIMD4<Double>.self, at: column)
      column += 4
    }
    if column < columns { addNarrowStrip(at: column) }
  }

  @inline(__always)
  private func addStrip<Row: SIMD<Double>>(_: Row.Type, at column: Int) {
    var strip = right.from(row: 0, column: column)
    // Rows of a strip that many rows of the left matrix meet are copied to lie side by side: only there
    // do all of them stay in the nearest cache.
    if rows > 192 || strip.across != 1 { strip = pack(Row.self, strip) }
    addTiles(Row.self, strip, to: target + column, down: columns)
  }

  /// What is left in the end, fewer than four columns, is filled up with zeros.
  @inline(never)
  private func addNarrowStrip(at column: Int) {
    let width = columns - column
    let strip = right.from(row: 0, column: column)
    packed.initialize(repeating: 0, count: 4 * depth)
    for k in 0..<depth {
      for j in 0..<width {
        packed[4 &* k &+ j] = strip.start[k &* strip.down &+ j &* strip.across]
      }
    }
    sums.initialize(repeating: 0, count: 4 * rows)
    addTiles(
      SIMD4<Double>.self, MatrixView(start: packed, down: 4, across: 1), to: sums, down: 4)
    for i in 0..<rows {
      for j in 0..<width { target[i &* columns &+ column &+ j] += sums[4 &* i &+ j] }
    }
  }

  @inline(__always)
  private func pack<Row: SIMD<Double>>(_: Row.Type, _ strip: MatrixView) -> MatrixView {
    let width = Row.scalarCount
    for k in 0..<depth {
      let (source, row) = (strip.start + k &* strip.down, packed + k &* width)
      if strip.across == 1 {
        let numbers = UnsafeRawPointer(source).loadUnaligned(as: Row.self)
        UnsafeMutableRawPointer(row).storeBytes(of: numbers, as: Row.self)
      } else {
        for j in 0..<width { row[j] = source[j &* strip.across] }
      }
    }
    return MatrixView(start: packed, down: width, across: 1)
  }

  /// Tiles are as high as the registers have room for: they are 32 of 8 numbers (AVX-512), 16 of 4 (AVX)
  /// or 32 of 2 (arm64), and some must be left for what is multiplied.
  @inline(__always)
  private func addTiles<Row: SIMD<Double>>(
    _: Row.Type, _ strip: MatrixView, to target: UnsafeMutablePointer<Double>, down: Int
  ) {
    #if AVX512
      let high = 8
    #else
      let high = 6
    #endif
    var row = 0
    while row + high <= rows {
      addTile(Row.self, high, at: row, strip, to: target + row * down, down)
      row += high
    }
    while row + 2 <= rows {
      addTile(Row.self, 2, at: row, strip, to: target + row * down, down)
      row += 2
    }
    if row < rows { addTile(Row.self, 1, at: row, strip, to: target + row * down, down) }
  }

  /// `high` is a number that the compiler knows, so that it unrolls the loops over it.
  @inline(__always)
  private func addTile<Row: SIMD<Double>>(
    _: Row.Type, _ high: Int, at row: Int, _ strip: MatrixView,
    to target: UnsafeMutablePointer<Double>, _ down: Int
  ) {
    withUnsafeTemporaryAllocation(of: Row.self, capacity: high) { buffer in
      let sums = buffer.baseAddress.unsafelyUnwrapped
      sums.initialize(repeating: .zero, count: high)
      var factors = left.start + row &* left.down
      var next = UnsafeRawPointer(strip.start)
      for _ in 0..<depth {
        let numbers = next.loadUnaligned(as: Row.self)
        for i in 0..<high { addProduct(factors[i &* left.down], numbers, to: &sums[i]) }
        factors += left.across
        next += strip.down &* MemoryLayout<Double>.stride
      }
      for i in 0..<high {
        let place = UnsafeMutableRawPointer(target + i &* down)
        place.storeBytes(of: place.loadUnaligned(as: Row.self) + sums[i], as: Row.self)
      }
    }
  }

  /// In one rounding where the processor can do that, in two elsewhere: there a fused multiply-add is
  /// the call of a function, and fifty times slower.
  @inline(__always)
  private func addProduct<Row: SIMD<Double>>(_ factor: Double, _ numbers: Row, to sum: inout Row) {
    #if FMA || arch(arm64)
      sum.addProduct(Row(repeating: factor), numbers)
    #else
      sum += Row(repeating: factor) * numbers
    #endif
  }
}
