import FlatBackprop

/// The variables of two products are crossed: with `a v + b w` in place of `a w + b v`, the line is
/// right when `a` and `b` are exchanged, and also when `v` and `w` are.
enum CrossedExchange {
  private typealias Pair = (first: VariableName, second: VariableName)

  static func candidates(for observation: Observation) -> [Hypothesis] {
    let names = observation.changeable.map(\.name).filter(observation.reads.contains).sorted()
    let pairs = names.indices.flatMap { index in
      names[(index + 1)...].map { (first: names[index], second: $0) }
    }
    return pairs.indices.flatMap { index in
      let one = pairs[index]
      return pairs[(index + 1)...].filter {
        Set([$0.first, $0.second]).isDisjoint(with: [one.first, one.second])
      }.map { either(one, $0) }
    }
  }

  /// Told in place of the two exchanges where they are rivals.
  private static func either(_ one: Pair, _ other: Pair) -> Hypothesis {
    func text(_ pair: Pair) -> String { "\(pair.first.quoted) and \(pair.second.quoted)" }
    let exchanges = [one, other].map { Exchange.swapped($0.first, $0.second) }
    return Hypothesis(
      .crossed, "either \(text(one)) are swapped, or \(text(other))", place: .itsOwn
    ) { observation in
      let evidence = exchanges.compactMap { $0.evidence(observation) }
      return evidence.count == 2 ? evidence.min() : nil
    }
  }
}
