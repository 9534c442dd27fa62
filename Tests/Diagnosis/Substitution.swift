import FlatBackprop

/// A forward line gives another value of the function instead: as it is, or reduced along an axis.
enum Substitution: Hypothesis {
  case value(of: VariableName)

  /// A backward line gives the gradient of a later line: it goes too far at once.
  case laterGradient(VariableName)
  case reduction(Reduction, of: VariableName, axis: Int)

  enum Reduction: String, Hashable, Sendable, CaseIterable {
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

  static func candidates(for observation: Observation) -> [Substitution] {
    guard observation.paths.isEmpty else {
      return observation.later.map { .laterGradient($0.name) }
    }
    return (observation.others + observation.later).map { .value(of: $0.name) }
      + observation.others.flatMap { other -> [Substitution] in
        guard other.value.rank >= 2 else { return [] }
        return (0..<other.value.rank).flatMap { axis in
          Reduction.allCases.map { .reduction($0, of: other.name, axis: axis) }
        }
      }
  }

  var rank: Rank { .substitution }
  var neededEvidence: Int { 2 }

  func evidence(in observation: Observation) -> Int? {
    switch self {
    case .value(let name), .laterGradient(let name):
      let other = observation.other(name) ?? observation.later.first { $0.name == name }?.value
      return evidence(thatItIs: other, in: observation)
    case .reduction(let reduction, let name, let axis):
      guard let other = observation.other(name), axis < other.rank, other.shape[axis] > 0 else {
        return nil
      }
      return evidence(thatItIs: reduction(other, axis: axis), in: observation)
    }
  }

  /// The evidence that the line gives another value, in that value's shape or in the right one.
  private func evidence(thatItIs other: Tensor?, in observation: Observation) -> Int? {
    guard let other, other.count == observation.value.count,
      observation.hasRightShape || observation.value.shape == other.shape,
      observation.areNear(observation.given, other.elements)
    else { return observation.isWrong ? nil : 0 }
    guard observation.isWrong else { return 0 }
    // The other value is the right one in another order, so naming it would give the answer away.
    if !observation.hasRightShape,
      observation.areNear(other.elements.sorted(), observation.wanted.sorted())
    {
      return nil
    }
    // Simple numbers agree by accident.
    return observation.given.count { ![0, 0.5, 1, 2].contains(abs($0)) }
  }

  var sentence: String {
    switch self {
    case .value(let name): "this is the value of \(name.quoted)"
    case .laterGradient(let name):
      "this is \(name.quoted) already, a later line: it takes several steps at once"
    case .reduction(let reduction, let name, let axis):
      "this is the \(reduction.rawValue) of \(name.quoted) along axis \(axis)"
    }
  }
}
