import FlatBackprop

// A data set that needs no download: small shapes, each drawn anew.

extension LabeledImages {
  /// Grayscale images of circles, squares, triangles and crosses, as many of each. Place, size and
  /// brightness vary, and noise lies over all.
  /// - Parameters:
  ///   - count: The number of images.
  ///   - size: Their height and width.
  ///   - noise: The standard deviation of the noise on each pixel.
  ///   - generator: Draws them: the same seed draws the same images.
  public static func drawnShapes(
    _ count: Int, size: Int = 12, noise: Double = 0.1, using generator: inout SeededGenerator
  ) -> LabeledImages {
    let labels = (0..<count).map { $0 % Shape.allCases.count }
    var elements: [Double] = []
    elements.reserveCapacity(count * size * size)
    for label in labels {
      let shape = Shape.allCases[label]
      let radius = Double(size) * generator.uniform(0.25...0.4)
      let place = radius...(Double(size) - radius)
      let (centerX, centerY) = (generator.uniform(place), generator.uniform(place))
      let brightness = generator.uniform(0.6...1)
      for row in 0..<size {
        for column in 0..<size {
          // Each pixel is as bright as the part of it that the shape covers, told from 3 × 3 points.
          var covered = 0.0
          for i in 0..<9 {
            let x = Double(column) + (Double(i % 3) + 0.5) / 3
            let y = Double(row) + (Double(i / 3) + 0.5) / 3
            if shape.covers((x - centerX) / radius, (y - centerY) / radius) { covered += 1 }
          }
          elements.append(brightness * covered / 9 + noise * generator.normal())
        }
      }
    }
    return LabeledImages(
      images: Tensor(shape: [count, 1, size, size], elements), labels: labels,
      classNames: Shape.allCases.map { $0.rawValue })
  }
}

private enum Shape: String, CaseIterable {
  case circle, square, triangle, cross

  /// Whether a shape of radius 1 around (0, 0) covers a point; y grows downwards.
  func covers(_ x: Double, _ y: Double) -> Bool {
    switch self {
    case .circle: x * x + y * y <= 1
    case .square: max(abs(x), abs(y)) <= 0.85
    case .triangle: y <= 0.8 && abs(x) <= (y + 1) / 1.8
    case .cross: min(abs(x), abs(y)) <= 0.3 && max(abs(x), abs(y)) <= 1
    }
  }
}
