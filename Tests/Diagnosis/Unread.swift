import FlatBackprop

/// The line never reads something that it should depend on.
enum Unread {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    let names = observation.unread
    return ((names.count > 1 ? [names] : []) + names.map { [$0] }).map {
      hypothesis($0, rank(of: $0, in: observation))
    }
  }

  private static func rank(of names: [VariableName], in observation: Observation) -> Rank {
    // That a line is right only at the labels' column, say, is more telling.
    if observation.labels.isSuperset(of: names) { return .unreadLabels }
    // A gradient may depend on a number like an ε through what is computed from it, and a division by
    // that is more telling.
    let areSettings = names.allSatisfy { name in
      observation.properties.contains { $0.number == name }
    }
    return areSettings && !observation.paths.isEmpty ? .unreadSettings : .unread
  }

  private static func hypothesis(_ names: [VariableName], _ rank: Rank) -> Hypothesis {
    // A line that does not read something does not read it where it crashes, either.
    Hypothesis(rank, "it does not use \(VariableName.list(names))", explainsCrash: { _ in true }) {
      observation in
      guard observation.reads.isDisjoint(with: names) else { return nil }
      // If the line gives no finite numbers, it is not known what it reads.
      guard observation.isWrong, !observation.hasCrashed, observation.given.allSatisfy(\.isFinite)
      else { return 0 }
      guard observation.dependencies.union(observation.labels).isSuperset(of: names) else {
        return nil
      }
      // To ignore an upstream gradient of ones changes nothing: this case does not show it.
      if names.contains(where: observation.areOnes(arrivingAt:)) { return 0 }
      let unread = names.filter(observation.unread.contains)
      return unread.isEmpty ? 0 : unread.contains { isUsed($0, in: observation) } ? nil : 1
    }
  }

  /// Whether the line does use a variable, but times 0. A finite change does not show then, but a
  /// NaN does.
  private static func isUsed(_ name: VariableName, in observation: Observation) -> Bool {
    guard observation.subject != nil, let variable = observation.variable(name),
      variable.isChangeable
    else { return false }
    let value = variable.value
    return !observation.gives(observation.value, changing: [name: value.map { _ in .nan }])
  }
}
