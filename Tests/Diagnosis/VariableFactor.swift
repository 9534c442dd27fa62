import FlatBackprop

/// A factor that is another variable is missing, or is one too many, in all of it or in one path.
struct VariableFactor: Hypothesis {
  let name: VariableName
  let slip: Slip
  let path: VariableName?

  /// Whether the right value is not just 1 everywhere. The line may be anything then, and that would
  /// be its factor.
  let isTelling: Bool

  enum Slip: Hashable, Sendable {
    /// The line is to be multiplied by the variable: a factor is missing, or a division too many.
    case missingFactor, surplusDivision

    /// The line is to be divided by the variable: a factor is too many, or a division missing.
    case surplusFactor, missingDivision

    /// Off by the variable's square: multiplied instead of divided, or twice too often.
    case multiplied, divided
  }

  static func candidates(for observation: Observation) -> [VariableFactor] {
    let first = observation.wanted.first ?? 1
    let isTelling = abs(first - 1) > 1e-6 || observation.wanted.contains { abs($0 - first) > 1e-6 }
    return observation.parts.flatMap { path in
      // What the line looks at comes before what it may have forgotten.
      ([Slip.surplusFactor, .surplusDivision, .missingFactor, .missingDivision]
        + (path == nil ? [.multiplied, .divided] : []))
        .flatMap { slip in
          observation.changeable.map {
            VariableFactor(name: $0.name, slip: slip, path: path, isTelling: isTelling)
          }
        }
    }
  }

  /// What is too much is known to be there, but what is missing may be there in other words.
  var rank: Rank {
    slip == .surplusFactor && path == nil && isTelling ? .surplusFactors : .variables
  }

  var place: AnyHashable { path.map { AnyHashable($0) } ?? AnyHashable(rank) }
  var neededEvidence: Int { 2 }

  func evidence(in observation: Observation) -> Int? {
    guard let other = observation.other(name), observation.hasRightShape else {
      return observation.isWrong ? nil : 0
    }
    let isRead = observation.reads.contains(name)
    if observation.isWrong {
      // A factor too many must be one that the line reads; a missing one, one that the right line
      // may read.
      let isPossible =
        switch slip {
        case .missingFactor: observation.mayDepend(on: name)
        case .missingDivision:
          observation.mayDepend(on: name) && (isRead || !isTwinRead(other, in: observation))
        case .surplusFactor, .surplusDivision, .multiplied, .divided: isRead
        }
      guard isPossible else { return nil }
    }
    for factors in Observation.broadcasts(of: other, to: observation.shape) {
      guard let evidence = evidence(in: observation, factors) else { continue }
      if observation.isWrong, !isConfirmed(in: observation, other, isRead) { return nil }
      return evidence
    }
    return nil
  }

  /// A factor is missing if multiplying by it gives the right value. Dividing the right value
  /// instead would not work for a factor of 0.
  private func evidence(in observation: Observation, _ factors: [Double]) -> Int? {
    switch slip {
    case .surplusFactor where isMask(factors, in: observation),
      // To divide by 0 would mend nothing.
      .missingDivision where factors.contains(0):
      return observation.isWrong ? nil : 0
    case .surplusFactor, .missingDivision:
      return observation.evidence(of: observation.changing(path) { $1 * factors[$0] })
    case .multiplied:
      return observation.evidence(
        of: observation.changing(path) { $1 * factors[$0] * factors[$0] })
    case .divided:
      return observation.evidence(
        of: observation.changing(path) { $1 / (factors[$0] * factors[$0]) })
    case .missingFactor, .surplusDivision:
      let rest = rest(in: observation)
      let seen = observation.seen
      let (given, wanted) = (observation.given, observation.wanted)
      let repaired = given.indices.map { rest[$0] + (given[$0] - rest[$0]) * factors[$0] }
      guard seen.allSatisfy({ observation.isNear(repaired[$0], wanted[$0]) }) else { return nil }
      // A factor of 0 repairs any entry that should be 0.
      return observation.deviating.count { abs(factors[$0]) > 1e-6 }
    }
  }

