import FlatBackprop

/// Finds out why a line is wrong: which single mistake agrees with everything that was observed.
///
/// Nothing here knows a formula. A gradient is the sum of what its paths contribute, and a mistake
/// is a change to one of them, to their sum, to what the line reads, or to the order of the
/// entries.
public enum Diagnosis {
  /// All families of causes.
  static let families: [any Hypothesis.Type] = [
    PrecisionSlip.self, SignSlip.self, PathSlip.self, ScaleFactor.self, AxisSlip.self,
    MaskSlip.self, Exchange.self, CrossedExchange.self, StepSlip.self, FunctionForAnother.self,
    AnotherDerivative.self, ReductionForAnother.self, MaximumForSum.self, AnotherOperator.self,
    Unread.self, Substitution.self, VariableFactor.self, RepeatedTerm.self, InnerFunction.self,
    OutsideRoot.self, AddedConstant.self, ConstantOffset.self, Misplaced.self, TermSlip.self,
    TermFactor.self, RightWhere.self, LocalGradient.self, RowSums.self,
  ]

  /// The most telling hypothesis that agrees with every observation, and that has no rival.
  ///
  /// An observation on a special case can refute a hypothesis but does not decide in favor of one,
  /// unless the line is right on all other cases.
  public static func cause(of observations: [Observation]) -> (any Hypothesis)? {
    // A case shows nothing if the only entries that are off are those where several values are
    // right.
    var observations = observations.filter {
      !$0.isWrong || $0.hasCrashed || $0.largestDeviation > 0
    }
    let wrong = observations.filter { $0.isWrong && !$0.hasCrashed }
    guard !wrong.isEmpty else { return nil }
    // Right values are exact to the last digits, so they refute even a small predicted error.
    let finest = wrong.map(\.precision).min() ?? Observation.coarsest
    for index in observations.indices where !observations[index].isWrong {
      observations[index].precision = finest
    }
    let isTold = wrong.contains { !$0.isSpecial }
    for index in observations.indices where isTold && observations[index].isWrong {
      observations[index].isHeard = !observations[index].isSpecial
    }
    guard
      let first = observations.first(where: { $0.isWrong && $0.isHeard && !$0.hasCrashed })
    else { return nil }
    var candidates = families.flatMap { Self.candidates(of: $0, for: first) }
    // If a line is almost right, only the size of its error is known: no exchanged variable and no
    // missing path makes an error that small.
    if wrong.allSatisfy(\.isAllButRight) {
      candidates = candidates.filter { [Rank.precision, .numbers].contains($0.rank) }
    }
    return cause(of: observations, candidates: candidates)
  }

  private static func candidates<Family: Hypothesis>(
    of family: Family.Type, for observation: Observation
  ) -> [any Hypothesis] {
    family.candidates(for: observation)
  }

  private static func cause(
    of observations: [Observation], candidates: [any Hypothesis]
  ) -> (any Hypothesis)? {
    let candidates = Dictionary(grouping: candidates, by: \.rank)
    for rank in Rank.allCases {
      var agreeing: [any Hypothesis] = []
      for candidate in candidates[rank] ?? [] where agrees(candidate, observations) {
        agreeing.append(candidate)
      }
      guard let first = agreeing.first else { continue }
      if let rank = first.moreCareful,
        let careful = candidates[rank]?.first(where: { agrees($0, observations) })
      {
        return careful
      }
      if agreeing.allSatisfy({ $0.place == first.place }) { return first }
      // Fall back on a weaker hypothesis, which says what the rivals have in common.
      let weak = [Rank.crossed, .twice, .multiple, .unread, .unreadLabels, .local].filter {
        $0.rawValue > rank.rawValue
      }
      for rank in weak {
        if let common = candidates[rank]?.first(where: { agrees($0, observations) }) {
          return common
        }
      }
      return nil
    }
    return nil
  }

  private static func agrees(
    _ hypothesis: any Hypothesis, _ observations: [Observation]
  ) -> Bool {
    var (evidence, heard) = (0, 0)
    for observation in observations {
      if observation.hasCrashed, !hypothesis.canExplainCrash(in: observation) { return false }
      guard let more = hypothesis.evidence(in: observation) else { return false }
      evidence += more
      if observation.isHeard { heard += more }
    }
    return evidence >= hypothesis.neededEvidence && heard > 0
      && hypothesis.isShown(by: observations)
  }
}
