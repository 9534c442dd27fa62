/// Pairwise summation: a sum is the sum of the sums of its two halves, down to short stretches.
///
/// Adding n numbers from first to last rounds n times, each time by up to half a unit in the last
/// place of the sum so far. Pairwise, the error grows only with the logarithm of n, which matters
/// because a numeric gradient is a difference of such sums. It is faster too, because eight sums
/// grow side by side within a stretch. The order is always the same, and so are the bits.
package enum Summation {
  /// The sum of numbers that are contiguous in memory.
  package static func sum(_ numbers: UnsafePointer<Double>, count: Int) -> Double {
    if count < 16 { return naive(numbers, count: count) }
    guard count <= 256 else {
      let half = count / 16 * 8
      return sum(numbers, count: half) + sum(numbers + half, count: count - half)
    }
    var lanes = SIMD8<Double>.zero
    for i in stride(from: 0, to: count & ~7, by: 8) {
      lanes += UnsafeRawPointer(numbers + i).loadUnaligned(as: SIMD8<Double>.self)
    }
    let four = lanes.lowHalf + lanes.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y + naive(numbers + (count & ~7), count: count & 7)
  }

  /// The sum of the numbers, added from first to last.
  package static func naive(_ numbers: UnsafePointer<Double>, count: Int) -> Double {
    var sum = 0.0
    for i in 0..<count { sum += numbers[i] }
    return sum
  }

  /// Adds the rows of a matrix to a vector.
  /// - Parameters:
  ///   - rows: `count` rows of `width` numbers each.
  ///   - target: `width` numbers.
  package static func addRows(
    _ rows: UnsafePointer<Double>, count: Int, width: Int,
    to target: UnsafeMutablePointer<Double>
  ) {
    if count <= 128 {
      for row in 0..<count { add(rows + row &* width, count: width, to: target) }
    } else {
      let half = count / 2
      addRows(rows, count: half, width: width, to: target)
      withUnsafeTemporaryAllocation(of: Double.self, capacity: width) { buffer in
        guard let second = buffer.baseAddress else { return }
        second.initialize(repeating: 0, count: width)
        addRows(rows + half * width, count: count - half, width: width, to: second)
        add(second, count: width, to: target)
      }
    }
  }

  @inline(__always)
  private static func add(
    _ numbers: UnsafePointer<Double>, count: Int, to target: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<count { target[i] += numbers[i] }
  }
}
