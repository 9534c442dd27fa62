import FlatBackprop

/// One term of several has a factor too many, or lacks one that the others have, as when
/// parentheses are missing: `x - mean * scale` in place of `(x - mean) * scale`.
struct TermFactor: Hypothesis {
  let term: Term
  let factor: Factor
  let slip: Slip

  /// What is added or subtracted: a variable, or the sum of its squares.
  enum Term: Hashable, Sendable {
    case variable(VariableName)
    case squares(VariableName)

    var name: VariableName {
      switch self {
      case .variable(let name), .squares(let name): name
      }
    }
  }

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
  }

  static func candidates(for observation: Observation) -> [TermFactor] {
    guard observation.hasRightShape else { return [] }
    let read = observation.changeable.filter {
      observation.reads.contains($0.name) && observation.mayDepend(on: $0.name)
    }
    let terms = read.map { one -> Term in
      observation.shape.isEmpty && one.value.rank > 0 ? .squares(one.name) : .variable(one.name)
    }
    let sizes = observation.sizes.map { Factor.over($0.name) }
    var all: [TermFactor] = []
    for term in terms {
      let others = read.map(\.name).filter { $0 != term.name }
      let variables = others.flatMap { [Factor.variable($0), .complement($0)] }
      for factor in variables + sizes {
        all.append(TermFactor(term: term, factor: factor, slip: .missing))
        all.append(TermFactor(term: term, factor: factor, slip: .surplus))
      }
      all += variables.map { TermFactor(term: term, factor: $0, slip: .complement) }
    }
    return all
  }

  var rank: Rank { .terms }
  var place: AnyHashable { self }
  var neededEvidence: Int { 3 }

  /// The line must be off by just what the slip makes it, and without the term it must give what
  /// is left.
  func evidence(in observation: Observation) -> Int? {
    guard observation.isWrong else { return 0 }
    guard observation.hasRightShape, let value = observation.other(term.name) else { return nil }
    for terms in self.terms(in: observation, value) {
      for factors in self.factors(in: observation) {
        for sign in [1.0, -1] {
          let given = terms.indices.map { sign * terms[$0] * (slip == .missing ? 1 : factors[$0]) }
          let right = terms.indices.map { place in
            sign * terms[place]
              * (slip == .missing
                ? factors[place] : slip == .surplus ? 1 : 1 - factors[place])
          }
          let prediction = observation.wanted.indices.map {
            observation.wanted[$0] + given[$0] - right[$0]
          }
          guard observation.matches(prediction) else { continue }
          let rest = observation.given.indices.map { observation.given[$0] - given[$0] }
          // What is all there is shows nothing about a term among others.
          if rest.allSatisfy({ observation.isNear($0, 0) }) { return 0 }
          let isAdded = observation.gives(
            Tensor(shape: observation.shape, rest), changing: [term.name: .zeros(value.shape)])
          if isAdded { return observation.deviating.count }
        }
      }
    }
    return nil
  }

  private func terms(in observation: Observation, _ value: Tensor) -> [[Double]] {
    switch term {
    case .variable: Observation.broadcasts(of: value, to: observation.shape)
    case .squares:
      observation.shape.isEmpty ? [[value.elements.reduce(0) { $0 + $1 * $1 }]] : []
    }
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
      return "the part with \(term.name.quoted) is not \(factor): are parentheses missing?"
    case .surplus:
      return "the part with \(term.name.quoted) is \(factor), and should not be: do parentheses "
        + "reach too far?"
    case .complement:
      let (one, other) = self.factor.names
      return "\(term.name.quoted) is multiplied by \(one), where \(other) belongs"
    }
  }
}
