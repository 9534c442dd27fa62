import FlatBackprop

/// The maximum of a variable along an axis is taken where its sum belongs.
struct MaximumForSum: Hypothesis {
  let name: VariableName
  let axis: Int

  static func candidates(for observation: Observation) -> [MaximumForSum] {
    observation.changeable.filter { observation.reads.contains($0.name) }.flatMap { variable in
      variable.value.shape.indices.map { MaximumForSum(name: variable.name, axis: $0) }
    }
  }

  var rank: Rank { .innerFunctions }
  var place: AnyHashable { name }

  /// If every number is the sum of all, the sum is the maximum.
  func changes(in observation: Observation) -> [VariableName: Tensor]? {
    guard let value = observation.other(name), value.rank > axis, value.shape[axis] > 1 else {
      return nil
    }
    return [name: value.sum(axis: axis).expand(axis: axis, count: value.shape[axis])]
  }

  func evidence(in observation: Observation) -> Int? {
    guard let evidence = experimentEvidence(in: observation), evidence > 0 else {
      return experimentEvidence(in: observation)
    }
    guard isMaximum(in: observation), let changes = changes(in: observation) else { return nil }
    // A line that only compares does not see how large the sum is.
    return observation.isRepaired(by: changes.mapValues { 1.1 * $0 }) ? nil : evidence
  }

  /// Whether the line stays as it is when all numbers but the largest become smaller.
  private func isMaximum(in observation: Observation) -> Bool {
    guard let value = observation.other(name) else { return false }
    let largest = value.max(axis: axis).expand(axis: axis, count: value.shape[axis])
    let lower = value + 1.5 * (value - largest)
    return observation.gives(observation.value, changing: [name: lower])
  }

  var sentence: String {
    "the maximum of \(name.quoted) along axis \(axis) is taken, where its sum belongs"
  }
}
