import Foundation

/// The places at which an axis is labelled.
enum Ticks {
  /// Round numbers from 0 up to the first at or above a value: four to eight of them.
  static func linear(to top: Double) -> [(label: String, value: Double)] {
    guard top > 0, top.isFinite else { return [("0", 0)] }
    let power = pow(10, floor(log10(top / 4)))
    let step = [1, 2, 5, 10].map { $0 * power }.first { top / $0 <= 6 } ?? 10 * power
    let count = Int((top / step - 1e-9).rounded(.up))
    return (0...count).map { (String(format: "%.6g", Double($0) * step), Double($0) * step) }
  }

  /// Powers of ten, at most eight of them; a tick's value is its exponent.
  static func powers(from low: Int, to high: Int) -> [(label: String, value: Double)] {
    let step = max(1, (high - low + 6) / 7)
    return stride(from: low, through: high, by: step).map { exponent in
      ("10" + superscript(exponent), Double(exponent))
    }
  }

  private static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (number < 0 ? "⁻" : "")
      + "\(abs(number))".compactMap { $0.wholeNumberValue }.map {
        String(digits[$0])
      }.joined()
  }
}
