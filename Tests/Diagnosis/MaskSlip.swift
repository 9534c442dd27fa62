import FlatBackprop

/// What a maximum or a mask passes and what it stops.
enum MaskSlip {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    let readers = observation.readers
    let read =
      readers.isEmpty
      ? [] : observation.changeable.map(\.name).filter(observation.reads.contains)
    let values = read.map(valueForMask)
    let inversions = readers.map(inverted(of:))
    let signs = readers.flatMap { reader in
      observation.others.filter { $0.value.shape == observation.shape && $0.name != reader }
        .map { asksFor($0.name, of: reader) }
    }
    let labels = observation.conditions.filter { $0.kind == .label }.map { insideOut($0.text) }
    return values + inversions + signs + labels + [smaller, zeroForNegative]
  }

  /// A variable is multiplied in that should only decide what passes.
  private static func valueForMask(_ name: VariableName) -> Hypothesis {
    Hypothesis(
      .masks, "it is multiplied by \(name.quoted) itself, which should only decide what passes",
      isShown: Exchange.isMoreThanZeros,
      changing: { observation in
        guard let value = observation.other(name) else { return nil }
        let mask = value .> 0
        // If the mask is a variable, that one belongs here.
        return observation.others.contains { $0.value == mask } ? nil : [name: mask]
      },
      weighing: { observation in
        // Where everything passes, a factor too many looks the same.
        let values = observation.other(name)?.elements ?? []
        return Set(values.map { $0 > 0 }).count == 2 ? 1 : 0
      })
  }

  /// The mask tests the sign of the wrong variable.
  private static func asksFor(_ name: VariableName, of reader: VariableName) -> Hypothesis {
    Hypothesis(
      .masks, "it passes where \(name.quoted) is positive: \(reader.quoted) passes elsewhere",
      needs: 3
    ) { observation in
      if observation.isWrong, !observation.reads.contains(name) { return nil }
      guard let other = observation.other(name), other.shape == observation.shape,
        let path = observation.path(reader), path.upstream.shape == observation.shape,
        observation.isMask(path)
      else { return observation.refutedIfWrong }
      // If nothing should pass at all, the case does not show where the mask passes.
      if observation.wanted.allSatisfy({ observation.isNear($0, 0) }) { return 0 }
      let masked = zip(path.upstream.elements, other.elements).map { $1 > 0 ? $0 : 0 }
      return observation.evidence(of: [observation.replacing(path, by: masked)])
    }
  }

  /// Only what a condition names has a value, where only that should be 0.
  private static func insideOut(_ condition: String) -> Hypothesis {
    Hypothesis(
      .masks, "it is 0 everywhere but \(condition), and should be 0 only there", needs: 3
    ) { observation in
      guard observation.hasRightShape,
        let inside = observation.conditions.first(where: { $0.text == condition })?.holds
      else { return observation.refutedIfWrong }
      let isInsideOut = observation.seen.allSatisfy { place in
        observation.isNear((inside[place] ? observation.wanted : observation.given)[place], 0)
      }
      return isInsideOut ? observation.deviating.count : observation.refutedIfWrong
    }
  }

  /// The smaller of two values instead of the larger: of two variables, or of one and 0.
  private static var smaller: Hypothesis {
    Hypothesis(.smaller, "it is the smaller one where the larger is asked for", needs: 2) {
      observation in
      let others = observation.others.map(\.value).filter { $0.shape == observation.shape }
        .map(\.elements)
      let zeros = observation.wanted.map { _ in 0.0 }
      let pairs = others.enumerated().flatMap { index, first in
        ([zeros] + others[(index + 1)...]).map { zip(first, $0) }
      }
      let smaller = pairs.filter { observation.areNear($0.map { max($0, $1) }, observation.wanted) }
      return observation.evidence(of: smaller.map { $0.map { min($0, $1) } })
    }
  }

  /// 0, where the right value is negative.
  private static var zeroForNegative: Hypothesis {
    Hypothesis(.substitution, "it is 0 where it should be negative", needs: 2) { observation in
      guard observation.matches(observation.wanted.map { max($0, 0) }) else { return nil }
      return observation.wanted.count { $0 < -observation.tolerance }
    }
  }

  // MARK: - What passes and what is stopped are exchanged

  private static func inverted(of reader: VariableName) -> Hypothesis {
    Hypothesis(
      .masks,
      "it lets through what \(reader.quoted) stops, and stops what \(reader.quoted) lets through",
      isShown: { observations in
        // If nothing passes at all, or nothing should, the cause may be anything.
        [\Observation.given, \.wanted].allSatisfy { values in
          observations.contains { one in
            one.deviating.contains { !one.isNear(one[keyPath: values][$0], 0) }
          }
        }
      },
      evidence: { evidence(thatInverted: reader, in: $0) })
  }

  /// An inverted mask gives 0 where the right one passes something, and elsewhere the upstream
  /// gradient or 0.
  private static func evidence(
    thatInverted reader: VariableName, in observation: Observation
  ) -> Int? {
    guard observation.paths.count == 1, let path = observation.path(reader),
      path.upstream.shape == observation.shape, observation.hasRightShape
    else { return observation.refutedIfWrong }
    let arriving = path.upstream.elements
    guard observation.isWrong else {
      // An inverted mask is wrong wherever the upstream gradient is not 0.
      return observation.seen.contains { !observation.isNear(arriving[$0], 0) } ? nil : 0
    }
    let (given, wanted) = (observation.given, observation.wanted)
    var stopsElsewhere = false
    for place in observation.seen {
      let isStopped = observation.isNear(wanted[place], 0)
      let isZero = observation.isNear(given[place], 0)
      guard isStopped || observation.isNear(wanted[place], arriving[place]),
        isZero || (isStopped && observation.isNear(given[place], arriving[place]))
      else { return nil }
      if isStopped, isZero, !observation.isNear(arriving[place], 0) { stopsElsewhere = true }
    }
    if stopsElsewhere, !isRepairedByOtherSigns(observation) { return nil }
    return observation.deviating.count
  }

  /// Whether negating a variable repairs the line. Where another mask stops something as well, only this
  /// shows that the mask in question is the inverted one.
  private static func isRepairedByOtherSigns(_ observation: Observation) -> Bool {
    observation.subject == nil
      || observation.changeable.contains { variable in
        observation.reads.contains(variable.name)
          && observation.isRepaired(by: [variable.name: -variable.value])
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
