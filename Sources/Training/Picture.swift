import Foundation

/// The picture of a training: its loss curve, and beside it the map of its decisions.
package struct Picture {
  var svg: SVG

  /// - Parameters:
  ///   - title: What was trained.
  ///   - losses: The loss at each step.
  ///   - map: The decisions, for data in the plane.
  ///   - galleries: What is drawn below.
  package init(
    title: String, losses: [Double], map: DecisionMap? = nil, galleries: [Gallery] = []
  ) {
    svg = SVG(
      width: map == nil && galleries.isEmpty ? 460 : 860,
      height: galleries.reduce(420) { $0 + $1.height }, title: title)
    var below = 410.0
    for gallery in galleries {
      gallery.draw(in: &svg, top: below)
      below += gallery.height
    }
    svg.text(title, x: 20, y: 28, size: 15)
    let curve = LossCurve(losses, width: 400)
    let top = curve.columns.max() ?? 0
    let ticks = Ticks.linear(to: top)
    let scale = max(top, ticks.last?.value ?? 0)
    Self.axes(&svg, ticks.map { ($0.label, scale > 0 ? $0.value / scale : 0) }, name: "loss")
    svg.text("step 1", x: 70, y: 398)
    svg.text("step \(losses.count)", x: 440, y: 398, anchor: "end")
    svg.line(
      Self.points(curve.columns.map { scale > 0 ? $0 / scale : 0 }), stroke: Self.dark(0))
    if let map {
      draw(map)
      drawLegend(of: map)
    }
  }

  /// A picture of several curves on a scale of powers of ten.
  /// - Parameters:
  ///   - curves: Each with its name and its values. A curve ends where it comes to 0.
  ///   - last: What the last value belongs to.
  package init(title: String, curves: [(name: String, values: [Double])], last: String) {
    svg = SVG(width: 640, height: 420, title: title)
    svg.text(title, x: 20, y: 28, size: 15)
    let logs = curves.map { $0.values.map { log10($0) } }
    let finite = logs.joined().filter(\.isFinite)
    let (low, high) = ((finite.min() ?? 0).rounded(.down), (finite.max() ?? 0).rounded(.up))
    let span = max(high - low, 1)
    let ticks = Ticks.powers(from: Int(low), to: Int(low + span))
    Self.axes(&svg, ticks.map { ($0.label, ($0.value - low) / span) }, name: "share")
    svg.text(last, x: 440, y: 398, anchor: "end")
    for (number, values) in logs.enumerated() {
      let heights = values.prefix(while: \.isFinite).map { ($0 - low) / span }
      svg.line(Self.points(heights, of: values.count), stroke: Self.dark(number), width: 2)
      let y = 70 + 20 * Double(number)
      svg.rectangle(x: 460, y: y - 9, width: 14, height: 10, fill: Self.dark(number))
      svg.text(curves[number].name, x: 480, y: y)
    }
  }

  /// The file's text.
  package var text: String { svg.text }

  // The curve's panel: 70 to 440 across, 40 to 380 down.
  private static func points(
    _ heights: [Double], of count: Int? = nil
  ) -> [(x: Double, y: Double)] {
    let last = Double(max((count ?? heights.count) - 1, 1))
    return heights.enumerated().map { (70 + 370 * Double($0) / last, 380 - 340 * $1) }
  }

  /// The axes, with what they count beside the upright one, where no curve runs.
  /// - Parameter ticks: Labels with their heights, from 0 to 1.
  private static func axes(
    _ svg: inout SVG, _ ticks: [(label: String, height: Double)], name: String
  ) {
    for tick in ticks {
      let y = 380 - 340 * tick.height
      svg.line([(70, y), (440, y)], stroke: "#e4e4e4", width: 1)
      svg.text(tick.label, x: 64, y: y + 4, anchor: "end")
    }
    svg.line([(70, 40), (70, 380), (440, 380)], stroke: "#888", width: 1)
    svg.text(name, x: 64, y: 398, anchor: "end")
  }

  /// What the colors of a map mean, below it.
  private mutating func drawLegend(of map: DecisionMap) {
    for label in 0..<map.data.classes {
      let x = 486 + 74 * Double(label)
      svg.circle(x: x, y: 409, radius: 4, fill: Self.dark(label))
      svg.text("class \(label)", x: x + 8, y: 413)
    }
    svg.text("dots are points, the ground is the guess", x: 840, y: 413, anchor: "end", size: 11)
  }

  /// Draws a map in a panel of 360 × 360: beside a curve, or wherever its corner is said to be.
  mutating func draw(_ map: DecisionMap, left: Double = 480, top: Double = 40) {
    let (width, height) = (360 / Double(map.columns), 360 / Double(map.rows))
    for row in 0..<map.rows {
      // Places side by side in the same class are one rectangle. Each reaches a little into the
      // next, lest the ground shine through between them.
      var start = 0
      while start < map.columns {
        let label = map.classes[row * map.columns + start]
        var end = start + 1
        while end < map.columns, map.classes[row * map.columns + end] == label { end += 1 }
        svg.rectangle(
          x: left + Double(start) * width, y: top + Double(row) * height,
          width: Double(end - start) * width + (end < map.columns ? 0.5 : 0),
          height: height + (row < map.rows - 1 ? 0.5 : 0), fill: Self.light(label))
        start = end
      }
    }
    for (point, label) in zip(map.data.points, map.data.labels) {
      let (column, row) = map.place(of: point)
      svg.circle(
        x: left + column * width, y: top + row * height, radius: 3.5, fill: Self.dark(label))
    }
  }

  // Blue, orange, green, purple, grey: apart for the color-blind too.
  static func dark(_ number: Int) -> String {
    ["#0072b2", "#d55e00", "#009e73", "#7b3294", "#555555"][number % 5]
  }

  private static func light(_ number: Int) -> String {
    ["#cfe4f2", "#f9dcc8", "#cdeee2", "#e5d5ee", "#dddddd"][number % 5]
  }
}
