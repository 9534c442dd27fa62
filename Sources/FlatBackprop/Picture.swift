// A picture to try filters on, and a way to look at one in a terminal.

extension Tensor {
  /// A small grey picture, `[1, 1, 12, 20]`: a white disc (1) and a grey box (0.5), on black (0).
  public static func picture() -> Tensor {
    var picture = Tensor.zeros([1, 1, 12, 20])
    for row in 0..<12 {
      for column in 0..<20 {
        let (down, across) = (Double(row) - 5.5, Double(column) - 5.5)
        if down * down + across * across < 4.5 * 4.5 { picture[0, 0, row, column] = 1 }
        if (3...8).contains(row), (13...17).contains(column) { picture[0, 0, row, column] = 0.5 }
      }
    }
    return picture
  }

  /// A matrix, or one picture `[1, 1, H, W]`, as text: a line per row and a character per element,
  /// from a space for the smallest to `@` for the largest. NaN and infinities are shown as `?`.
  public func shaded() -> String {
    guard rank == 2 || (rank == 4 && shape[0] == 1 && shape[1] == 1) else {
      misuse("shaded() takes a matrix or one picture [1, 1, H, W], but the shape is \(shape).")
    }
    let shades = Array(" .:-=+*#%@")
    let finite = elements.filter(\.isFinite)
    let (smallest, largest) = (finite.min() ?? 0, finite.max() ?? 0)
    let step = largest > smallest ? (largest - smallest) / Double(shades.count - 1) : 1
    let marks = elements.map { value in
      value.isFinite ? shades[Int(((value - smallest) / step).rounded())] : "?"
    }
    let wide = shape[rank - 1]
    return (0..<shape[rank - 2])
      .map { row in String(marks[(row * wide)..<((row + 1) * wide)]) }
      .joined(separator: "\n")
  }
}
