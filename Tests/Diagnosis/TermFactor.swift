import FlatBackprop

/// One term of several has a factor too many, or lacks one that the others have, as when
/// parentheses are missing: `x - mean * scale` in place of `(x - mean) * scale`.
struct TermFactor: Hypothesis {
  /// A variable of the term: without it, the term is 0.
  let variable: VariableName
  let factor: Factor
  let slip: Slip

  enum Factor: Hashable, Sendable {
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
  }

  enum Slip: Hashable, Sendable {
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

  static func candidates(for observation: Observation) -> [TermFactor] {
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
      return factors.flatMap { factor in
        [Slip.missing, .surplus, .complement].map { TermFactor(variable, factor, $0) }
      }
        + sizes.flatMap {
          [TermFactor(variable, $0, .missing), TermFactor(variable, $0, .surplus)]
        }
    }
  }

  private init(_ variable: VariableName, _ factor: Factor, _ slip: Slip) {
    (self.variable, self.factor, self.slip) = (variable, factor, slip)
  }

  var rank: Rank { .terms }

  /// A term can have several variables.
  var place: AnyHashable { [factor, slip] as [AnyHashable] }
  var neededEvidence: Int { 3 }

  /// From the factor and the error follow the term and what else there is, which must be left when
  /// the variable is 0.
  func evidence(in observation: Observation) -> Int? {
    guard observation.isWrong else { return 0 }
    guard observation.hasRightShape, let value = observation.other(variable) else { return nil }
    for factors in factors(in: observation) {
      let excess = factors.map(slip.excess)
      // given = rest + term, and wanted = rest + term / excess.
      let rest = observation.wanted.indices.map { place in
        let (given, wanted) = (observation.given[place], observation.wanted[place])
        return given == wanted ? given : given - (given - wanted) / (1 - 1 / excess[place])
      }
      guard rest.allSatisfy(\.isFinite),
        observation.gives(
          Tensor(shape: observation.shape, rest), changing: [variable: .zeros(value.shape)])
      else { continue }
      // What is all there is shows nothing about a term among others, nor does a term times 0.
      return rest.allSatisfy { observation.isNear($0, 0) }
        ? 0 : observation.deviating.count { excess[$0] != 0 }
    }
    return nil
  }

  private func factors(in observation: Observation) -> [[Double]] {
    func broadcasts(_ name: VariableName) -> [[Double]] {
      observation.other(name).map { Observation.broadcasts(of: $0, to: observation.shape) } ?? []
    }
    switch factor {
    case .variable(let name): return broadcasts(name)
    case .complement(let name): return broadcasts(name).map { $0.map { 1 - $0 } }
    case .over(let letter):
      let size = observation.sizes.first { $0.name == letter }?.size ?? 0
      return size > 0 ? [observation.wanted.map { _ in 1 / Double(size) }] : []
    }
  }

  var sentence: String {
    let factor =
      switch factor {
      case .variable, .complement: "multiplied by \(factor.names.itself)"
      case .over(let size): "divided by \(size)"
      }
    switch slip {
    case .missing:
      return "the part with \(variable.quoted) is not \(factor): are parentheses missing?"
    case .surplus:
      return "the part with \(variable.quoted) is \(factor), and should not be: do parentheses "
        + "reach too far?"
    case .complement:
      let (one, other) = self.factor.names
      return "\(variable.quoted) is multiplied by \(one), where \(other) belongs"
    }
  }
}
