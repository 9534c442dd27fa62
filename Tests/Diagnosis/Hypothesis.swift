import FlatBackprop

/// What may be wrong with a line. A family of causes is one type, which holds everything about it:
/// which of them come into question, what each predicts or how it is put to the test, and what is
/// said of it.
///
/// A hypothesis names no number of a single case, so that it can be held against all of them: only
/// one that agrees with every observation is told.
public protocol Hypothesis: Hashable, Sendable {
  /// Those that come into question for a wrong line.
  static func candidates(for observation: Observation) -> [Self]

  /// How telling it is beside others that agree with the same observations.
  var rank: Rank { get }

  /// How strongly an observation speaks for it: by the number of entries that it makes wrong as they
  /// are, 0 where it makes no difference, `nil` where the observation refutes it.
  func evidence(in observation: Observation) -> Int?

  /// How many entries must speak for it. One that was chosen out of many, or that has a number of its
  /// own to fit, needs more than one.
  var neededEvidence: Int { get }

  /// Whether all observations together show it, each of which agrees: what it lets through may show in
  /// one case, and what it stops in another.
  func isShown(by observations: [Observation]) -> Bool

  /// What the line would have to receive instead to give the right value; `nil` where the hypothesis
  /// cannot be put to the test, or the change changes nothing.
  func changes(in observation: Observation) -> [VariableName: Tensor]?

  /// Whether it may explain that the line crashes. Only an experiment can show that.
  func canExplainCrash(in observation: Observation) -> Bool

  /// Where it sends the student: two that agree with everything and send to different places are
  /// rivals, and then neither is told.
  var place: AnyHashable { get }

  /// The rank of what says the same more carefully, and is told where it agrees, too: a size that is 2
  /// in every case may be there by accident.
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

  /// What an experiment says: the line gives the right value once what it receives is changed, on the
  /// cases where it is right as well.
  public func evidence(in observation: Observation) -> Int? { experimentEvidence(in: observation) }

  func experimentEvidence(in observation: Observation) -> Int? {
    guard let changes = changes(in: observation) else { return observation.isWrong ? nil : 0 }
    guard observation.isRepaired(by: changes) else { return nil }
    return observation.isWrong ? 1 : 0
  }
}

/// How telling hypotheses are, the more telling first: what says more comes before what says less, and
/// what cannot agree by accident before what can.
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
  case unread
  case substitution
  case variables
  case innerFunctions
  case smaller
  case numbers
  case misplaced
  case overwritten
  case conditions
  case terms
  case multiple
  case stepCases
  case optionCases
  case pairCases
  case sizeCases
  case strayTerms
  case added
  case local
}
