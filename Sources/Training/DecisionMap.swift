import FlatBackprop

/// Which class a model gives to each place of a square: a grid, its first row on top.
package struct DecisionMap: Equatable, Sendable {
  package let data: LabeledPoints
  package let columns: Int
  package let rows: Int
  /// A class for each place of the grid, in row-major order.
  package let classes: [Int]

  package init(
    of data: LabeledPoints, columns: Int, rows: Int, classify: (Tensor) -> [Int]
  ) {
    let (x, y) = data.frame
    let grid = (0..<(rows * columns)).map { place in
      let right = (Double(place % columns) + 0.5) / Double(columns)
      let down = (Double(place / columns) + 0.5) / Double(rows)
      return [
        x.lowerBound + right * (x.upperBound - x.lowerBound),
        y.upperBound - down * (y.upperBound - y.lowerBound),
      ]
    }
    (self.data, self.columns, self.rows) = (data, columns, rows)
    classes = classify(Tensor(grid))
  }

  /// Where a point lies in the grid, in columns from the left and rows from the top.
  package func place(of point: [Double]) -> (column: Double, row: Double) {
    let (x, y) = data.frame
    return (
      Double(columns) * (point[0] - x.lowerBound) / (x.upperBound - x.lowerBound),
      Double(rows) * (y.upperBound - point[1]) / (y.upperBound - y.lowerBound)
    )
  }

  /// The map in characters: a letter for each point, by its own class, on a ground that shows the
  /// class the model gives to that place.
  package func lines(inColor: Bool) -> [String] {
    var points = [Int?](repeating: nil, count: classes.count)
    for (point, label) in zip(data.points, data.labels) {
      let (column, row) = place(of: point)
      points[min(Int(row), rows - 1) * columns + min(Int(column), columns - 1)] = label
    }
    return (0..<rows).map { row in
      let line = (0..<columns).map { column in
        let place = row * columns + column
        let ground = classes[place]
        guard inColor else {
          return points[place].map(Self.letter) ?? Self.pick(Self.grounds, ground)
        }
        let color = Self.pick(Self.colors, ground)
        guard let label = points[place] else { return "\u{1B}[48;5;\(color)m " }
        return "\u{1B}[48;5;\(color);97;1m\(Self.letter(label))\u{1B}[22m"
      }
      return line.joined() + (inColor ? "\u{1B}[0m" : "")
    }
  }

  /// What the characters mean, in as many lines as it takes.
  package func legend(inColor: Bool, within width: Int) -> [String] {
    let parts = (0..<data.classes).map { label in
      let letter = Self.letter(label)
      return inColor
        ? "\u{1B}[48;5;\(Self.pick(Self.colors, label));97;1m \(letter) \u{1B}[0m"
        : "\(letter) on '\(Self.pick(Self.grounds, label))'"
    }
    let explanation = "Letters are points, the ground is the guess:"
    let classes = parts.joined(separator: "  ")
    let length = inColor ? 5 * data.classes : classes.count
    return explanation.count + 1 + length <= width
      ? [explanation + " " + classes] : [explanation, classes]
  }

  private static func letter(_ label: Int) -> String {
    pick((0..<26).map { String(UnicodeScalar(65 + UInt8($0))) }, label)
  }

  private static func pick<Element>(_ list: [Element], _ place: Int) -> Element {
    list[place % list.count]
  }

  private static let grounds = [" ", "·", ":", "-", "+"]
  // Blue, orange, green, purple, grey: dark enough for white letters.
  private static let colors = [25, 130, 29, 90, 240]
}
