import FlatBackprop

/// What a maximum or a mask passes and what it stops.
enum MaskSlip: Hypothesis {
  /// What passes and what is stopped are exchanged.
  case inverted(of: VariableName)

  /// The mask tests the sign of the wrong variable.
  case asksFor(VariableName, reader: VariableName)

  /// A variable is multiplied in that should only decide what passes.
  case valueForMask(VariableName)

  /// Only what a condition names has a value, where only that should be 0.
  case insideOut(String)

  /// The smaller of two values instead of the larger.
  case smaller

  /// 0, where the right value is negative.
  case zeroForNegative

  static func candidates(for observation: Observation) -> [MaskSlip] {
    let readers = observation.readers
    let read =
      readers.isEmpty
      ? [] : observation.changeable.filter { observation.reads.contains($0.name) }
    return read.map { .valueForMask($0.name) } + readers.map { .inverted(of: $0) }
      + readers.flatMap { reader in
        observation.others.filter { $0.value.shape == observation.shape && $0.name != reader }
          .map { .asksFor($0.name, reader: reader) }
      } + observation.conditions.filter { $0.kind == .label }.map { .insideOut($0.text) }
      + [.smaller, .zeroForNegative]
  }

  var rank: Rank {
    switch self {
    case .inverted, .asksFor, .valueForMask, .insideOut: .masks
    case .zeroForNegative: .substitution
    case .smaller: .smaller
    }
  }

  var neededEvidence: Int {
    switch self {
    case .inverted, .valueForMask: 1
    case .asksFor, .insideOut: 3
    case .smaller, .zeroForNegative: 2
    }
  }

  func changes(in observation: Observation) -> [VariableName: Tensor]? {
    guard case .valueForMask(let name) = self, let value = observation.other(name) else {
      return nil
    }
    let mask = value .> 0
    return mask == value ? nil : [name: mask]
  }

  func evidence(in observation: Observation) -> Int? {
    switch self {
    case .insideOut(let text):
      guard observation.hasRightShape,
        let inside = observation.conditions.first(where: { $0.text == text })?.holds
      else { return observation.isWrong ? nil : 0 }
      let isInsideOut = observation.seen.allSatisfy { place in
        observation.isNear((inside[place] ? observation.wanted : observation.given)[place], 0)
      }
      return isInsideOut ? observation.deviating.count : observation.isWrong ? nil : 0
    case .valueForMask(let name):
      guard let evidence = experimentEvidence(in: observation) else { return nil }
      // Where everything passes, a factor too many looks the same.
      let passing = observation.other(name)?.elements.count { $0 > 0 } ?? 0
      return passing > 0 && passing < observation.other(name)?.count ?? 0 ? evidence : 0
    case .inverted(let reader): return evidenceOfInversion(reader, in: observation)
    case .asksFor(let name, let reader):
      if observation.isWrong, !observation.reads.contains(name) { return nil }
      guard let other = observation.other(name), other.shape == observation.shape,
        let path = observation.path(reader), path.upstream.shape == observation.shape,
        observation.isMask(path)
      else { return observation.isWrong ? nil : 0 }
      // If nothing should pass at all, the case does not show where the mask passes.
      if observation.wanted.allSatisfy({ observation.isNear($0, 0) }) { return 0 }
      let masked = zip(path.upstream.elements, other.elements).map { $1 > 0 ? $0 : 0 }
      return observation.evidence(of: [observation.replacing(path, by: masked)])
    case .smaller: return observation.evidence(of: smallerOnes(in: observation))
    case .zeroForNegative:
      guard observation.matches(observation.wanted.map { max($0, 0) }) else { return nil }
      return observation.wanted.count { $0 < -observation.tolerance }
    }
  }

  /// An inverted mask gives 0 where the right one passes something, and elsewhere the upstream
  /// gradient or 0.
  private func evidenceOfInversion(_ reader: VariableName, in observation: Observation) -> Int? {
    guard observation.paths.count == 1, let path = observation.path(reader),
      path.upstream.shape == observation.shape, observation.hasRightShape
    else { return observation.isWrong ? nil : 0 }
    let arriving = path.upstream.elements
    guard observation.isWrong else {
      // An inverted mask is wrong wherever the upstream gradient is not 0.
      return observation.seen.contains { !observation.isNear(arriving[$0], 0) } ? nil : 0
    }
    let (given, wanted) = (observation.given, observation.wanted)
    var stopsElsewhere = false
    for place in observation.seen {
      let isStopped = observation.isNear(wanted[place], 0)
      guard isStopped || observation.isNear(wanted[place], arriving[place]),
        observation.isNear(given[place], 0)
          || (isStopped && observation.isNear(given[place], arriving[place]))
      else { return nil }
      stopsElsewhere =
        stopsElsewhere
        || (isStopped && observation.isNear(given[place], 0)
          && !observation.isNear(arriving[place], 0))
    }
    if stopsElsewhere, !isRepairedByOtherSigns(observation) { return nil }
    return observation.deviating.count
  }

  /// Whether negating a variable repairs the line. Where another mask stops something as well, only this
  /// shows that the mask in question is the inverted one.
  private func isRepairedByOtherSigns(_ observation: Observation) -> Bool {
    observation.subject == nil
      || observation.changeable.contains { variable in
        observation.reads.contains(variable.name)
          && observation.isRepaired(by: [variable.name: -variable.value])
      }
  }

  /// If nothing passes at all, or nothing should, the cause may be anything.
  func isShown(by observations: [Observation]) -> Bool {
    guard case .inverted = self else { return true }
    func isShown(_ values: KeyPath<Observation, [Double]>) -> Bool {
      observations.contains { one in
        one.deviating.contains { !one.isNear(one[keyPath: values][$0], 0) }
      }
    }
    return isShown(\.given) && isShown(\.wanted)
  }

  /// If the right value is the larger of two others, or of one and 0, then the smaller of them.
  private func smallerOnes(in observation: Observation) -> [[Double]] {
    let others = observation.others.map(\.value).filter { $0.shape == observation.shape }
      .map(\.elements)
    let zeros = observation.wanted.map { _ in 0.0 }
    var all: [[Double]] = []
    for (index, first) in others.enumerated() {
      for second in [zeros] + others[(index + 1)...] {
        let larger = zip(first, second).map { max($0, $1) }
        if observation.areNear(larger, observation.wanted) {
          all.append(zip(first, second).map { min($0, $1) })
        }
      }
    }
    return all
  }

  var sentence: String {
    switch self {
    case .inverted(let reader):
      "it lets through what \(reader.quoted) stops, and stops what \(reader.quoted) lets through"
    case .asksFor(let name, let reader):
      "it passes where \(name.quoted) is positive: \(reader.quoted) passes elsewhere"
    case .valueForMask(let name):
      "it is multiplied by \(name.quoted) itself, which should only decide what passes"
    case .insideOut(let condition):
      "it is 0 everywhere but \(condition), and should be 0 only there"
    case .smaller: "it is the smaller one where the larger is asked for"
    case .zeroForNegative: "it is 0 where it should be negative"
    }
  }
}

extension Observation {
  /// Whether a path either passes or stops each entry of its upstream gradient.
  fileprivate func isMask(_ path: Path) -> Bool {
    seen.allSatisfy {
      isNear(path.contribution.elements[$0], 0)
        || isNear(path.contribution.elements[$0], path.upstream.elements[$0])
    }
  }
}
