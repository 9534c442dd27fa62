import FlatBackprop

/// A possible cause of a line's error: what the student is told, and how it is put to the test.
///
/// A hypothesis mentions no number that belongs to a single case, or one that was fitted on a case and
/// must hold on the others. So it can be tested on all of them, and only one that agrees with every
/// observation is told.
public struct Hypothesis {
  /// The end of a message: "its sign is wrong".
  public var sentence: String { text() }

  /// How telling the hypothesis is compared with others that agree with the same observations.
  let rank: Rank

  /// How many entries must support the hypothesis. One that was picked from many candidates, or
  /// that fits a number of its own, needs more than one.
  let neededEvidence: Int

  /// The rank of a more cautious hypothesis, which is preferred if it agrees, too: a factor of 2
  /// need not come from a size that happens to be 2 in every case.
  let moreCareful: Rank?

  /// How strongly an observation supports the hypothesis, usually as the number of wrong entries
  /// that it explains; 0 if it makes no difference here, and `nil` if the observation refutes it.
  let evidence: (Observation) -> Int?

  /// Whether the hypothesis may explain a crash. As a rule only an experiment can show that.
  let explainsCrash: (Observation) -> Bool

  /// Whether the observations, each of which agrees, establish the hypothesis together. For a mask,
  /// one case may show what it passes, and another what it stops.
  let isShown: ([Observation]) -> Bool

  private let text: () -> String
  private let target: Place

  /// Where a hypothesis sends the student. Two hypotheses of one rank that agree with everything
  /// but send the student to different places are rivals, and neither is told.
  enum Place {
    /// To one place, which all of its rank that say so share.
    case ofItsRank

    /// To a place that no other hypothesis sends to.
    case itsOwn

    case at(AnyHashable)
  }

  var place: AnyHashable {
    switch target {
    case .ofItsRank: rank
    case .itsOwn: sentence
    case .at(let place): place
    }
  }

  /// A hypothesis that follows from what a line gave.
  init(
    _ rank: Rank, _ sentence: @autoclosure @escaping () -> String, place: Place = .ofItsRank,
    needs neededEvidence: Int = 1, moreCareful: Rank? = nil,
    explainsCrash: @escaping (Observation) -> Bool = { _ in false },
    isShown: @escaping ([Observation]) -> Bool = { _ in true },
    evidence: @escaping (Observation) -> Int?
  ) {
    (self.rank, text, target) = (rank, sentence, place)
    (self.neededEvidence, self.moreCareful) = (neededEvidence, moreCareful)
    (self.evidence, self.explainsCrash, self.isShown) = (evidence, explainsCrash, isShown)
  }

  /// A hypothesis that an experiment tests: the line must give the right value once its inputs are
  /// changed, even on the cases where it is right already.
  /// - Parameters:
  ///   - names: The variables that it is about, beside those that are changed.
  ///   - changes: The inputs with which the line should give the right value; `nil` if the
  ///     hypothesis cannot be tested on a case, or if these are the inputs it already has.
  ///   - weigh: The evidence that counts when the experiment has repaired a wrong line.
  init(
    _ rank: Rank, _ sentence: @autoclosure @escaping () -> String, place: Place = .ofItsRank,
    needs neededEvidence: Int = 1, isShown: @escaping ([Observation]) -> Bool = { _ in true },
    about names: [VariableName] = [], changing changes: @escaping (Observation) -> Changes?,
    weighing weigh: @escaping (Observation) -> Int? = { _ in 1 }
  ) {
    self.init(
      rank, sentence(), place: place, needs: neededEvidence,
      explainsCrash: { changes($0) != nil }, isShown: isShown
    ) { observation in
      let changed = changes(observation)
      guard let evidence = observation.experiment(changed) else { return nil }
      guard evidence > 0 else { return 0 }
      let weight = weigh(observation)
      guard let weight, weight > 0 else { return weight }
      let concerned = Set(names).union(changed?.keys.map { $0 } ?? [])
      return observation.staysRepaired(moving: concerned, by: changes) ? weight : nil
    }
  }

  /// What a line receives instead, by name.
  typealias Changes = [VariableName: Tensor]
}
