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
    Self.axes(&svg, top: short(top), bottom: "0", last: "step \(losses.count)")
    svg.line(
      Self.points(curve.columns.map { top > 0 ? $0 / top : 0 }), stroke: Self.dark(0))
    svg.text("loss", x: 70, y: 56)
    if let map { draw(map) }
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
    Self.axes(&svg, top: "10^\(Int(low + span))", bottom: "10^\(Int(low))", last: last)
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

  private static func axes(_ svg: inout SVG, top: String, bottom: String, last: String) {
    svg.line([(70, 40), (70, 380), (440, 380)], stroke: "#888", width: 1)
    svg.text(top, x: 64, y: 48, anchor: "end")
    svg.text(bottom, x: 64, y: 384, anchor: "end")
    svg.text(last, x: 440, y: 398, anchor: "end")
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
