import FlatBackprop

/// A factor that is another variable is missing, or is one too many, in all of it or in one path.
enum VariableFactor {
  private enum Slip: Hashable {
    /// The line is to be multiplied by the variable: a factor is missing, or a division too many.
    case missingFactor, surplusDivision

    /// The line is to be divided by the variable: a factor is too many, or a division missing.
    case surplusFactor, missingDivision

    /// Off by the variable's square: multiplied instead of divided, or twice too often.
    case multiplied, divided
  }

  static func candidates(for observation: Observation) -> [Hypothesis] {
    let first = observation.wanted.first ?? 1
    // If the right value is 1 everywhere, the line may be anything, and that would be its factor.
    let isTelling = abs(first - 1) > 1e-6 || observation.wanted.contains { abs($0 - first) > 1e-6 }
    return observation.parts.flatMap { path in
      // What the line looks at comes before what it may have forgotten.
      ([Slip.surplusFactor, .surplusDivision, .missingFactor, .missingDivision]
        + (path == nil ? [.multiplied, .divided] : []))
        .flatMap { slip in
          // What is too much is known to be there, but what is missing may be there in other words.
          let isSure = slip == .surplusFactor && path == nil && isTelling
          return observation.changeable.map {
            hypothesis(slip, $0.name, path, isSure ? .surplusFactors : .variables)
          }
        }
    }
  }

  private static func hypothesis(
    _ slip: Slip, _ name: VariableName, _ path: VariableName?, _ rank: Rank
  ) -> Hypothesis {
    Hypothesis(
      rank, sentence(slip, name, path), place: path.map { .at($0) } ?? .ofItsRank, needs: 2
    ) { observation in
      guard let other = observation.other(name), observation.hasRightShape else {
        return observation.refutedIfWrong
      }
      let all = Observation.broadcasts(of: other, to: observation.shape)
      if observation.isWrong, !observation.given.allSatisfy(\.isFinite) {
        // It is not known what such a line reads, only where it would divide by 0.
        return observation.isInfinite(whereZero: other)
          && [.surplusDivision, .divided].contains(slip) ? 0 : nil
      }
      guard !observation.isWrong || isPossible(slip, name, other, in: observation) else {
        return nil
      }
      for factors in all {
        guard let evidence = evidence(for: slip, factors, path, in: observation) else { continue }
        return !observation.isWrong || isConfirmed(slip, name, other, path, in: observation)
          ? evidence : nil
      }
      return nil
    }
  }

  /// Whether the line may have made the mistake: a factor too many must be one that it reads; a missing
  /// one, one that the right line may read.
  private static func isPossible(
    _ slip: Slip, _ name: VariableName, _ other: Tensor, in observation: Observation
  ) -> Bool {
    let isRead = observation.reads.contains(name)
    return switch slip {
    case .missingFactor: observation.mayDepend(on: name)
    case .missingDivision:
      observation.mayDepend(on: name) && (isRead || !isTwinRead(other, in: observation))
    case .surplusFactor, .surplusDivision, .multiplied, .divided: isRead
    }
  }

  /// Whether the line reads another variable that has the same values wherever the right value is not 0.
  /// Then that one may be the factor too many.
  private static func isTwinRead(_ other: Tensor, in observation: Observation) -> Bool {
    observation.changeable.contains { variable in
      observation.reads.contains(variable.name) && variable.value.shape == other.shape
        && other.shape == observation.shape
        && observation.seen.allSatisfy { place in
          abs(observation.wanted[place]) <= observation.tolerance
            || observation.isNear(variable.value.elements[place], other.elements[place])
        }
    }
  }

  /// A factor is missing if multiplying by it gives the right value. Dividing the right value
  /// instead would not work for a factor of 0.
  private static func evidence(
    for slip: Slip, _ factors: [Double], _ path: VariableName?, in observation: Observation
  ) -> Int? {
    switch slip {
    case .surplusFactor where observation.areMask(factors),
      // To divide by 0 would mend nothing.
      .missingDivision where factors.contains(0):
      return observation.refutedIfWrong
    case .surplusFactor, .missingDivision:
      return observation.evidence(of: observation.changing(path) { $1 * factors[$0] })
    case .multiplied:
      return observation.evidence(
        of: observation.changing(path) { $1 * factors[$0] * factors[$0] })
    case .divided:
      return observation.evidence(
        of: observation.changing(path) { $1 / (factors[$0] * factors[$0]) })
    case .missingFactor, .surplusDivision:
      let repaired = observation.growing(path) { factors[$0] }
      guard observation.wants(repaired) else { return nil }
      // A factor of 0 repairs any entry that should be 0.
      return observation.deviating.count { abs(factors[$0]) > 1e-6 }
    }
  }

  /// Whether an experiment confirms the slip. A line that divides by the variable shrinks as the
  /// variable grows, and a division too many can be removed only if there is a division.
  private static func isConfirmed(
    _ slip: Slip, _ name: VariableName, _ other: Tensor, _ path: VariableName?,
    in observation: Observation
  ) -> Bool {
    /// Whether the line grows by a factor as the variable does. (A value of 0 does not grow.)
    func grows(_ factor: Double, with times: Double) -> Bool {
      let grown = observation.growing(path) { _ in factor }
      return !observation.matches(grown)
        && observation.gives(
          Tensor(shape: observation.shape, grown), changing: [name: times * other])
    }
    let isRead = observation.reads.contains(name)
    let isDivision = isRead && [0.5, 0.25, 0.125].contains { grows($0, with: 2) }
    // Under a root there is no factor that could be taken away.
    if isRead, grows(0.5, with: 4) || grows(2, with: 4) { return false }
    switch slip {
    case .missingFactor, .surplusFactor, .multiplied: return !isDivision
    // If the line does not read the variable, a division is missing, rather than a factor too many.
    case .missingDivision: return isDivision || !isRead
    case .surplusDivision, .divided: return isDivision
    }
  }

  private static func sentence(
    _ slip: Slip, _ name: VariableName, _ path: VariableName?
  ) -> String {
    let part = path.map { "in the path through \($0.quoted) " } ?? ""
    return switch slip {
    case .missingFactor: part + "a factor of \(name.quoted) is missing"
    case .surplusFactor:
      "\(path.map { "the path through \($0.quoted)" } ?? "it") has a factor of \(name.quoted) too many"
    case .surplusDivision: part + "it is divided by \(name.quoted) once too often"
    case .missingDivision: part + "a division by \(name.quoted) is missing"
    case .multiplied:
      "it is multiplied by \(name.quoted) twice too often, or where it should be divided"
    case .divided:
      "it is divided by \(name.quoted) twice too often, or where it should be multiplied"
    }
  }
}

extension Observation {
  /// The line's value with what one path adds, or all of it, times a factor for each entry.
  fileprivate func growing(_ path: VariableName?, by factor: (Int) -> Double) -> [Double] {
    let contribution = path.flatMap { self.path($0) }?.contribution.elements ?? wanted
    return given.indices.map { place in
      let rest = wanted[place] - contribution[place]
      return rest + (given[place] - rest) * factor(place)
    }
  }

  /// Whether factors are positive exactly where something passes. Then they may stand for a mask, and to
  /// remove them would be to remove the mask.
  fileprivate func areMask(_ factors: [Double]) -> Bool {
    Set(seen.map { factors[$0] > 0 }).count == 2
      && seen.allSatisfy { (factors[$0] > 0) == (abs(wanted[$0]) > tolerance) }
  }
}
