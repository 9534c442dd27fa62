/// How many of some numbers fall into each of several bins of one width.
struct Histogram: Equatable {
  let low: Double
  let high: Double
  let counts: [Int]

  /// - Parameter numbers: Those that are finite are counted.
  init(_ numbers: [Double], bins: Int = 31) {
    let finite = numbers.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
    var counts = [Int](repeating: 0, count: bins)
    for number in finite {
      let part = high > low ? (number - low) / (high - low) : 0.5
      counts[min(Int(part * Double(bins)), bins - 1)] += 1
    }
    (self.low, self.high, self.counts) = (low, high, counts)
  }

  /// The bars as SVG. A bin that is much fuller than the others, as that of 0 after a ReLU, is cut
  /// off, lest the others vanish beside it.
  var svg: String {
    let sorted = counts.sorted()
    let second = sorted.dropLast().last ?? 0
    let top = Double(max(1, min(sorted.last ?? 1, 3 * max(1, second))))
    let bars = counts.enumerated().map { bin, count in
      let height = min(40, (40 * Double(count) / top).rounded(.up))
      return count == 0 ? "" : "M\(4 * bin) 40v-\(Int(height))h3v\(Int(height))z"
    }
    return "<svg viewBox=\"0 0 \(4 * counts.count) 40\" width=\"\(4 * counts.count)\" role=\"img\" "
      + "aria-label=\"a histogram from \(short(low)) to \(short(high))\">"
      + "<path d=\"\(bars.joined())\"/></svg><small>\(short(low)) … \(short(high))</small>"
  }
}
