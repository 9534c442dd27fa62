import FlatBackprop

/// A variable stands where another belongs, or is used negated, transposed or reversed. Each
/// candidate is tested: the line must give the right value once it receives what it should.
enum Exchange {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    let isForward = observation.paths.isEmpty
    let all = observation.changeable.map(\.name).sorted()
    let names = all.filter(observation.reads.contains)
    let pairs = names.enumerated().flatMap { index, one in
      names[(index + 1)...].map { (one, $0) }
    }
    // What stands in the wrong place cannot be something that the right line depends on, which
    // would be missing then. What belongs there most likely is, so that comes first.
    let surplus = names.filter { !observation.dependencies.contains($0) }
    let wanted = all.filter(observation.mayDepend)
    let sure = wanted.filter(observation.dependencies.contains)
    let order = sure + wanted.filter { !observation.dependencies.contains($0) }
    let idle = surplus.filter { !observation.localInputs.contains($0) }
    let extras = idle.map { extra([$0]) } + (surplus.count > 1 && isForward ? [extra(surplus)] : [])
    let mixedUps = surplus.flatMap { used in
      order.filter { $0 != used }.map { mixedUp(used: used, wanted: $0) }
    }
    let ofOne: [(VariableName) -> Hypothesis] = [
      transposed, reshaped, flipped, columnsExchanged, complement, sidesExchanged, negated,
    ]
    let singles = ofOne.flatMap { names.map($0) }
    let axes = names.flatMap { exchangedAxes(of: $0, in: observation) }
    // For a backward line, not all that it should read is known, so extras come last.
    return isForward
      ? mixedUps + extras + pairs.map(swapped) + singles + axes + pairs.map(wrongWayRound)
      : mixedUps + pairs.map(swapped) + singles + axes + extras
  }

  // MARK: - Two variables

  private static func mixedUp(used: VariableName, wanted: VariableName) -> Hypothesis {
    Hypothesis(
      .exchanges, "\(used.quoted) seems to stand where \(wanted.quoted) belongs",
      place: .at(used.base), isShown: isMoreThanZeros, about: [wanted],
      changing: { $0.pair(used, wanted).map { [used: $0.1] } },
      weighing: { $0.isSpecial(used) || $0.isSpecial(wanted) ? 0 : 1 })
  }

  static func swapped(_ one: VariableName, _ other: VariableName) -> Hypothesis {
    Hypothesis(
      .exchanges, "\(one.quoted) and \(other.quoted) are swapped", place: .itsOwn,
      changing: { $0.pair(one, other).map { [one: $0.1, other: $0.0] } },
      // Replacing a variable by a 1 amounts to leaving it out.
      weighing: { $0.isTooAlike(one) || $0.isTooAlike(other) ? 0 : 1 })
  }

  /// A difference is taken the wrong way round.
  private static func wrongWayRound(_ one: VariableName, _ other: VariableName) -> Hypothesis {
    Hypothesis(
      .exchanges,
      "the difference of \(one.quoted) and \(other.quoted) is taken the wrong way round",
      place: .itsOwn,
      changing: { observation in
        guard let a = observation.other(one), let b = observation.other(other) else { return nil }
        return [one: -a, other: -b]
      },
      weighing: { observation in
        // A difference stays as it is when both sides grow by the same amount.
        guard let a = observation.other(one), let b = observation.other(other) else { return nil }
        return observation.gives(observation.value, changing: [one: a + 1, other: b + 1]) ? 1 : nil
      })
  }

  /// Variables are used that should play no part.
  private static func extra(_ names: [VariableName]) -> Hypothesis {
    Hypothesis(
      .exchanges,
      "\(VariableName.list(names)) \(names.count == 1 ? "plays" : "play") a part in it, but should "
        + "not", isShown: isMoreThanZeros,
      changing: { observation in
        let values = names.compactMap(observation.other)
        guard values.count == names.count else { return nil }
        return Dictionary(uniqueKeysWithValues: zip(names, values.map { .zeros($0.shape) }))
      })
  }

  /// Many values are 0, and so is what is computed from them, so a line that gives 0 shows nothing.
  static func isMoreThanZeros(_ observations: [Observation]) -> Bool {
    observations.contains { one in
      one.isWrong && one.wanted.contains { abs($0) > one.tolerance }
    }
  }
}

extension Observation {
  /// The values of two variables that can stand in each other's place.
  fileprivate func pair(_ one: VariableName, _ other: VariableName) -> (Tensor, Tensor)? {
    guard let a = self.other(one), let b = self.other(other), a.shape == b.shape, a != b else {
      return nil
    }
    return (a, b)
  }

  /// Whether a variable is the same everywhere, so that it may well stand in another's place.
  fileprivate func isTooAlike(_ name: VariableName) -> Bool {
    guard let value = other(name), let first = value.elements.first else { return true }
    return isSpecial(name) || (value.count > 1 && value.elements.allSatisfy { isNear($0, first) })
  }
}
