import FlatBackprop
import GradientCheck

/// The numeric gradient of a variable: a slope for each of its elements.
package struct NumericGradient {
  package let shape: [Int]
  let slopes: [Slope]

  /// Why there is none.
  let failure: String?

  /// The magnitude that errors are measured against: the largest slope, unless all slopes are
  /// negligible.
  package let scale: Double

  /// The sum of the entries at a kink, if each of them has a kink but all of them together have
  /// none: any of several equal numbers may be the maximum, but there is only one maximum.
  var tie: Slope?

  init(shape: [Int], slopes: [Slope], beside size: Double) {
    self.shape = shape
    self.slopes = slopes
    let largest = slopes.map { abs($0.value) }.filter(\.isFinite).max() ?? 0
    scale = max(largest, Tolerance.smallest(beside: size))
    failure = nil
  }

  init(failure: String, shape: [Int]) {
    self.shape = shape
    self.failure = failure
    slopes = []
    scale = 0
  }

  /// The gradient as a value, where there is one.
  package var tensor: Tensor? {
    guard failure == nil, slopes.allSatisfy(\.value.isFinite) else { return nil }
    return Tensor(shape: shape, slopes.map(\.value))
  }

  package var hasKink: Bool { slopes.contains { $0.kink != nil || !$0.value.isFinite } }

  /// The direction in which all entries at a kink grow equally, if there are several of them.
  var alongKinks: [Double]? {
    let direction = slopes.map { $0.kink == nil ? 0.0 : 1 }
    return direction.reduce(0, +) > 1 ? direction : nil
  }

  /// The gradient as one number: a weighted sum of its slopes.
  package var sum: Double {
    slopes.enumerated().reduce(0) { $0 + weight($1.offset) * $1.element.value }
  }

  /// Whether the gradient's ``sum`` is that of another gradient of the same variable.
  func has(_ other: Double) -> Bool {
    let size = slopes.reduce(0) { $0 + abs($1.value) }
    let error = slopes.reduce(0) { $0 + $1.error }
    return abs(sum - other) <= 1e-5 * max(size, scale) + 4 * error
  }

  private func weight(_ place: Int) -> Double { 1 + Double(place % 7) / 8 }

  /// The verdict on a student's gradient of this variable.
  /// - Parameter isTied: Whether the entries at a kink must add up.
  package func verdict(on value: Tensor, isTied: Bool = true) -> Verdict {
    if let failure {
      return .cannotTell("cannot be graded: with its variable nudged, the forward pass \(failure)")
    }
    if let complaint = Comparison.shapeOrFiniteness(value, expected: shape) {
      return .wrong(complaint)
    }
    let agreements = zip(slopes, value.elements).map { $0.agreement(with: $1, scale: scale) }
    let wrong = agreements.indices.filter { agreements[$0] == .differs }
    if let first = wrong.first {
      return .wrong(
        Comparison.sentence(
          entry: value.index(at: first), has: value.elements[first],
          wants: slopes[first].value, wrong: wrong.count, of: value.count,
          between: slopes[first].kink))
    }
    if let place = agreements.firstIndex(of: .cannotTell) {
      return .cannotTell(
        "cannot be graded: the numeric gradient is uncertain by "
          + "\(Comparison.short(slopes[place].error)) at \(value.index(at: place)), "
          + "because \(slopes[place].doubt.reason)")
    }
    return (isTied ? complaintAboutTie(value) : nil).map(Verdict.wrong) ?? .right
  }

  private func complaintAboutTie(_ value: Tensor) -> String? {
    guard let tie else { return nil }
    let places = slopes.indices.filter { slopes[$0].kink != nil }
    let sum = places.reduce(0) { $0 + value.elements[$1] }
    guard tie.agreement(with: sum, scale: max(scale, abs(tie.value))) == .differs else {
      return nil
    }
    let first = places.prefix(3).map { "\(value.index(at: $0))" }.joined(separator: ", ")
    return "entries \(first)\(places.count > 3 ? " and so on" : "") add up to "
      + "\(Comparison.short(sum)), should add up to \(Comparison.short(tie.value)): where several are "
      + "equal, the gradient goes to one of them, or in shares to all"
  }
}
