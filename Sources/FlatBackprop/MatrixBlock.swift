/// The innermost part of a matrix product: a block of it, written to the result or added to it in strips
/// a few columns wide, and each strip in tiles a few rows high.
///
/// The sums of a tile all grow in registers. Each step reads a few numbers of the left matrix and a row
/// of the right one, and multiplies each of the ones by each of the others: in a tile of 8 × 16, 24
/// numbers read are 128 products. That is what makes it fast, because a product costs next to nothing,
/// and reading a number does not.
struct MatrixBlock {
  let left: MatrixSide
  let right: MatrixSide

  let rows: Int
  let columns: Int

  /// The part of the depth.
  let part: Range<Int>

  /// The block's place in the result.
  let target: UnsafeMutablePointer<Double>

  /// How far it is from a row of the result to the next.
  let down: Int

  /// Whether the block is added to what is there; otherwise it takes its place.
  let adds: Bool

  /// Room for four columns of the result.
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

  /// What is left in the end, fewer than four columns, has been filled up with zeros.
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
      default: writeTile(Row.self, MatrixTiling.tallest, factors, strip, to: place, down)
      }
    }
  }

  /// `high` is a number that the compiler knows, so that it unrolls the loops over it.
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
