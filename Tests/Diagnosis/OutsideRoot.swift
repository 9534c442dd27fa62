import FlatBackprop

/// A number that belongs under a square root is added outside of it, like the ε in √v + ε.
struct OutsideRoot: Hypothesis {
  let name: VariableName
  let form: Form

  enum Form: CaseIterable {
    /// √v + ε for √(v + ε).
    case root

    /// 1 / (√v + ε) for 1 / √(v + ε).
    case reciprocal

    /// 1 / √v + ε for 1 / √(v + ε).
    case besideReciprocal
  }

  static func candidates(for observation: Observation) -> [OutsideRoot] {
    guard observation.paths.isEmpty else { return [] }
    return observation.changeable.filter {
      $0.value.count == 1 && observation.reads.contains($0.name)
        && observation.mayDepend(on: $0.name)
    }.flatMap { number in Form.allCases.map { OutsideRoot(name: number.name, form: $0) } }
  }

  var rank: Rank { .innerFunctions }
  var place: AnyHashable { name }
  var neededEvidence: Int { 2 }

  /// The line must be off by exactly what this mistake makes it, and give just the root (or its
  /// reciprocal) when the number is 0.
  func evidence(in observation: Observation) -> Int? {
    guard let number = observation.other(name)?.elements.first, observation.hasRightShape else {
      return observation.isWrong ? nil : 0
    }
    let roots = observation.wanted.map { root(in: $0, number) }
    let prediction = roots.map { root in
      switch form {
      case .root: root + number
      case .reciprocal: 1 / (root + number)
      case .besideReciprocal: 1 / root + number
      }
    }
    guard let evidence = observation.evidence(of: [prediction]), evidence > 0 else {
      return observation.evidence(of: [prediction])
    }
    let alone = Tensor(
      shape: observation.shape, form == .root ? roots : roots.map { 1 / $0 })
    // The reciprocal of the root of 0 is not finite, so there is nothing to test.
    guard alone.elements.allSatisfy(\.isFinite) else { return evidence }
    return observation.gives(alone, changing: [name: Tensor(0)]) ? evidence : nil
  }

  /// √v, where √(v + ε) or its reciprocal is right.
  private func root(in right: Double, _ number: Double) -> Double {
    let sum = form == .root ? right * right : 1 / (right * right)
    // A difference in the last digits is only rounding, so v is 0.
    return sum - number < 1e-9 * sum ? 0 : (sum - number).squareRoot()
  }

  var sentence: String { "\(name.quoted) belongs under the root" }
}
