import FlatBackprop

/// A possible cause of a line's error.
///
/// Each family of causes is one type, which holds everything about it: which candidates to
/// consider, what each of them predicts or how it is tested, and what the student is told.
///
/// A hypothesis mentions no number that belongs to a single case, so that it can be checked against
/// all of them. Only one that agrees with every observation is reported.
public protocol Hypothesis: Hashable, Sendable {
  /// The hypotheses to consider for a wrong line.
  static func candidates(for observation: Observation) -> [Self]

  /// How telling the hypothesis is compared with others that agree with the same observations.
  var rank: Rank { get }

  /// How strongly an observation supports the hypothesis, usually as the number of wrong entries
  /// that it explains; 0 if it makes no difference here, and `nil` if the observation refutes it.
  func evidence(in observation: Observation) -> Int?

  /// How many entries must support the hypothesis. One that was picked from many candidates, or
  /// that fits a number of its own, needs more than one.
  var neededEvidence: Int { get }

  /// Whether the observations, each of which agrees, establish the hypothesis together. For a mask,
  /// one case may show what it passes, and another what it stops.
  func isShown(by observations: [Observation]) -> Bool

  /// The inputs with which the line should give the right value; `nil` if the hypothesis cannot be
  /// tested here, or if these are the inputs it already has.
  func changes(in observation: Observation) -> [VariableName: Tensor]?

  /// Whether the hypothesis may explain a crash. Only an experiment can show that.
  func canExplainCrash(in observation: Observation) -> Bool

  /// Where the hypothesis sends the student. Two hypotheses of one rank that agree with everything
  /// but send the student to different places are rivals, and neither is reported.
  var place: AnyHashable { get }

  /// The rank of a more cautious hypothesis, which is preferred if it agrees, too: a factor of 2
  /// need not come from a size that happens to be 2 in every case.
  var moreCareful: Rank? { get }

  /// The end of a message: "its sign is wrong".
  var sentence: String { get }
}

extension Hypothesis {
  public var neededEvidence: Int { 1 }
  public func isShown(by observations: [Observation]) -> Bool { true }
  public func changes(in observation: Observation) -> [VariableName: Tensor]? { nil }
  public var place: AnyHashable { rank }

  public func canExplainCrash(in observation: Observation) -> Bool {
    changes(in: observation) != nil
  }

  public var moreCareful: Rank? { nil }

  /// The result of an experiment: the line must give the right value once its inputs are changed,
  /// even on the cases where it is right already.
  public func evidence(in observation: Observation) -> Int? { experimentEvidence(in: observation) }

  func experimentEvidence(in observation: Observation) -> Int? {
    guard let changes = changes(in: observation) else { return observation.isWrong ? nil : 0 }
    guard observation.isRepaired(by: changes) else { return nil }
    return observation.isWrong ? 1 : 0
  }
}

/// The order in which hypotheses are tried, the most telling first. Those that say more come before
/// those that say less, and those that cannot agree by accident before those that can.
public enum Rank: Int, CaseIterable, Sendable {
  case precision
  case whole
  case steps
  case paths
  case size
  case sizeProduct
  case otherSize
  case spread
  case axes
  case labels
  case masks
  case exchanges
  case twice
  case functions
  case surplusFactors
  case otherFunctions
  case unread
  case substitution
  case variables
  case disproportions
  case unreadSettings
  case derivatives
  case innerFunctions
  case smaller
  case numbers
  case halves
  case misplaced
  case overwritten
  case conditions
  case unreadLabels
  case terms
  case multiple
  case stepCases
  case optionCases
  case pairCases
  case sizeCases
  case strayTerms
  case added
  case offsets
  case rowSums
  case local
  case crossed
}