  /// Whether the line reads another variable that has the same values wherever the right value is not 0.
  /// Then that one may be the factor too many.
  private func isTwinRead(_ other: Tensor, in observation: Observation) -> Bool {
    observation.changeable.contains { variable in
      observation.reads.contains(variable.name) && variable.value.shape == other.shape
        && other.shape == observation.shape
        && observation.seen.allSatisfy { place in
          abs(observation.wanted[place]) <= observation.tolerance
            || observation.isNear(variable.value.elements[place], other.elements[place])
        }
    }
  }

  /// Whether the factor is positive exactly where something passes. Then it may stand for a mask,
  /// and to remove the factor would be to remove the mask.
  private func isMask(_ factors: [Double], in observation: Observation) -> Bool {
    let seen = observation.seen
    return seen.contains { factors[$0] <= 0 } && seen.contains { factors[$0] > 0 }
      && seen.allSatisfy {
        (factors[$0] > 0) == (abs(observation.wanted[$0]) > observation.tolerance)
      }
  }

  /// What the other paths add.
  private func rest(in observation: Observation) -> [Double] {
    guard let path = path.flatMap({ observation.path($0) }) else {
      return observation.wanted.map { _ in 0 }
    }
    return zip(observation.wanted, path.contribution.elements).map { $0 - $1 }
  }

  /// Whether an experiment confirms the slip. A line that divides by the variable shrinks as the
  /// variable grows, and a division too many can be removed only if there is a division.
  private func isConfirmed(
    in observation: Observation, _ other: Tensor, _ isRead: Bool
  ) -> Bool {
    let rest = rest(in: observation)
    func isPower(_ power: Int) -> Bool {
      let factor = power < 0 ? 1 / Double(1 << -power) : Double(1 << power)
      let grown = observation.given.indices.map {
        rest[$0] + (observation.given[$0] - rest[$0]) * factor
      }
      // A value of 0 does not grow.
      return !observation.matches(grown)
        && observation.gives(Tensor(shape: observation.shape, grown), changing: [name: 2 * other])
    }
    let isDivision = isRead && [-1, -2, -3].contains(where: isPower)
    // Under a root there is no factor that could be taken away.
    if isRead, isHalfPower(observation, other, rest) { return false }
    switch slip {
    case .missingFactor, .surplusFactor, .multiplied: return !isDivision
    // If the line does not read the variable, a division is missing, rather than a factor too many.
    case .missingDivision: return isDivision || !isRead
    case .surplusDivision, .divided: return isDivision
    }
  }

  private func isHalfPower(
    _ observation: Observation, _ other: Tensor, _ rest: [Double]
  ) -> Bool {
    [0.5, 2].contains { factor in
      let grown = observation.given.indices.map {
        rest[$0] + (observation.given[$0] - rest[$0]) * factor
      }
      return !observation.matches(grown)
        && observation.gives(Tensor(shape: observation.shape, grown), changing: [name: 4 * other])
    }
  }

  var sentence: String {
    let part = path.map { "in the path through \($0.quoted) " } ?? ""
    switch slip {
    case .missingFactor: return part + "a factor of \(name.quoted) is missing"
    case .surplusFactor:
      return path.map { "the path through \($0.quoted) has a factor of \(name.quoted) too many" }
        ?? "it has a factor of \(name.quoted) too many"
    case .surplusDivision: return part + "it is divided by \(name.quoted) once too often"
    case .missingDivision: return part + "a division by \(name.quoted) is missing"
    case .multiplied:
      return "it is multiplied by \(name.quoted) twice too often, or where it should be divided"
    case .divided:
      return "it is divided by \(name.quoted) twice too often, or where it should be multiplied"
    }
  }
}
