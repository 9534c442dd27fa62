import FlatBackprop

/// Something is divided that should be multiplied, or the other way round, by what has no name: with
/// `v / s` in place of `v s`, what the line gives times what it should give is `v²`.
enum InverseFactor {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    guard observation.hasRightShape,
      let place = observation.deviating.max(by: {
        abs(observation.wanted[$0]) < abs(observation.wanted[$1])
      })
    else { return [] }
    let square = observation.given[place] * observation.wanted[place]
    let read = observation.changeable.map(\.name).filter(observation.reads.contains)
    return read.map(ofVariable) + (square > 0 && square.isFinite ? [ofNumber(square)] : [])
  }

  private static func ofVariable(_ name: VariableName) -> Hypothesis {
    Hypothesis(
      .inverses,
      "\(name.quoted) is divided by something that it should be multiplied by, or the other way round",
      place: .itsOwn, needs: 2
    ) { observation in
      guard let value = observation.other(name), observation.hasRightShape else {
        return observation.refutedIfWrong
      }
      for factors in Observation.broadcasts(of: value, to: observation.shape)
      where observation.hasProducts(factors.map { $0 * $0 }) {
        let doubled = Tensor(shape: observation.shape, observation.given.map { 2 * $0 })
        let isProportional =
          !observation.isWrong || !doubled.elements.allSatisfy(\.isFinite)
          || observation.gives(doubled, changing: [name: 2 * value])
        return isProportional ? observation.differentValues(except: [0, 1]) : nil
      }
      return nil
    }
  }

  /// The same where nothing else goes in but a number, like the 2 of a square's derivative.
  private static func ofNumber(_ square: Double) -> Hypothesis {
    // With one number fitted, a few others must agree.
    Hypothesis(
      .inverses,
      "it is divided by something that it should be multiplied by, or the other way "
        + "round", place: .itsOwn, needs: 4,
      isShown: { observations in
        // Where one value is right everywhere, so is one factor.
        let values = observations.filter(\.isWrong).flatMap(\.wanted)
        return values.contains { abs($0 - values[0]) > 1e-3 * abs(values[0]) }
      },
      evidence: { observation in
        guard observation.hasRightShape else { return observation.refutedIfWrong }
        return observation.hasProducts(observation.wanted.map { _ in square })
          ? observation.differentValues(except: [0, 1]) : nil
      })
  }
}

extension Observation {
  /// Whether what the line gives times what it should give is what is said, entry by entry. Where it
  /// should give 0, this shows nothing.
  fileprivate func hasProducts(_ products: [Double]) -> Bool {
    seen.allSatisfy { place in
      abs(wanted[place]) <= tolerance || isNear(given[place], products[place] / wanted[place])
    }
  }
}
