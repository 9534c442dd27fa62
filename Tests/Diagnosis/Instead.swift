import FlatBackprop

// Causes that say what stands in the right value's place: another value, or a sum or a mean of one.

extension Cause {
  /// What is there instead.
  public enum Instead: Hashable, Sendable {
    /// Another value of the function, as it is.
    case value(of: String)

    /// Another value of the function, reduced along an axis.
    case reduction(Reduction, of: String, axis: Int)

    /// 0, where the right value is negative.
    case zeroForNegative

    /// The right value, or what arrives, summed over an axis that it should keep.
    case summed(axis: Int)

    /// The right value with more around it.
    case border

    /// A multiple of the right value, by a factor that is another in every case.
    case multiple

    /// What arrives, divided evenly among the entries that it can come from.
    case evenShares(of: String)
  }

  public enum Reduction: String, Hashable, Sendable, CaseIterable {
    case sum, mean, maximum, minimum

    func callAsFunction(_ value: Tensor, axis: Int) -> Tensor {
      switch self {
      case .sum: value.sum(axis: axis)
      case .mean: value.sum(axis: axis) / Double(value.shape[axis])
      case .maximum: value.max(axis: axis)
      case .minimum: -(-value).max(axis: axis)
      }
    }
  }
}

extension Cause.Instead {
  var sentence: String {
    switch self {
    case .value(let name): "this is the value of \"\(name)\""
    case .reduction(let reduction, let name, let axis):
      "this is the \(reduction.rawValue) of \"\(name)\" along axis \(axis)"
    case .zeroForNegative: "it is 0 where it should be negative"
    case .summed(let axis): "it is summed over axis \(axis), which it should keep"
    case .border: "it has rows and columns too many on every side: is that padding?"
    case .multiple: "every entry is off by the same factor: is it scaled as it should be?"
    case .evenShares(let reader):
      "\"d\(reader)\" is shared evenly, but \"\(reader)\" does not depend evenly on them"
    }
  }
}

extension Check {
  /// What could stand there instead.
  var insteadCauses: [Cause] {
    var causes: [Cause.Instead] = [.zeroForNegative, .border]
    causes += shape.indices.map { .summed(axis: $0) }
    causes += suspect.paths.map { .evenShares(of: $0.reader) }
    if suspect.paths.isEmpty {
      causes += (suspect.others + suspect.later).map { .value(of: $0.name) }
      for other in suspect.others where other.value.rank >= 2 {
        for axis in 0..<other.value.rank {
          causes += Cause.Reduction.allCases.map { .reduction($0, of: other.name, axis: axis) }
        }
      }
    }
    return causes.map { .instead($0) }
  }

  func evidence(forInstead instead: Cause.Instead) -> Int? {
    let (value, right) = (suspect.value, suspect.right)
    switch instead {
    case .summed(let axis):
      guard axis < right.rank else { return nil }
      let isSummed = [right, arriving].contains { isNear(value, $0?.sum(axis: axis)) }
      return isSummed ? value.count : nil
    case .zeroForNegative:
      guard hasRightShape, matches(right.elements.map { Swift.max($0, 0) }) else { return nil }
      return right.elements.count { $0 < -tolerance }
    case .border: return evidenceForBorder
    case .multiple: return evidenceForMultiple
    case .value(let name):
      return evidence(thatItIs: (suspect.others + suspect.later).first { $0.name == name }?.value)
    case .reduction(let reduction, let name, let axis):
      guard let other = suspect.others.first(where: { $0.name == name })?.value,
        axis < other.rank, other.shape[axis] > 0
      else { return nil }
      return evidence(thatItIs: reduction(other, axis: axis))
    case .evenShares(let reader):
      guard let path = path(reader), hasRightShape, path.upstream.count > 0 else { return nil }
      let ratio = right.count / path.upstream.count
      let isEven = Self.spreads(of: path.upstream, to: shape).contains { spread in
        matches(spread.map { $0 / Double(ratio) })
      }
      return isEven ? (ratio > 1 ? value.count : 0) : suspect.isWrong ? nil : 0
    }
  }

  private var evidenceForBorder: Int? {
    let (value, right) = (suspect.value, suspect.right)
    guard value.rank == 4, right.rank == 4 else { return nil }
    let (down, across) = (value.shape[2] - right.shape[2], value.shape[3] - right.shape[3])
    // Without padding there is nothing to cut off, and the line is right.
    if down == 0, across == 0 { return suspect.isWrong ? nil : 0 }
    guard down > 0, down == across, down % 2 == 0 else { return nil }
    return isNear(value.cropped(down / 2), right) ? right.count : nil
  }

  private var evidenceForMultiple: Int? {
    guard suspect.isWrong else { return 0 }
    guard hasRightShape,
      let place = right.indices.max(by: { Swift.abs(right[$0]) < Swift.abs(right[$1]) }),
      Swift.abs(right[place]) > 10 * tolerance
    else { return nil }
    let factor = value[place] / right[place]
    guard Swift.abs(factor) > 1e-3, matches(right.map { factor * $0 }) else { return nil }
    let spoken = right.count { Swift.abs($0) > 10 * tolerance }
    return spoken > 2 ? spoken : 0
  }

  /// Whether the line gives another value, in its own shape or in the right one.
  private func evidence(thatItIs other: Tensor?) -> Int? {
    guard let other, other.count == value.count,
      hasRightShape || suspect.value.shape == other.shape, matches(other.elements)
    else { return suspect.isWrong ? nil : 0 }
    return suspect.isWrong ? value.count : 0
  }

  /// What arrives by the only path, if it has the shape of the variable.
  private var arriving: Tensor? {
    guard suspect.paths.count == 1, let upstream = suspect.paths.first?.upstream,
      upstream.shape == shape
    else { return nil }
    return upstream
  }

  private func isNear(_ a: Tensor, _ b: Tensor?) -> Bool {
    guard let b, a.shape == b.shape else { return false }
    return zip(a.elements, b.elements).allSatisfy { isNear($0, $1) }
  }

  /// A value brought to another shape without a change to its numbers: summed over axes that the
  /// shape has not, or copied along axes that only the shape has.
  static func spreads(of value: Tensor, to shape: [Int]) -> [[Double]] {
    if value.shape == shape { return [value.elements] }
    if shape.count == 2, shape[0] == value.count {
      // A row for every number, as every window has its cells.
      return [value.elements.flatMap { Array(repeating: $0, count: shape[1]) }]
    }
    if value.rank > shape.count {
      return value.shape.indices.flatMap { spreads(of: value.sum(axis: $0), to: shape) }
    }
    guard value.rank < shape.count else { return [] }
    return (0...value.rank).flatMap { axis in
      spreads(of: value.expand(axis: axis, count: shape[axis]), to: shape)
    }
  }
}
