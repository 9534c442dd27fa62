import FlatBackprop

/// A quotient of whole numbers, like `1 / n`, is 0 unless n is 1.
enum IntegerDivision {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    observation.sizes.filter { $0.size > 1 }.map { hypothesis($0.name) }
  }

  private static func hypothesis(_ size: String) -> Hypothesis {
    Hypothesis(
      .whole,
      "it is 0 unless \(size) is 1: 1 / 2 of whole numbers is 0, so divide by a Double",
      isShown: { observations in
        observations.contains { one in
          !one.isWrong && one.sizes.contains { $0 == (size, 1) }
            && one.wanted.contains { abs($0) > one.tolerance }
        }
      },
      evidence: { observation in
        guard let own = observation.sizes.first(where: { $0.name == size }) else {
          return observation.refutedIfWrong
        }
        let prediction = observation.wanted.map { own.size > 1 ? 0 : $0 }
        return observation.evidence(of: [prediction])
      })
  }
}
