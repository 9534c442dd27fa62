import FlatBackprop

/// The line never looks at what it depends on.
struct Unread: Hypothesis {
  let names: [VariableName]

  static func candidates(for observation: Observation) -> [Unread] {
    let names = observation.unread
    return (names.count > 1 ? [Unread(names: names)] : []) + names.map { Unread(names: [$0]) }
  }

  var rank: Rank { .unread }

  func evidence(in observation: Observation) -> Int? {
    guard observation.reads.isDisjoint(with: names) else { return nil }
    // What the line looks at cannot be seen where it gives no number.
    guard observation.isWrong, observation.given.allSatisfy(\.isFinite) else { return 0 }
    guard observation.dependencies.isSuperset(of: names) else { return nil }
    return names.contains(where: observation.unread.contains) ? 1 : 0
  }

  var sentence: String { "it does not use \(VariableName.list(names))" }
}
