import FlatBackprop
import Foundation

/// Compares values, and says in a sentence how they differ.
package enum Comparison {
  /// The tolerances of a forward line, whose expected value is exact but for rounding.
  private static let relative = 1e-9
  private static let absolute = 1e-11

  /// The verdict on a forward line.
  package static func verdict(on value: Tensor, expected: Tensor) -> Verdict {
    if let complaint = shapeOrFiniteness(value, expected: expected.shape) {
      return .wrong(complaint)
    }
    let scale = expected.elements.map { abs($0) }.max() ?? 0
    let wrong = value.elements.indices.filter { place in
      let (a, e) = (value.elements[place], expected.elements[place])
      return !(abs(a - e) <= absolute * max(scale, 1e-3) + relative * abs(e))
    }
    guard let first = wrong.first else { return .right }
    return .wrong(
      sentence(
        entry: value.index(at: first), has: value.elements[first],
        wants: expected.elements[first], wrong: wrong.count, of: value.count))
  }

  /// What is wrong with the shape, or that a number is not finite; `nil` if nothing is wrong.
  static func shapeOrFiniteness(_ value: Tensor, expected shape: [Int]) -> String? {
    if value.shape != shape {
      return "has shape \(value.shape), but should have shape \(shape)"
    }
    guard let place = value.elements.firstIndex(where: { !$0.isFinite }) else { return nil }
    let count = value.elements.count { !$0.isFinite }
    let what = value.elements[place].isNaN ? "not a number (NaN)" : "infinite"
    let subject = shape.isEmpty ? "it is" : "entry \(value.index(at: place)) is"
    let others =
      switch count - 1 {
      case 0: ""
      case 1: ", and so is 1 other entry"
      case let more: ", and so are \(more) other entries"
      }
    return "\(subject) \(what)\(others)"
      + ": all that it is computed from is finite, so it begins in this line"
  }

  /// "entry [3, 1] is 0.2, should be 0.4 (5 of 12 entries are wrong)".
  static func sentence(
    entry: [Int], has: Double, wants: Double, wrong: Int, of count: Int,
    between ends: ClosedRange<Double>? = nil
  ) -> String {
    var (a, b) = distinguishable(has, wants)
    if let ends { b = "anything from \(short(ends.lowerBound)) to \(short(ends.upperBound))" }
    guard !entry.isEmpty else { return "is \(a), should be \(b)" }
    let how =
      wrong == count
      ? (count == 1 ? "" : " (\(count == 2 ? "both" : "all \(count)") entries are wrong)")
      : " (\(wrong) of \(count) entries \(wrong == 1 ? "is" : "are") wrong)"
    return "entry \(entry) is \(a), should be \(b)\(how)"
  }

  /// Formats two numbers with just enough digits to show that they differ.
  private static func distinguishable(_ a: Double, _ b: Double) -> (String, String) {
    for digits in [4, 8, 12] {
      let (x, y) = (short(a, digits), short(b, digits))
      if x != y { return (x, y) }
    }
    return ("\(a)", "\(b)")
  }

  /// A number in a few significant digits.
  package static func short(_ value: Double, _ digits: Int = 4) -> String {
    // There is no minus zero on paper.
    String(format: "%.\(digits)g", value == 0 ? 0 : value)
  }
}
