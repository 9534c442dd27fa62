import FlatBackprop

/// The variables of two products are crossed: with `a v + b w` in place of `a w + b v`, the line is
/// right when `a` and `b` are exchanged, and also when `v` and `w` are.
struct CrossedExchange: Hypothesis {
  let one: Pair
  let other: Pair

  struct Pair: Hashable, Sendable {
    let first: VariableName
    let second: VariableName

    var exchange: Exchange { .swapped(first, second) }
    var text: String { "\(first.quoted) and \(second.quoted)" }
  }

  static func candidates(for observation: Observation) -> [CrossedExchange] {
    let names = observation.changeable.map(\.name).filter(observation.reads.contains).sorted()
    let pairs = names.indices.flatMap { index in
      names[(index + 1)...].map { Pair(first: names[index], second: $0) }
    }
    return pairs.indices.flatMap { index in
      pairs[(index + 1)...].filter {
        Set([$0.first, $0.second]).isDisjoint(with: [pairs[index].first, pairs[index].second])
      }.map { CrossedExchange(one: pairs[index], other: $0) }
    }
  }

  /// Comes in where the two exchanges are rivals.
  var rank: Rank { .crossed }
  var place: AnyHashable { self }

  func evidence(in observation: Observation) -> Int? {
    guard let evidence = one.exchange.evidence(in: observation),
      let more = other.exchange.evidence(in: observation)
    else { return nil }
    return min(evidence, more)
  }

  var sentence: String { "either \(one.text) are swapped, or \(other.text)" }
}
