import FlatBackprop

/// A line combines its numbers in the wrong way: two variables with the wrong operator, or the
/// numbers along an axis by their sum instead of their maximum (or the other way round).
enum AnotherOperator: Hypothesis {
  case between(VariableName, VariableName, given: Operator, right: Operator)
  case along(axis: Int, of: VariableName, given: Reduction, right: Reduction)

  enum Operator: CaseIterable {
    case plus, minus, times, over, larger, length, corner

    func callAsFunction(_ a: Double, _ b: Double) -> Double {
      switch self {
      case .plus: a + b
      case .minus: a - b
      case .times: a * b
      case .over: a / b
      case .larger: max(a, b)
      case .length: (a * a + b * b).squareRoot()
      case .corner: abs(a) + abs(b)
      }
    }

    /// Whether it matters which side stands first.
    var hasOrder: Bool { self == .minus || self == .over }

    /// Whether what is done is said of one number.
    var isSingular: Bool { [.larger, .length, .corner].contains(self) }

    /// What has been done with two variables.
    func phrase(_ one: String, _ other: String) -> String {
      switch self {
      case .plus: "\(one) and \(other) are added"
      case .minus: "\(one) and \(other) are subtracted"
      case .times: "\(one) and \(other) are multiplied"
      case .over: "\(one) and \(other) are divided"
      case .larger: "the larger of \(one) and \(other) is taken"
      case .length: "the root of the sum of the squares of \(one) and \(other) is taken"
      case .corner: "the sum of the absolute values of \(one) and \(other) is taken"
      }
    }

    /// What should be done instead.
    /// - Parameter they: What the two variables are called; nothing if they are the subject already.
    func advice(_ they: String) -> String {
      switch self {
      case .plus: "but \(they)should be added"
      case .minus: "but \(they)should be subtracted"
      case .times: "but \(they)should be multiplied"
      case .over: "but \(they)should be divided"
      case .larger: "where the larger of them belongs"
      case .length: "where the root of the sum of their squares belongs"
      case .corner: "where the sum of their absolute values belongs"
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

  /// If the one is always the larger, the maximum is just that one.
  func isShown(by observations: [Observation]) -> Bool {
    guard case .between(let first, let second, let given, let right) = self,
      given == .larger || right == .larger
    else { return true }
    let signs = observations.flatMap { one -> [Bool] in
      guard let a = one.other(first), let b = one.other(second), a.shape == b.shape else {
        return []
      }
      // Where both are the same, neither is the larger.
      return zip(a.elements, b.elements).filter { !one.isNear($0, $1) }.map { $0 > $1 }
    }
    return Set(signs).count == 2
  }

  static func candidates(for observation: Observation) -> [AnotherOperator] {
    guard observation.hasRightShape else { return [] }
    let names = observation.reads.filter { name in
      observation.paths.isEmpty
        ? observation.dependencies.contains(name) : observation.mayDepend(on: name)
    }.sorted()
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
    return pairs + (observation.paths.isEmpty ? reductions : [])
  }

  var rank: Rank { .functions }
  var place: AnyHashable { self }
  var neededEvidence: Int { 2 }

  func evidence(in observation: Observation) -> Int? {
    guard let (given, right) = values(in: observation) else {
      return observation.isWrong ? nil : 0
    }
    // To divide by 1 is to multiply by it.
    if case .between(_, let divisor, let given, let right) = self, given == .over || right == .over,
      observation.isSpecial(divisor)
    {
      return 0
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
        let one = Observation.layouts(of: a, to: observation.shape).first,
        let other = Observation.layouts(of: b, to: observation.shape).first
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
      "\(given.phrase(first.quoted, second.quoted)), "
        + right.advice(given.isSingular ? "they " : "")
    case .along(let axis, let name, let given, let right):
      "it is the \(given.name) of \(name.quoted) along axis \(axis), but should be the \(right.name)"
    }
  }
}
