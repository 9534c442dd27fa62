import FlatBackprop

/// Wherever the line is wrong, it is too large or too small by one and the same number: an angle
/// that a whole turn is missing from, a size to which 1 is not added.
struct ConstantOffset: Hypothesis {
  let offset: Number

  static func candidates(for observation: Observation) -> [ConstantOffset] {
    guard observation.paths.isEmpty, observation.hasRightShape,
      let place = observation.deviating.first
    else { return [] }
    let offset = observation.given[place] - observation.wanted[place]
    return offset.isFinite ? [ConstantOffset(offset: Number(offset))] : []
  }

  /// That a term is missing says more, and so does the condition on which it is right.
  var rank: Rank { .offsets }

  /// With one number fitted, a few others must agree.
  var neededEvidence: Int { 3 }

  func evidence(in observation: Observation) -> Int? {
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
    "where it is wrong, it is \(offset.magnitude) too \(offset.value < 0 ? "small" : "large")"
  }
}
