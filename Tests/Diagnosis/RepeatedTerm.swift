import FlatBackprop

/// A forward line adds a term several times instead of once, like a bias that is added inside a
/// loop.
enum RepeatedTerm {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    guard observation.paths.isEmpty else { return [] }
    return observation.changeable.map(\.name).filter {
      observation.reads.contains($0) && observation.dependencies.contains($0)
    }.map(hypothesis)
  }

  /// Without the term, the line must give what the right line gives without it. With the term, it
  /// must be too large by a multiple of the term.
  private static func hypothesis(_ name: VariableName) -> Hypothesis {
    Hypothesis(
      .variables,
      "\(name.quoted) goes in several times: is it added inside a loop, or multiplied by a "
        + "number?",
      place: .itsOwn, needs: 3
    ) { observation in
      guard observation.isWrong else { return 0 }
      guard observation.hasRightShape, let term = observation.other(name) else { return nil }
      let excess = zip(observation.given, observation.wanted).map { $0 - $1 }
      for terms in Observation.broadcasts(of: term, to: observation.shape) {
        guard let place = terms.indices.max(by: { abs(terms[$0]) < abs(terms[$1]) }),
          abs(terms[place]) > 10 * observation.tolerance
        else { continue }
        let times = (excess[place] / terms[place]).rounded()
        guard times >= 1, observation.areNear(excess, terms.map { times * $0 }) else { continue }
        let rest = zip(observation.wanted, terms).map { $0 - $1 }
        let isAdded = observation.gives(
          Tensor(shape: observation.shape, rest), changing: [name: .zeros(term.shape)])
        return isAdded ? observation.deviating.count : nil
      }
      return nil
    }
  }
}
