import FlatBackprop
import Foundation

/// A small picture of pixels, as an SVG file can hold it: a BMP file, whose bytes are written as text.
package struct Bitmap: Equatable, Sendable {
  /// What the SVG file refers to it by.
  package let reference: String

  /// - Parameter image: `[C, H, W]`, of one channel or of red, green and blue. The smallest number in
  ///   it is drawn black, the largest white.
  package init(_ image: Tensor) {
    guard image.rank == 3, image.shape[0] == 1 || image.shape[0] == 3 else {
      misuse("A bitmap takes an image [1, H, W] or [3, H, W], but the shape is \(image.shape).")
    }
    let (channels, height, width) = (image.shape[0], image.shape[1], image.shape[2])
    let (low, high) = (image.elements.min() ?? 0, image.elements.max() ?? 0)
    func shade(_ channel: Int, _ row: Int, _ column: Int) -> UInt8 {
      let part = (image[channel, row, column] - low) / max(high - low, .leastNormalMagnitude)
      return part.isFinite ? UInt8(max(0, min(255, (255 * part).rounded()))) : 0
    }
    // From the last row to the first, each as blue, green and red, filled up to a multiple of four bytes.
    let margin = [UInt8](repeating: 0, count: (4 - 3 * width % 4) % 4)
    let pixels = (0..<height).reversed().flatMap { row in
      (0..<width).flatMap { column in
        [2, 1, 0].map { shade(channels == 1 ? 0 : $0, row, column) }
      } + margin
    }
    func number(_ value: Int, bytes: Int) -> [UInt8] {
      (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let header =
      Array("BM".utf8) + number(54 + pixels.count, bytes: 4) + number(0, bytes: 4)
      + number(54, bytes: 4) + number(40, bytes: 4) + number(width, bytes: 4)
      + number(height, bytes: 4) + number(1, bytes: 2) + number(24, bytes: 2)
      + number(0, bytes: 4) + number(pixels.count, bytes: 4) + number(0, bytes: 16)
    reference = "data:image/bmp;base64," + Data(header + pixels).base64EncodedString()
  }
}

/// Small pictures in rows, under a title.
package struct Gallery: Sendable {
  package let title: String

  /// Each with a few words, which may be none.
  package let pictures: [(bitmap: Bitmap, caption: String)]

  package init(title: String, pictures: [(bitmap: Bitmap, caption: String)]) {
    (self.title, self.pictures) = (title, pictures)
  }

  static let perRow = 8
  static let size = 90.0

  /// What it takes in a drawing.
  var height: Double {
    let rows = (pictures.count + Self.perRow - 1) / Self.perRow
    return 40 + Double(rows) * (Self.size + 24)
  }

  func draw(in svg: inout SVG, top: Double) {
    svg.text(title, x: 20, y: top + 24, size: 15)
    for (number, picture) in pictures.enumerated() {
      let x = 20 + Double(number % Self.perRow) * (Self.size + 12)
      let y = top + 40 + Double(number / Self.perRow) * (Self.size + 24)
      svg.image(picture.bitmap, x: x, y: y, size: Self.size)
      svg.text(picture.caption, x: x, y: y + Self.size + 13, size: 10)
    }
  }
}
