import FlatBackprop

/// The line never reads something that it should depend on.
struct Unread: Hypothesis {
  let names: [VariableName]

  let kind: Kind

  enum Kind {
    case variables

    /// That a line is right only at the labels' column, say, is more telling.
    case labels

    /// A gradient may depend on a number like an ε through what is computed from it, and a
    /// division by that is more telling.
    case settings
  }

  static func candidates(for observation: Observation) -> [Unread] {
    let names = observation.unread
    return ((names.count > 1 ? [names] : []) + names.map { [$0] }).map {
      Unread(names: $0, kind: kind(of: $0, in: observation))
    }
  }

  private static func kind(of names: [VariableName], in observation: Observation) -> Kind {
    if observation.labels.isSuperset(of: names) { return .labels }
    let areSettings = names.allSatisfy { name in
      observation.properties.contains { $0.number == name }
    }
    return areSettings && !observation.paths.isEmpty ? .settings : .variables
  }

  var rank: Rank {
    switch kind {
    case .variables: .unread
    case .labels: .unreadLabels
    case .settings: .unreadSettings
    }
  }

  func evidence(in observation: Observation) -> Int? {
    guard observation.reads.isDisjoint(with: names) else { return nil }
    // If the line gives no finite numbers, it is not known what it reads.
    guard observation.isWrong, !observation.hasCrashed, observation.given.allSatisfy(\.isFinite)
    else { return 0 }
    guard observation.dependencies.union(observation.labels).isSuperset(of: names) else {
      return nil
    }
    let unread = names.filter(observation.unread.contains)
    return unread.isEmpty ? 0 : unread.contains { isUsed($0, in: observation) } ? nil : 1
  }

  /// Whether the line does use a variable, but times 0. A finite change does not show then, but a
  /// NaN does.
  private func isUsed(_ name: VariableName, in observation: Observation) -> Bool {
    guard observation.subject != nil, let variable = observation.variable(name),
      variable.isChangeable
    else { return false }
    let value = variable.value
    return !observation.gives(observation.value, changing: [name: value.map { _ in .nan }])
  }

  /// That a line does not read something is true of it wherever it comes to an end.
  func canExplainCrash(in observation: Observation) -> Bool { true }

  var sentence: String { "it does not use \(VariableName.list(names))" }
}
