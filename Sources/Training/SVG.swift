import Foundation

/// A drawing: elements one above the other, written as an SVG file.
package struct SVG {
  let width: Double
  let height: Double
  let title: String
  private var elements: [String] = []

  init(width: Double, height: Double, title: String) {
    (self.width, self.height, self.title) = (width, height, title)
  }

  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: String
  ) {
    elements.append(
      "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" "
        + "fill=\"\(fill)\"/>")
  }

  /// A picture of pixels, drawn with sharp edges as high and wide as `size`.
  mutating func image(_ bitmap: Bitmap, x: Double, y: Double, size: Double) {
    elements.append(
      "<image x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(size))\" height=\"\(n(size))\" "
        + "style=\"image-rendering: pixelated\" href=\"\(bitmap.reference)\"/>")
  }

  mutating func circle(x: Double, y: Double, radius: Double, fill: String) {
    elements.append(
      "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\" fill=\"\(fill)\" "
        + "stroke=\"white\" stroke-width=\"0.7\"/>")
  }

  mutating func line(_ points: [(x: Double, y: Double)], stroke: String, width: Double = 1.5) {
    let list = points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " ")
    elements.append(
      "<polyline points=\"\(list)\" fill=\"none\" stroke=\"\(stroke)\" "
        + "stroke-width=\"\(n(width))\" stroke-linejoin=\"round\"/>")
  }

  /// - Parameter anchor: Which part of the text lies at x: `start`, `middle` or `end`.
  mutating func text(
    _ text: String, x: Double, y: Double, anchor: String = "start", size: Double = 12
  ) {
    elements.append(
      "<text x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor)\" font-size=\"\(n(size))\">"
        + "\(Self.escaped(text))</text>")
  }

  /// The file's text.
  package var text: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(width)) \(n(height))" \
    width="\(n(width))" height="\(n(height))" font-family="sans-serif" fill="#222" role="img">
    <title>\(Self.escaped(title))</title>
    <rect width="100%" height="100%" fill="white"/>
    \(elements.joined(separator: "\n"))
    </svg>

    """
  }

  private func n(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;")
      .replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;")
      .replacingOccurrences(of: "\"", with: "&quot;")
  }
}
