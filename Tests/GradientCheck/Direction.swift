import FlatBackprop

/// Directions in which many values move at once.
enum Direction {
  /// Every value moves by ±1, chosen at random; a large value moves by more.
  static func random(at values: [Double], seed: UInt64) -> [Double] {
    var random = SeededGenerator(seed: seed)
    return values.map { value in
      let length = Swift.max(1, (abs(value) * 0x1p-14).powerOfTwo)
      return random.next() & 1 == 0 ? length : -length
    }
  }
}

extension Double {
  /// The largest power of two that is not larger, or 0.
  var powerOfTwo: Double { self == 0 ? 0 : binade }
}
