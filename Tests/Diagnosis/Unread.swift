import FlatBackprop

/// The line never reads something that it should depend on.
struct Unread: Hypothesis {
  let names: [VariableName]

  static func candidates(for observation: Observation) -> [Unread] {
    let names = observation.unread
    return (names.count > 1 ? [Unread(names: names)] : []) + names.map { Unread(names: [$0]) }
  }

  var rank: Rank { .unread }

  func evidence(in observation: Observation) -> Int? {
    guard observation.reads.isDisjoint(with: names) else { return nil }
    // If the line gives no finite numbers, it is not known what it reads.
    guard observation.isWrong, observation.given.allSatisfy(\.isFinite) else { return 0 }
    guard observation.dependencies.isSuperset(of: names) else { return nil }
    let unread = names.filter(observation.unread.contains)
    return unread.isEmpty ? 0 : unread.contains { isUsed($0, in: observation) } ? nil : 1
  }

  /// Whether the line does use a variable, but times 0. A finite change does not show then, but a
  /// NaN does.
  private func isUsed(_ name: VariableName, in observation: Observation) -> Bool {
    guard observation.subject != nil, let value = observation.other(name) else { return false }
    return !observation.gives(observation.value, changing: [name: value.map { _ in .nan }])
  }

  var sentence: String { "it does not use \(VariableName.list(names))" }
}
