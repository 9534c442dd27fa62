import FlatBackprop

/// A line combines its numbers in the wrong way: two variables with the wrong operator, or the
/// numbers along an axis by their sum instead of their maximum (or the other way round).
enum AnotherOperator {
  static func candidates(for observation: Observation) -> [Hypothesis] {
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
        [false, true].map { along(axis, of: name, isMaximum: $0) }
      }
    }
    return pairs + (observation.paths.isEmpty ? reductions : [])
  }

  private static func between(
    _ first: VariableName, _ second: VariableName, given: Operator, right: Operator
  ) -> Hypothesis {
    Hypothesis(
      .functions,
      "\(given.phrase(first.quoted, second.quoted)), "
        + right.advice(given.isSingular ? "they " : ""), place: .itsOwn, needs: 2,
      isShown: { observations in
        given != .larger && right != .larger || observations.eachIsLarger(first, second)
      },
      evidence: { observation in
        guard let a = observation.other(first), let b = observation.other(second),
          let one = Observation.layouts(of: a, to: observation.shape).first,
          let other = Observation.layouts(of: b, to: observation.shape).first
        else { return observation.refutedIfWrong }
        // To divide by 1 is to multiply by it.
        if given == .over || right == .over, observation.isSpecial(second) { return 0 }
        let pairs = zip(one, other)
        return evidence(
          that: pairs.map { given($0, $1) }, standsFor: pairs.map { right($0, $1) },
          in: observation)
      })
  }

  private static func along(_ axis: Int, of name: VariableName, isMaximum: Bool) -> Hypothesis {
    let (given, right) = isMaximum ? ("maximum", "sum") : ("sum", "maximum")
    return Hypothesis(
      .functions,
      "it is the \(given) of \(name.quoted) along axis \(axis), but should be the \(right)",
      place: .itsOwn, needs: 2
    ) { observation in
      guard let value = observation.other(name), axis < value.rank, value.shape[axis] > 0 else {
        return observation.refutedIfWrong
      }
      let (sum, maximum) = (value.sum(axis: axis), value.max(axis: axis))
      guard sum.shape == observation.shape else { return observation.refutedIfWrong }
      let (given, right) = isMaximum ? (maximum, sum) : (sum, maximum)
      return evidence(that: given.elements, standsFor: right.elements, in: observation)
    }
  }

  /// The right way must give the right value on every case.
  private static func evidence(
    that given: [Double], standsFor right: [Double], in observation: Observation
  ) -> Int? {
    observation.wants(right) ? observation.evidence(of: [given]) : nil
  }

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
}

extension [Observation] {
  /// Whether each of two variables is the larger one somewhere. If the one always is, the maximum is
  /// just that one.
  fileprivate func eachIsLarger(_ first: VariableName, _ second: VariableName) -> Bool {
    let signs = flatMap { one -> [Bool] in
      guard let a = one.other(first), let b = one.other(second), a.shape == b.shape else {
        return []
      }
      // Where both are the same, neither is the larger.
      return zip(a.elements, b.elements).filter { !one.isNear($0, $1) }.map { $0 > $1 }
    }
    return Set(signs).count == 2
  }
}
