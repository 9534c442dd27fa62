import Foundation

/// A number that a value is off by, written as people write it: 2, 0.75, 1/3, 1/√2.
struct Number: Hashable, Sendable {
  let value: Double
  private let text: String

  var isTwoOrHalf: Bool { value == 2 || value == 0.5 }

  init(_ value: Double) {
    let known = Self.known.first { abs(abs(value) - $0.value) <= 1e-7 * $0.value }
    self.value = known.map { value < 0 ? -$0.value : $0.value } ?? value
    text = known?.text ?? Self.text(of: abs(value))
  }

  /// Formats a number with six digits. A tiny number gets one, because its other digits are
  /// measurement error; a number close to 1 gets enough digits to tell it from 1.
  private static func text(of value: Double) -> String {
    if value < 1e-6 { return String(format: "%.1g", value).replacing("e-0", with: "e-") }
    return String(format: abs(value - 1) < 1e-4 ? "%.10g" : "%.6g", value)
  }

  /// The number without its sign.
  var magnitude: String { text }

  /// Completes a sentence that begins with "it is".
  var sentence: String {
    if value == 2 { return "2 times too large" }
    if value == 0.5 { return "2 times too small" }
    if text.hasSuffix("ln 10") || text.hasSuffix("ln 2") {
      return "a constant times what it should be: is its logarithm the natural one?"
    }
    return "\(value < 0 ? "−" : "")\(text) times what it should be"
  }

  private static let known: [(value: Double, text: String)] = {
    var all: [(value: Double, text: String)] = (1...1000).map { (Double($0), "\($0)") }
    all += [2, 4, 5, 8, 10].flatMap { n in
      (1..<n).map { (Double($0) / Double(n), "\(Double($0) / Double(n))") }
    }
    all += (3...100).map { (1 / Double($0), "1/\($0)") }
    all += [2, 3, 5, 6, 7, 8, 10].flatMap { n -> [(value: Double, text: String)] in
      let root = Double(n).squareRoot()
      return [(root, "√\(n)"), (1 / root, "1/√\(n)")]
    }
    return all + [
      (.pi, "π"), (2 * .pi, "2π"), (1 / log(10), "1/ln 10"), (1 / log(2), "1/ln 2"),
      (log(10), "ln 10"), (log(2), "ln 2"),
    ]
  }()
}
