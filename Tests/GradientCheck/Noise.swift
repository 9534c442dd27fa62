/// How much of a function's value is rounding error, as measured near a point.
///
/// Values of a smooth function that are taken very close together lie on a polynomial of low
/// degree. After divided differences have been taken a few times, only the rounding errors of the
/// values are left. (J. J. Moré and S. M. Wild, "Estimating computational noise", 2011.)
///
/// How close is close enough depends on the function, so there are rows of several lengths. Each
/// begins at the point, so that a kink there is at its end; the rows lie to the right of the point
/// and to its left in turn, so that a kink nearby is not in all of them.
enum Noise {
  private static let lengths = [0x1p-16, -0x1p-24, 0x1p-32, -0x1p-40]

  /// Where in a row the values are taken. If the spacing were even, the rounding of a straight line
  /// could be even too, and would not show.
  private static let nodes: [Double] = [0, 5, 13, 24, 37, 49, 64].map { $0 / 64 }

  /// The multiples of the direction at which the function's values are needed.
  static let offsets = lengths.flatMap { length in nodes.dropFirst().map { $0 * length } }

  /// The weights of divided differences of several orders, normalized to length 1 so that they
  /// preserve the size of independent errors.
  private static let differences: [[[Double]]] = (4...6).map { order in
    (0..<(nodes.count - order)).map { start in
      let own = nodes[start...(start + order)]
      let weights = own.map { node in
        1 / own.reduce(1) { $1 == node ? $0 : $0 * (node - $1) }
      }
      let length = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return Array(repeating: 0, count: start) + weights.map { $0 / length }
    }
  }

  /// The size of the rounding errors.
  /// - Parameters:
  ///   - loss: The function's value at the point.
  ///   - results: Its values at ``offsets``.
  static func level(loss: Double, results: [Double]) -> Double {
    let width = nodes.count - 1
    let rows = lengths.indices.map { row in
      [0] + results[(row * width)..<((row + 1) * width)].map { $0 - loss }
    }
    // A row in which most values are the same says nothing: its steps are lost in the rounding.
    let moving = rows.filter { row in
      zip(row, row.dropFirst()).count { $0 != $1 } > width / 2
    }
    let levels = moving.map(rounding).filter(\.isFinite).sorted()
    // If hardly anything moves, the changes may have been lost when they were added to a number
    // like 1. And a single row that moves has probably crossed a kink.
    if levels.count < 2 { return .ulpOfOne }
    if levels.count < 3 { return Swift.max(levels[0], .ulpOfOne) }
    // A row that is too long or crosses a kink seems noisier than it is. But a row can also be so
    // short that a large number inside the function swallows its steps, so do not take the very
    // quietest.
    return levels[1]
  }

  private static func rounding(in row: [Double]) -> Double {
    var largest = 0.0
    for order in differences {
      let squares = order.reduce(0) { sum, weights in
        let difference = zip(weights, row).reduce(0) { $0 + $1.0 * $1.1 }
        return sum + difference * difference
      }
      largest = Swift.max(largest, (squares / Double(order.count)).squareRoot())
    }
    return largest
  }
}
