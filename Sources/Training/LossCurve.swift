import KitSupport

/// The losses of a training as a curve of few columns.
package struct LossCurve: Equatable, Sendable {
  /// The largest loss of each column's steps, so that a peak is as high here as where it is told.
  package let columns: [Double]
  package let steps: Int

  /// - Parameters:
  ///   - losses: The loss at each step, at least one.
  ///   - width: How many columns there are at most.
  package init(_ losses: [Double], width: Int) {
    let count = min(width, losses.count)
    columns = (0..<count).map { column in
      losses[(column * losses.count / count)..<((column + 1) * losses.count / count)].max() ?? 0
    }
    steps = losses.count
  }

  /// The curve in characters, eight heights a row, from 0 up to the largest loss.
  package func lines(height: Int = 10) -> [String] {
    let top = columns.max() ?? 0
    let eighths = columns.map { loss in
      top > 0 ? Int((max(0, loss) / top * Double(8 * height)).rounded()) : 0
    }
    let scale = [short(top), short(0)]
    let margin = scale.map(\.count).max() ?? 0
    var lines = (0..<height).reversed().map { row in
      let label = row == height - 1 ? scale[0] : row == 0 ? scale[1] : ""
      let blocks = eighths.map { Self.blocks[min(max($0 - 8 * row, 0), 8)] }
      return label.paddedLeft(to: margin) + " │" + String(blocks)
    }
    let last = "step \(steps)"
    lines.append("".padded(to: margin) + " └" + String(repeating: "─", count: columns.count))
    let first = columns.count > last.count + 1 ? "1" : ""
    lines.append(
      "".padded(to: margin + 2) + first + last.paddedLeft(to: columns.count - first.count))
    return lines
  }

  private static let blocks = Array(" ▁▂▃▄▅▆▇█")
}
