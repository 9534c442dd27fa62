import FlatBackprop

/// Finds out why a line is wrong: which single mistake agrees with everything that was observed.
///
/// Nothing here knows a formula of the course. A gradient is the sum of what its paths contribute,
/// and a mistake is a change to one of them, to their sum, to what the line reads, or to the order of
/// the entries.
public enum Diagnosis {
  /// All families of causes, each with the hypotheses that it has about a wrong line.
  private static var families: [(Observation) -> [Hypothesis]] {
    [
      PrecisionSlip.candidates, SignSlip.candidates, IntegerDivision.candidates,
      PathSlip.candidates, ScaleFactor.candidates, AxisSlip.candidates, MaskSlip.candidates,
      Exchange.candidates, CrossedExchange.candidates, StepSlip.candidates,
      FunctionForAnother.candidates, AnotherDerivative.candidates, InverseFactor.candidates,
      ReductionForAnother.candidates, MaximumForSum.candidates, AnotherOperator.candidates,
      Unread.candidates, Substitution.candidates, VariableFactor.candidates,
      RepeatedTerm.candidates, InnerFunction.candidates, OutsideRoot.candidates,
      AddedConstant.candidates, ConstantOffset.candidates, Misplaced.candidates,
      TermSlip.candidates, TermFactor.candidates, RightWhere.candidates, LocalGradient.candidates,
      RowSums.candidates,
    ]
  }

  /// The most telling hypothesis that agrees with every observation, and that has no rival.
  ///
  /// An observation on a special case can refute a hypothesis but does not decide in favor of one,
  /// unless the line is right on all other cases.
  public static func cause(of observations: [Observation]) -> Hypothesis? {
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
    let hasOrdinaryCase = wrong.contains { !$0.isSpecial }
    for index in observations.indices where hasOrdinaryCase && observations[index].isWrong {
      observations[index].isHeard = !observations[index].isSpecial
    }
    guard
      let first = observations.first(where: { $0.isWrong && $0.isHeard && !$0.hasCrashed })
    else { return nil }
    var candidates = families.flatMap { $0(first) }
    // If a line is almost right, only the size of its error is known: no exchanged variable and no
    // missing path makes an error that small.
    if wrong.allSatisfy(\.isAllButRight) {
      candidates = candidates.filter { [Rank.precision, .numbers].contains($0.rank) }
    }
    return cause(of: observations, candidates: candidates)
  }

  private static func cause(
    of observations: [Observation], candidates: [Hypothesis]
  ) -> Hypothesis? {
    let candidates = Dictionary(grouping: candidates, by: \.rank)
    for rank in Rank.allCases {
      let agreeing = (candidates[rank] ?? []).filter { agrees($0, observations) }
      guard let first = agreeing.first else { continue }
      if let rank = first.moreCareful,
        let careful = candidates[rank]?.first(where: { agrees($0, observations) })
      {
        return careful
      }
      if agreeing.allSatisfy({ $0.place == first.place }) { return first }
      let weaker = Rank.fallbacks.filter { $0.rawValue > rank.rawValue }
      return weaker.lazy.compactMap { rank in
        candidates[rank]?.first { agrees($0, observations) }
      }.first
    }
    return nil
  }

  private static func agrees(
    _ hypothesis: Hypothesis, _ observations: [Observation]
  ) -> Bool {
    var (evidence, heard) = (0, 0)
    for observation in observations {
      if observation.hasCrashed, !hypothesis.explainsCrash(observation) { return false }
      guard let more = hypothesis.evidence(observation) else { return false }
      evidence += more
      if observation.isHeard { heard += more }
    }
    return evidence >= hypothesis.neededEvidence && heard > 0
      && hypothesis.isShown(observations)
  }
}
