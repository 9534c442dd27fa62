import FlatBackprop

/// The line is right but for rounding: it calculates in single precision.
enum PrecisionSlip {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    [
      Hypothesis(.precision, "it is right but for rounding: is a Float in it?") { observation in
        guard observation.isWrong else { return 0 }
        guard observation.hasRightShape else { return nil }
        let (given, wanted) = (observation.given, observation.wanted)
        let off = observation.seen.filter { given[$0] != wanted[$0] }
        let isSingle = off.allSatisfy {
          given[$0] == Double(Float(given[$0]))
            && abs(given[$0] - wanted[$0]) < 1e-5 * abs(wanted[$0])
        }
        return isSingle ? off.count : nil
      }
    ]
  }
}
