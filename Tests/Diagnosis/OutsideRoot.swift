import FlatBackprop

/// A number that belongs under a square root is added outside of it, like the ε in √v + ε.
enum OutsideRoot {
  private enum Form: CaseIterable {
    /// √v + ε for √(v + ε).
    case root

    /// 1 / (√v + ε) for 1 / √(v + ε).
    case reciprocal

    /// 1 / √v + ε for 1 / √(v + ε).
    case besideReciprocal

    /// What the mistake makes of √v.
    func value(_ root: Double, _ number: Double) -> Double {
      switch self {
      case .root: root + number
      case .reciprocal: 1 / (root + number)
      case .besideReciprocal: 1 / root + number
      }
    }
  }

  static func candidates(for observation: Observation) -> [Hypothesis] {
    guard observation.paths.isEmpty else { return [] }
    return observation.changeable.filter {
      $0.value.count == 1 && observation.reads.contains($0.name)
        && observation.mayDepend(on: $0.name)
    }.flatMap { number in Form.allCases.map { hypothesis(number.name, $0) } }
  }

  /// The line must be off by exactly what this mistake makes it, and give just the root (or its
  /// reciprocal) when the number is 0.
  private static func hypothesis(_ name: VariableName, _ form: Form) -> Hypothesis {
    Hypothesis(
      .innerFunctions, "\(name.quoted) belongs under the root", place: .at(name), needs: 2
    ) { observation in
      guard let number = observation.other(name)?.elements.first, observation.hasRightShape else {
        return observation.refutedIfWrong
      }
      let roots = observation.wanted.map { right in
        let sum = form == .root ? right * right : 1 / (right * right)
        // A difference in the last digits is only rounding, so v is 0.
        return sum - number < 1e-9 * sum ? 0 : (sum - number).squareRoot()
      }
      let evidence = observation.evidence(of: [roots.map { form.value($0, number) }])
      guard let evidence, evidence > 0 else { return evidence }
      let alone = roots.map { form.value($0, 0) }
      // The reciprocal of the root of 0 is not finite, so there is nothing to test.
      guard alone.allSatisfy(\.isFinite) else { return evidence }
      let isConfirmed = observation.gives(
        Tensor(shape: observation.shape, alone), changing: [name: Tensor(0)])
      return isConfirmed ? evidence : nil
    }
  }
}
