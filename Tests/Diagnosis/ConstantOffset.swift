import FlatBackprop

/// The line is too large or too small by one and the same number: everywhere, or wherever it is wrong,
/// like an angle that a whole turn is missing from.
enum ConstantOffset {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    guard observation.hasRightShape else { return [] }
    func offset(at place: Int?) -> Number? {
      place.map { observation.given[$0] - observation.wanted[$0] }
        .flatMap { $0.isFinite ? Number($0) : nil }
    }
    let partial = observation.paths.isEmpty ? observation.deviating.first : nil
    return [
      offset(at: observation.seen.first).map(everywhere), offset(at: partial).map(whereWrong),
    ].compactMap { $0 }
  }

  private static func everywhere(_ offset: Number) -> Hypothesis {
    // With one number fitted, a few others must agree.
    Hypothesis(.numbers, "it is \(text(of: offset)) everywhere", needs: 3) {
      $0.evidence(of: $0.changing(nil) { $1 + offset.value })
    }
  }

  /// That a term is missing says more than an offset of some entries, and so does a condition on which
  /// the line is right.
  private static func whereWrong(_ offset: Number) -> Hypothesis {
    Hypothesis(.offsets, "where it is wrong, it is \(text(of: offset))", needs: 3) { observation in
      guard observation.isWrong else { return 0 }
      guard observation.hasRightShape,
        observation.deviating.allSatisfy({
          observation.isNear(observation.given[$0], observation.wanted[$0] + offset.value)
        })
      else { return nil }
      // Between the zeros and ones of a mask, anything gives a constant error.
      return observation.differentValues(except: [0, 1])
    }
  }

  private static func text(of offset: Number) -> String {
    "\(offset.magnitude) too \(offset.value < 0 ? "small" : "large")"
  }
}
