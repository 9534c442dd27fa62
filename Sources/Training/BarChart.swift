import KitSupport

/// Shares of one as bars, one below the other.
package struct BarChart: Sendable {
  package typealias Bar = (name: String, share: Double)

  package let bars: [Bar]

  package init(_ bars: [Bar]) { self.bars = bars }

  /// The bars in characters, eighths of a character long at the finest.
  package func lines(width: Int = 30) -> [String] {
    let margin = bars.map(\.name.count).max() ?? 0
    return bars.map { bar in
      let eighths = Int((min(max(bar.share, 0), 1) * Double(8 * width)).rounded())
      let rest = eighths % 8 == 0 ? "" : String(Self.blocks[eighths % 8])
      let length = String(repeating: "█", count: eighths / 8) + rest
      return bar.name.padded(to: margin) + " │" + length + " " + percent(bar.share)
    }
  }

  private static let blocks = Array(" ▏▎▍▌▋▊▉")
}

extension Picture {
  /// A picture of bars.
  /// - Parameter notes: What stands at the end of each bar.
  package init(title: String, bars: BarChart, notes: [String]) {
    let (left, width, step) = (230.0, 330.0, 28.0)
    svg = SVG(width: 720, height: 70 + step * Double(bars.bars.count), title: title)
    svg.text(title, x: 20, y: 28, size: 15)
    for (number, bar) in bars.bars.enumerated() {
      let y = 50 + step * Double(number)
      svg.text(bar.name, x: left - 8, y: y + 14, anchor: "end")
      svg.rectangle(x: left, y: y, width: width * bar.share, height: 20, fill: Self.dark(0))
      svg.text(notes[number], x: left + width * bar.share + 8, y: y + 14)
    }
    let bottom = 56 + step * Double(bars.bars.count)
    svg.line([(left, 44), (left, bottom)], stroke: "#888", width: 1)
  }

  /// A picture of maps side by side, each with its name above.
  package init(title: String, maps: [(name: String, map: DecisionMap)]) {
    svg = SVG(width: 20 + 380 * Double(maps.count), height: 460, title: title)
    svg.text(title, x: 20, y: 28, size: 15)
    for (number, item) in maps.enumerated() {
      let left = 20 + 380 * Double(number)
      svg.text(item.name, x: left, y: 56)
      draw(item.map, left: left, top: 70)
    }
  }
}
