import Diagnosis
import FlatBackprop
import GradientCheck

// Experiments on lines that read the lines of a loop over time.

extension Facts {
  /// The slips with steps worth putting to the test on a line that reads some variables.
  static func stepExperiments(on reads: Set<String>, _ values: [String: Tensor]) -> [Cause] {
    var slips: [Cause.StepSlip] = []
    let lines = Set(values.keys.compactMap { Steps.step(of: $0)?.base }).sorted()
    for used in lines where reads.contains(where: { Steps.step(of: $0)?.base == used }) {
      for wanted in lines {
        for distance in used == wanted ? [-1, 1] : [0, -1, 1] {
          slips.append(.mixedUp(used: used, wanted: wanted, distance: distance))
        }
      }
    }
    slips += reads.sorted().filter { values[$0]?.rank == 3 }.map { .backwards($0) }
    return slips.map { .steps($0) }
  }

  /// What a line would have to receive instead; `nil` where that changes nothing.
  static func stepChanges(
    for slip: Cause.StepSlip, _ values: [String: Tensor]
  ) -> [String: Tensor]? {
    switch slip {
    case .onlyOne: return nil
    case .backwards(let name):
      guard let value = values[name], value.rank == 3, value.shape[0] > 1 else { return nil }
      return [
        name: Tensor(
          stacking: (0..<value.shape[0]).reversed().map { value.slice(axis: 0, at: $0) })
      ]
    case .mixedUp(let used, let wanted, let distance):
      var changes: [String: Tensor] = [:]
      for (name, value) in values {
        guard let (base, step) = Steps.step(of: name), base == used else { continue }
        let other = Steps.name(wanted, step + distance)
        guard let right = values[other] ?? (step + distance == 0 ? values["\(wanted)0"] : nil),
          right.shape == value.shape
        else { continue }
        changes[name] = right
      }
      // The state before the first step is an input.
      if distance == 1, used == wanted, let first = values[Steps.name(wanted, 1)] {
        if values["\(used)0"]?.shape == first.shape { changes["\(used)0"] = first }
      }
      return changes.isEmpty ? nil : changes
    }
  }
}

extension Steps {
  static func name(_ base: String, _ step: Int) -> String { "\(base)(\(step))" }

  /// Whether a line stands at the first or the last step of its loop.
  func properties(of run: Expected.Run) -> [Suspect.Property] {
    guard let (base, step) = own else { return [] }
    let last = run.lines.filter { $0.name.base == base }.compactMap(\.name.step).max()
    return [
      Suspect.Property("t is 1", step == 1, .step),
      Suspect.Property("t is the last step", step == last, .step),
    ]
  }
}
