import Foundation

/// The way of an edge from the box above to the box below.
struct Curve {
  let start: (x: Double, y: Double)
  private(set) var end: (x: Double, y: Double)

  /// The way as the data of an SVG path, but for the move to its start.
  private var data = ""

  /// The middle of the first bend, where there is nothing but edges.
  private(set) var middle: (x: Double, y: Double)

  private var points: [(x: Double, y: Double)]

  init(x: Double, y: Double) {
    start = (x.rounded(), y.rounded())
    end = start
    middle = start
    points = [start]
  }

  /// Swings over to the side on the way down.
  mutating func bend(to x: Double, _ y: Double) {
    let (x, y) = (x.rounded(), y.rounded())
    let from = end
    let (side, down) = (x - from.x, y - from.y)
    if points.count == 1 { middle = (from.x + side / 2, from.y + down / 2) }
    end = (x, y)
    if abs(side) < 1 {
      data += "v\(Markup.px(down))"
    } else {
      let half = (down / 2).rounded()
      data += "c" + Markup.px(0, half, side, half, side, down)
    }
    for step in 1...24 {
      let t = Double(step) / 24
      // A cubic whose control points stand at half the height, above each other.
      let swung = 3 * t * t * (1 - t) + t * t * t
      let gone = 1.5 * t * (1 - t) * (1 - t) + 1.5 * t * t * (1 - t) + t * t * t
      points.append((from.x + side * swung, from.y + down * gone))
    }
  }

  /// Goes straight down.
  mutating func go(down y: Double) {
    let down = y.rounded() - end.y
    guard down > 0 else { return }
    data += "v\(Markup.px(down))"
    for step in 1...8 { points.append((end.x, end.y + down * Double(step) / 8)) }
    end.y += down
  }

  /// The path with an arrow at its lower end, or at its upper end.
  func path(isUp: Bool, isWavy: Bool) -> String {
    let way = isWavy ? wave : data
    let head = "l" + (isUp ? Markup.px(4, -6, 4, 6) : Markup.px(4, 6, 4, -6))
    if isUp {
      return "M" + Markup.px(start.x - 4, start.y + 6) + head + "m" + Markup.px(-4, -6) + way
    }
    return "M" + Markup.px(start.x, start.y) + way + "m" + Markup.px(-4, -6) + head
  }

  /// The same way with a wave on it, but for its ends.
  private var wave: String {
    var gone = 0.0
    var previous = start
    var last = start
    return "l"
      + points.dropFirst().map { point in
        gone += hypot(point.x - previous.x, point.y - previous.y)
        previous = point
        let isInside = point.y > start.y + 6 && point.y < end.y - 8
        let next = (
          x: ((point.x + (isInside ? 3.2 * sin(gone / 1.9) : 0)) * 10).rounded() / 10,
          y: (point.y * 10).rounded() / 10
        )
        defer { last = next }
        return Markup.px(next.x - last.x, next.y - last.y)
      }.joined(separator: " ")
  }
}
