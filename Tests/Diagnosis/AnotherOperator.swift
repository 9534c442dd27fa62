import FlatBackprop

/// A line combines its numbers in the wrong way: two variables with the wrong operator, or the
/// numbers along an axis by their sum instead of their maximum (or the other way round).
enum AnotherOperator: Hypothesis {
  case between(VariableName, VariableName, given: Operator, right: Operator)
  case along(axis: Int, of: VariableName, given: Reduction, right: Reduction)

  enum Operator: CaseIterable {
    case plus, minus, times, over

    func callAsFunction(_ a: Double, _ b: Double) -> Double {
      switch self {
      case .plus: a + b
      case .minus: a - b
      case .times: a * b
      case .over: a / b
      }
    }

    /// Whether it matters which side stands first.
    var hasOrder: Bool { self == .minus || self == .over }

    var participle: String {
      switch self {
      case .plus: "added"
      case .minus: "subtracted"
      case .times: "multiplied"
      case .over: "divided"
      }
    }
  }

  enum Reduction: CaseIterable {
    case sum, maximum

    func callAsFunction(_ value: Tensor, axis: Int) -> Tensor {
      switch self {
      case .sum: value.sum(axis: axis)
      case .maximum: value.max(axis: axis)
      }
    }

    var name: String { self == .sum ? "sum" : "maximum" }
  }

  static func candidates(for observation: Observation) -> [AnotherOperator] {
    guard observation.paths.isEmpty, observation.hasRightShape else { return [] }
    let names = observation.dependencies.filter(observation.reads.contains).sorted()
    let pairs = names.flatMap { first in
      names.filter { $0 != first }.flatMap { second in
        Operator.allCases.flatMap { given in
          Operator.allCases.filter { right in
            // If the order matters to neither operator, one order is enough.
            given != right && (first < second || given.hasOrder || right.hasOrder)
          }.map { between(first, second, given: given, right: $0) }
        }
      }
    }
    let reductions = names.flatMap { name in
      (0..<(observation.other(name)?.rank ?? 0)).flatMap { axis in
        [
          along(axis: axis, of: name, given: .sum, right: .maximum),
          along(axis: axis, of: name, given: .maximum, right: .sum),
        ]
      }
    }
    return pairs + reductions
  }

  var rank: Rank { .functions }
  var place: AnyHashable { self }
  var neededEvidence: Int { 2 }

  func evidence(in observation: Observation) -> Int? {
    guard let (given, right) = values(in: observation) else {
      return observation.isWrong ? nil : 0
    }
    // The right operator must give the right value on every case.
    guard observation.seen.allSatisfy({ observation.isNear(right[$0], observation.wanted[$0]) })
    else { return nil }
    return observation.evidence(of: [given])
  }

  /// What the line would give by the one operator and by the other.
  private func values(in observation: Observation) -> (given: [Double], right: [Double])? {
    switch self {
    case .between(let first, let second, let given, let right):
      guard let a = observation.other(first), let b = observation.other(second),
        let one = Observation.broadcasts(of: a, to: observation.shape).first,
        let other = Observation.broadcasts(of: b, to: observation.shape).first
      else { return nil }
      let pairs = zip(one, other)
      return (pairs.map { given($0, $1) }, pairs.map { right($0, $1) })
    case .along(let axis, let name, let given, let right):
      guard let value = observation.other(name), axis < value.rank, value.shape[axis] > 0 else {
        return nil
      }
      let (one, other) = (given(value, axis: axis), right(value, axis: axis))
      return one.shape == observation.shape ? (one.elements, other.elements) : nil
    }
  }

  var sentence: String {
    switch self {
    case .between(let first, let second, let given, let right):
      "\(first.quoted) and \(second.quoted) are \(given.participle), but should be "
        + right.participle
    case .along(let axis, let name, let given, let right):
      "it is the \(given.name) of \(name.quoted) along axis \(axis), but should be the \(right.name)"
    }
  }
}
