import FlatBackprop

/// The maximum of a variable along an axis is taken where its sum belongs.
enum MaximumForSum {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    observation.changeable.filter { observation.reads.contains($0.name) }.flatMap { variable in
      variable.value.shape.indices.map { hypothesis(variable.name, axis: $0) }
    }
  }

  private static func hypothesis(_ name: VariableName, axis: Int) -> Hypothesis {
    /// Each number is replaced by the sum of all, so that the maximum gives the sum.
    func changes(in observation: Observation) -> Hypothesis.Changes? {
      guard let value = observation.other(name), value.rank > axis, value.shape[axis] > 1 else {
        return nil
      }
      return [name: value.sum(axis: axis).expand(axis: axis, count: value.shape[axis])]
    }
    return Hypothesis(
      .innerFunctions,
      "the maximum of \(name.quoted) along axis \(axis) is taken, where its sum belongs",
      place: .at(name), changing: changes
    ) { observation in
      guard isMaximum(name, axis, in: observation), let changes = changes(in: observation) else {
        return nil
      }
      // A line that only compares does not see how large the sum is.
      return observation.isRepaired(by: changes.mapValues { 1.1 * $0 }) ? nil : 1
    }
  }

  /// Whether the line stays as it is when all numbers but the largest become smaller.
  private static func isMaximum(
    _ name: VariableName, _ axis: Int, in observation: Observation
  ) -> Bool {
    guard let value = observation.other(name) else { return false }
    let largest = value.max(axis: axis).expand(axis: axis, count: value.shape[axis])
    let lower = value + 1.5 * (value - largest)
    return observation.gives(observation.value, changing: [name: lower])
  }
}
