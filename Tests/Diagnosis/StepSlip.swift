// Slips with the steps of a loop over time.

extension Cause {
  /// What went wrong with the steps.
  public enum StepSlip: Hashable, Sendable {
    /// Of all steps that use the variable, only one has a share.
    case onlyOne(isLast: Bool)

    /// A line of the loop stands where another belongs, at every step: `x(t)` where `x(t−1)` does.
    case mixedUp(used: String, wanted: String, distance: Int)

    /// A sequence is read from its end to its start.
    case backwards(String)
  }
}

extension Cause.StepSlip {
  var sentence: String {
    switch self {
    case .onlyOne(let isLast):
      "it is the share of the \(isLast ? "last" : "first") step alone: every step uses the variable"
    case .mixedUp(let used, let wanted, let distance):
      "\"\(used)(t)\" seems to stand where \"\(wanted)(t"
        + (distance == 0 ? "" : distance > 0 ? "+\(distance)" : "−\(-distance)") + ")\" belongs"
    case .backwards(let name): "the steps of \"\(name)\" go in in reverse order"
    }
  }
}

extension Check {
  var stepCauses: [Cause] {
    isUsedAtEveryStep
      ? [.steps(.onlyOne(isLast: true)), .steps(.onlyOne(isLast: false))] : []
  }

  /// Whether the steps of one loop read the variable, and nothing else does.
  private var isUsedAtEveryStep: Bool {
    let loops = suspect.paths.map { $0.reader.prefix { $0 != "(" } }
    return Set(loops).count == 1 && suspect.paths.allSatisfy { $0.reader.hasSuffix(")") }
  }

  func evidence(forSteps slip: Cause.StepSlip) -> Int? {
    guard case .onlyOne(let isLast) = slip else { return evidence(ofExperiment: .steps(slip)) }
    // The paths come in the order of the steps. On a case of a single step, nothing can be left out.
    if !suspect.isWrong, suspect.paths.count == 1 { return 0 }
    guard isUsedAtEveryStep, hasRightShape,
      let only = isLast ? suspect.paths.last : suspect.paths.first,
      matches(only.contribution.elements)
    else { return nil }
    return suspect.paths.count > 1 && suspect.isWrong ? value.count : 0
  }
}
