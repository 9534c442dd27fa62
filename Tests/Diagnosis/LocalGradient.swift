import FlatBackprop

/// An upstream gradient should be multiplied by the local gradient, but one of the two is missing,
/// or the local gradient is wrong.
enum LocalGradient: Hypothesis {
  /// The local gradient is there, but the upstream gradient is not multiplied in.
  case ignoredUpstream(of: VariableName)

  /// The upstream gradient is there, but it is not multiplied by the local gradient.
  case missing(of: VariableName, isSpread: Bool)

  /// The upstream gradient is divided evenly among the entries that it can flow back to.
  case evenShares(of: VariableName)

  /// Something is added to the upstream gradients of these lines that they should be multiplied by.
  case added(to: [VariableName])

  /// Twice the upstream gradients do not give twice the gradient.
  case notProportional(to: [VariableName])

  /// The upstream gradient goes to the right entries, but the local gradient is wrong.
  case wrong(of: VariableName)

  static func candidates(for observation: Observation) -> [LocalGradient] {
    let readers = observation.readers
    return readers.map { .ignoredUpstream(of: $0) }
      + observation.paths.map {
        .missing(of: $0.reader, isSpread: $0.upstream.shape != observation.shape)
      } + readers.map { .evenShares(of: $0) }
      + (readers.isEmpty ? [] : [.added(to: readers), .notProportional(to: readers)])
      + readers.map { .wrong(of: $0) }
  }

  var rank: Rank {
    switch self {
    case .ignoredUpstream, .missing(_, isSpread: false): .paths
    case .missing(_, isSpread: true): .spread
    case .evenShares: .substitution
    case .added: .added
    case .notProportional: .disproportions
    case .wrong: .local
    }
  }

  var place: AnyHashable {
    switch self {
    case .ignoredUpstream(let reader), .missing(let reader, _), .evenShares(let reader),
      .wrong(let reader):
      [reader]
    case .added(let readers), .notProportional(let readers): readers
    }
  }

  var neededEvidence: Int {
    switch self {
    case .evenShares: 2
    case .ignoredUpstream, .missing, .added, .notProportional, .wrong: 1
    }
  }

  func evidence(in observation: Observation) -> Int? {
    switch self {
    case .ignoredUpstream(let reader):
      // An upstream gradient that the line reads is not ignored.
      if observation.isWrong, observation.reads.contains(reader.gradient) { return nil }
      let path = observation.path(reader)
      return observation.evidence(
        of: path.map { [observation.replacing($0, by: $0.local.elements)] } ?? [])
    case .missing(let reader, _):
      guard let path = observation.path(reader) else { return observation.isWrong ? nil : 0 }
      let isLine = observation.other(reader.gradient) != nil
      if observation.isWrong, isLine, !observation.reads.contains(reader.gradient) { return nil }
      let spreads = Observation.spreads(of: path.upstream, to: observation.shape)
      return observation.evidence(of: spreads.map { observation.replacing(path, by: $0) })
    case .evenShares(let reader):
      guard let path = observation.path(reader), observation.hasRightShape,
        path.upstream.count > 0
      else { return observation.isWrong ? nil : 0 }
      let share = Double(path.upstream.count) / Double(observation.right.count)
      let isEven = Observation.spreads(of: path.upstream, to: observation.shape).contains {
        observation.matches($0.map { $0 * share })
      }
      return isEven ? (share < 1 ? observation.given.count : 0) : observation.isWrong ? nil : 0
    case .added:
      guard observation.isWrong else { return 0 }
      return observation.hasRightShape && !observation.vanishes ? 1 : nil
    case .notProportional:
      return observation.isWrong && observation.vanishes && !observation.isProportional ? 1 : 0
    case .wrong(let reader):
      // What is infinite in some places is wrong for another reason there.
      if observation.isWrong, !observation.given.allSatisfy(\.isFinite) { return 0 }
      // If the only fault is terms that should not be there, the row shows nothing about the
      // factors.
      return observation.evidenceOfRows { row, path in
        path.reader == reader && row.isMeasured
          ? (row.takesTooMuch && !row.hasOtherFactors ? nil : true) : false
      }
    }
  }

  var sentence: String {
    switch self {
    case .ignoredUpstream(let reader):
      "it is what ones for \(reader.gradient.quoted) would give: the upstream gradient "
        + "\(reader.gradient.quoted) is ignored"
    case .missing(let reader, _):
      "\(reader.gradient.quoted) is handed on as it is: the local gradient of \(reader.quoted) "
        + "is missing"
    case .evenShares(let reader):
      "\(reader.gradient.quoted) is shared evenly, but \(reader.quoted) does not depend evenly on "
        + "them"
    case .added(let readers):
      "it is not 0 where \(VariableName.list(readers.map(\.gradient))) "
        + "\(readers.count == 1 ? "is" : "are") 0: some of it is not multiplied by what arrives"
    case .notProportional(let readers):
      "twice \(VariableName.list(readers.map(\.gradient))) should give twice the gradient, and gives "
        + "something else: a gradient is what arrives times the local gradient, once"
    case .wrong(let reader):
      "the local gradient of \(reader.quoted) is wrong, which \(reader.gradient.quoted) is "
        + "multiplied by"
    }
  }
}
