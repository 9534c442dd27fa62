/// The innermost part of a matrix product: computes one block of it, and writes it to the result or
/// adds it there. The block is cut into strips a few columns wide, and each strip into tiles a few
/// rows high.
///
/// All sums of a tile accumulate in registers. Each step reads a few numbers of the left matrix and
/// part of a row of the right one, and multiplies each of the former by each of the latter: in a
/// tile of 8 × 16, 24 numbers read make 128 products. That is what makes it fast, because a
/// multiplication costs next to nothing and a read does not.
struct MatrixBlock {
  let left: MatrixSide
  let right: MatrixSide

  let rows: Int
  let columns: Int

  /// The range of the depth that is summed.
  let part: Range<Int>

  /// The block's place in the result.
  let target: UnsafeMutablePointer<Double>

  /// The distance from one row of the result to the next, in numbers.
  let down: Int

  /// Whether the block is added to what is there; otherwise it replaces it.
  let adds: Bool

  /// Scratch space for four columns of the result.
  let narrow: UnsafeMutablePointer<Double>

  func write() {
    MatrixTiling.forEachStrip(of: columns) { column, width in
      let strip = right.strip(at: column, width: width, part)
      switch width {
      case 16: writeTiles(SIMD16<Double>.self, strip, to: target + column, down)
      case 8: writeTiles(SIMD8<Double>.self, strip, to: target + column, down)
      case 4: writeTiles(SIMD4<Double>.self, strip, to: target + column, down)
      default: writeNarrowStrip(strip, to: target + column, width: width)
      }
    }
  }

  /// Writes the last strip, of fewer than four columns, which has been padded with zeros.
  @inline(never)
  private func writeNarrowStrip(
    _ strip: MatrixView, to target: UnsafeMutablePointer<Double>, width: Int
  ) {
    for i in 0..<rows {
      for j in 0..<4 { narrow[4 &* i &+ j] = adds && j < width ? target[i &* down &+ j] : 0 }
    }
    writeTiles(SIMD4<Double>.self, strip, to: narrow, 4)
    for i in 0..<rows {
      for j in 0..<width { target[i &* down &+ j] = narrow[4 &* i &+ j] }
    }
  }

  @inline(__always)
  private func writeTiles<Row: SIMD<Double>>(
    _: Row.Type, _ strip: MatrixView, to target: UnsafeMutablePointer<Double>, _ down: Int
  ) {
    MatrixTiling.forEachTile(of: rows) { row, high in
      let factors = left.tile(at: row, high: high, part)
      let place = target + row &* down
      switch high {
      case 2: writeTile(Row.self, 2, factors, strip, to: place, down)
      case 1: writeTile(Row.self, 1, factors, strip, to: place, down)
      default:
        if left.isCopied {
          // Said as constants, the distances cost no computing of addresses.
          let factors = MatrixView(start: factors.start, down: 1, across: MatrixTiling.tallest)
          writeTile(Row.self, MatrixTiling.tallest, factors, strip, to: place, down)
        } else {
          writeTile(Row.self, MatrixTiling.tallest, factors, strip, to: place, down)
        }
      }
    }
  }

  /// `high` is a constant once this is inlined, so the compiler unrolls the loops over it.
  @inline(__always)
  private func writeTile<Row: SIMD<Double>>(
    _: Row.Type, _ high: Int, _ left: MatrixView, _ strip: MatrixView,
    to target: UnsafeMutablePointer<Double>, _ down: Int
  ) {
    withUnsafeTemporaryAllocation(of: Row.self, capacity: high) { buffer in
      let sums = buffer.baseAddress.unsafelyUnwrapped
      sums.initialize(repeating: .zero, count: high)
      var factors = left.start
      var next = UnsafeRawPointer(strip.start)
      for _ in part {
        let numbers = next.loadUnaligned(as: Row.self)
        for i in 0..<high { addProduct(factors[i &* left.down], numbers, to: &sums[i]) }
        factors += left.across
        next += strip.down &* MemoryLayout<Double>.stride
      }
      for i in 0..<high {
        let place = UnsafeMutableRawPointer(target + i &* down)
        let sum = adds ? place.loadUnaligned(as: Row.self) + sums[i] : sums[i]
        place.storeBytes(of: sum, as: Row.self)
      }
    }
  }

  /// Adds a product, with one rounding where the processor can do that and with two elsewhere:
  /// there a fused multiply-add is a function call, and fifty times slower.
  @inline(__always)
  private func addProduct<Row: SIMD<Double>>(_ factor: Double, _ numbers: Row, to sum: inout Row) {
    #if FMA || arch(arm64)
      sum.addProduct(Row(repeating: factor), numbers)
    #else
      sum += Row(repeating: factor) * numbers
    #endif
  }
}

/// How a block of a matrix product is cut into strips of columns and tiles of rows.
///
/// It is in the same file as the loops that use it, because the height of a tile must be known
/// where they are compiled.
enum MatrixTiling {
  /// The most columns of a strip: a row fills two registers with AVX-512 or AVX, and four on arm64.
  static var widest: Int {
    #if AVX512
      16
    #else
      8
    #endif
  }

  /// The most rows of a tile: as many as the registers have room for. There are 32 registers of 8
  /// numbers (AVX-512), 16 of 4 (AVX) or 32 of 2 (arm64), and some must be left for the factors.
  static var tallest: Int {
    #if AVX512
      8
    #else
      6
    #endif
  }

  /// - Parameter body: Takes a strip's first column and its width: 16, 8 or 4, or less at the end.
  @inline(__always)
  static func forEachStrip(of columns: Int, _ body: (_ column: Int, _ width: Int) -> Void) {
    var column = 0
    while column < columns {
      let rest = columns &- column
      let width = rest >= widest ? widest : rest >= 8 ? 8 : rest >= 4 ? 4 : rest
      body(column, width)
      column &+= width
    }
  }

  /// - Parameter body: Takes a tile's first row and its height: the tallest, 2 or 1.
  @inline(__always)
  static func forEachTile(of rows: Int, _ body: (_ row: Int, _ high: Int) -> Void) {
    var row = 0
    while row < rows {
      let rest = rows &- row
      let high = rest >= tallest ? tallest : rest >= 2 ? 2 : 1
      body(row, high)
      row &+= high
    }
  }
}
