import FlatBackprop

/// One term of several has a factor too many, or lacks one that the others have, as when
/// parentheses are missing: `x - mean * scale` in place of `(x - mean) * scale`.
enum TermFactor {
  private enum Factor: Hashable {
    case variable(VariableName)

    /// 1 less a variable.
    case complement(VariableName)

    /// Division by a size of the problem.
    case over(String)

    /// What the factor is called, and what 1 less the factor is.
    var names: (itself: String, complement: String) {
      switch self {
      case .variable(let name): (name.quoted, "1 − \(name.quoted)")
      case .complement(let name): ("1 − \(name.quoted)", name.quoted)
      case .over(let size): ("1/\(size)", "1 − 1/\(size)")
      }
    }

    /// The ways to bring the factor into the shape of the line.
    func values(in observation: Observation) -> [[Double]] {
      func broadcasts(_ name: VariableName) -> [[Double]] {
        observation.other(name).map { Observation.broadcasts(of: $0, to: observation.shape) } ?? []
      }
      switch self {
      case .variable(let name): return broadcasts(name)
      case .complement(let name): return broadcasts(name).map { $0.map { 1 - $0 } }
      case .over(let letter):
        let size = observation.sizes.first { $0.name == letter }?.size ?? 0
        return size > 0 ? [observation.wanted.map { _ in 1 / Double(size) }] : []
      }
    }
  }

  private enum Slip: Hashable {
    /// The term lacks the factor, or has it and should not.
    case missing, surplus

    /// The term has the factor where 1 less that belongs.
    case complement

    /// How many times the term is what it should be, if this is the factor.
    func excess(_ factor: Double) -> Double {
      switch self {
      case .missing: 1 / factor
      case .surplus: factor
      case .complement: factor / (1 - factor)
      }
    }
  }

  static func candidates(for observation: Observation) -> [Hypothesis] {
    guard observation.hasRightShape else { return [] }
    let read = observation.changeable.filter {
      observation.reads.contains($0.name) && observation.mayDepend(on: $0.name)
    }
    // A term is best called by its tensor.
    let variables = (read.filter { $0.value.rank > 0 } + read.filter { $0.value.rank == 0 })
      .map(\.name)
    let sizes = observation.sizes.map { Factor.over($0.name) }
    return variables.flatMap { variable in
      let factors = variables.filter { $0 != variable }.flatMap {
        [Factor.variable($0), .complement($0)]
      }
      let inverted = [true, false].map { self.inverted(variable, isDivided: $0) }
      return factors.flatMap { factor in
        [Slip.missing, .surplus, .complement].map { hypothesis(variable, factor, $0) }
      } + sizes.flatMap { size in [.missing, .surplus].map { hypothesis(variable, size, $0) } }
        + inverted
    }
  }

  /// The factor and the error determine the term and the rest of the line; with the variable at 0 the
  /// rest must remain.
  /// - Parameter variable: A variable of the term: without it, the term is 0.
  private static func hypothesis(
    _ variable: VariableName, _ factor: Factor, _ slip: Slip
  ) -> Hypothesis {
    // A term can have several variables.
    Hypothesis(
      .terms, sentence(variable, factor, slip), place: .at([factor, slip] as [AnyHashable]),
      needs: 3
    ) { observation in
      guard observation.isWrong else { return 0 }
      guard observation.hasRightShape, let value = observation.other(variable) else { return nil }
      for factors in factor.values(in: observation) {
        let excess = factors.map(slip.excess)
        let rest = observation.rest(where: excess)
        guard rest.allSatisfy(\.isFinite),
          observation.gives(
            Tensor(shape: observation.shape, rest), changing: [variable: .zeros(value.shape)])
        else { continue }
        // If nothing is left beside the term, or the term is multiplied by 0, that shows nothing about
        // one term among several.
        return rest.allSatisfy { observation.isNear($0, 0) }
          ? 0 : observation.deviating.count { excess[$0] != 0 }
      }
      return nil
    }
  }

  /// A term is divided by a variable that it should be multiplied by, or the other way round: it halves
  /// or doubles when the variable doubles, and what else there is stays.
  private static func inverted(_ variable: VariableName, isDivided: Bool) -> Hypothesis {
    let (done, wanted) = isDivided ? ("divided", "multiplied") : ("multiplied", "divided")
    return Hypothesis(
      .terms, "the part with \(variable.quoted) is \(done) by it, where it should be \(wanted)",
      place: .at([variable.quoted, done]), needs: 2
    ) { observation in
      guard observation.isWrong else { return 0 }
      guard observation.hasRightShape, let value = observation.other(variable) else { return nil }
      if isDivided, observation.isInfinite(whereZero: value) { return 0 }
      for factors in Observation.broadcasts(of: value, to: observation.shape) {
        // To divide by 1 is to multiply by it.
        if factors.contains(where: { abs(abs($0) - 1) < 1e-3 }) { return 0 }
        let rest = observation.rest(where: factors.map { isDivided ? 1 / ($0 * $0) : $0 * $0 })
        let grown = zip(rest, observation.given).map { $0 + (isDivided ? 0.5 : 2) * ($1 - $0) }
        guard grown.allSatisfy(\.isFinite), !observation.matches(grown),
          observation.gives(
            Tensor(shape: observation.shape, grown), changing: [variable: 2 * value])
        else { continue }
        return rest.allSatisfy { observation.isNear($0, 0) } ? 0 : observation.deviating.count
      }
      return nil
    }
  }

  private static func sentence(
    _ variable: VariableName, _ factor: Factor, _ slip: Slip
  ) -> String {
    let (one, other) = factor.names
    let what =
      if case .over(let size) = factor { "divided by \(size)" } else { "multiplied by \(one)" }
    return switch slip {
    case .missing: "the part with \(variable.quoted) is not \(what): are parentheses missing?"
    case .surplus:
      "the part with \(variable.quoted) is \(what), and should not be: do parentheses reach too far?"
    case .complement: "\(variable.quoted) is multiplied by \(one), where \(other) belongs"
    }
  }
}

extension Observation {
  /// What there is beside a term that is so many times what it should be: given = rest + term, and
  /// wanted = rest + term / excess.
  fileprivate func rest(where excess: [Double]) -> [Double] {
    wanted.indices.map { place in
      let (given, wanted) = (given[place], wanted[place])
      return given == wanted ? given : given - (given - wanted) / (1 - 1 / excess[place])
    }
  }
}
