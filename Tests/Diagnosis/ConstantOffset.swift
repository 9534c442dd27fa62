import FlatBackprop

/// The line is too large or too small by one and the same number: everywhere, or wherever it is wrong,
/// like an angle that a whole turn is missing from.
struct ConstantOffset: Hypothesis {
  let offset: Number
  let isEverywhere: Bool

  static func candidates(for observation: Observation) -> [ConstantOffset] {
    guard observation.hasRightShape else { return [] }
    func candidate(_ place: Int?, isEverywhere: Bool) -> ConstantOffset? {
      place.map { observation.given[$0] - observation.wanted[$0] }
        .flatMap { $0.isFinite ? Number($0) : nil }
        .map { ConstantOffset(offset: $0, isEverywhere: isEverywhere) }
    }
    let partial = observation.paths.isEmpty ? observation.deviating.first : nil
    return [
      candidate(observation.seen.first, isEverywhere: true),
      candidate(partial, isEverywhere: false),
    ].compactMap { $0 }
  }

  /// That a term is missing says more than an offset of some entries, and so does a condition on which
  /// the line is right.
  var rank: Rank { isEverywhere ? .numbers : .offsets }

  /// With one number fitted, a few others must agree.
  var neededEvidence: Int { 3 }

  func evidence(in observation: Observation) -> Int? {
    if isEverywhere {
      return observation.evidence(of: observation.changing(nil) { $1 + offset.value })
    }
    guard observation.isWrong else { return 0 }
    guard observation.hasRightShape,
      observation.deviating.allSatisfy({
        observation.isNear(observation.given[$0], observation.wanted[$0] + offset.value)
      })
    else { return nil }
    // Between the zeros and ones of a mask, anything gives a constant error.
    let telling = observation.deviating.filter { ![-1, 0, 1].contains(observation.wanted[$0]) }
    return Set(telling.map { observation.wanted[$0] }).count
  }

  var sentence: String {
    let size = "\(offset.magnitude) too \(offset.value < 0 ? "small" : "large")"
    return isEverywhere ? "it is \(size) everywhere" : "where it is wrong, it is \(size)"
  }
}
