import FlatBackprop

// One variable goes in negated, transposed, reversed, or with its axes exchanged.

extension Exchange {
  /// A hypothesis that a variable should go in with another value, computed from its own.
  private static func instead(
    _ name: VariableName, _ sentence: @autoclosure @escaping () -> String,
    place: Hypothesis.Place = .itsOwn, _ change: @escaping (Tensor) -> Tensor?,
    weighing weigh: @escaping (Observation) -> Int? = { _ in 1 }
  ) -> Hypothesis {
    Hypothesis(
      .exchanges, sentence(), place: place,
      changing: { observation in
        observation.other(name).flatMap(change).map { [name: $0] }
      }, weighing: weigh)
  }

  // Negating a product is the same as negating any one factor, and an extra term can be a product,
  // too: these share a place.

  static func negated(_ name: VariableName) -> Hypothesis {
    instead(name, "\(name.quoted) goes in with the wrong sign", place: .ofItsRank, { -$0 }) {
      observation in
      // Where the line only compares a number with another, its negative can be on the right side of
      // that by accident.
      guard let value = observation.other(name), value.count == 1 else { return 1 }
      let isOnlyCompared = [0.8, 1.25].allSatisfy {
        observation.gives(observation.value, changing: [name: $0 * value])
      }
      return isOnlyCompared ? 0 : 1
    }
  }

  /// The line looks only at the variable's sign, and takes it the wrong way round.
  static func sidesExchanged(_ name: VariableName) -> Hypothesis {
    instead(
      name,
      "what belongs where \(name.quoted) is positive stands where it is negative, and the other way "
        + "round", place: .ofItsRank, { -$0 }
    ) { observation in
      // A line that asks for signs does not see the variable grow, but it does see it all become
      // positive; one that looks for the largest sees neither.
      guard let value = observation.other(name) else { return nil }
      let raised = value + 1.5 * (abs(value).elements.max() ?? 0)
      return observation.gives(observation.value, changing: [name: 1.25 * value])
        && !observation.gives(observation.value, changing: [name: raised]) ? 1 : nil
    }
  }

  /// Zeros stand for ones, and ones for zeros.
  static func complement(_ name: VariableName) -> Hypothesis {
    instead(name, "the ones and zeros of \(name.quoted) are exchanged") { value in
      Set(value.elements) == [0, 1] ? 1 - value : nil
    }
  }

  // For a square matrix, transposed and reshaped are the same.

  static func transposed(_ name: VariableName) -> Hypothesis {
    instead(
      name,
      "\(name.quoted) goes in the wrong way round: is a transpose missing, or one too many, or is it "
        + "taken along the wrong axis?", place: .at([name])
    ) { $0.rank == 2 ? $0.transposed() : nil }
  }

  /// Brought to the transpose's shape with its numbers in their old order.
  static func reshaped(_ name: VariableName) -> Hypothesis {
    instead(
      name, "\(name.quoted) is reshaped where it should be transposed, or the other way round",
      place: .at([name])
    ) { value in
      guard value.rank > 1, value.count > 0 else { return nil }
      let matrix = value.reshaped([value.shape[0], value.count / value.shape[0]])
      return matrix.transposed().reshaped(value.shape)
    }
  }

  /// Reversed along both of its last axes.
  static func flipped(_ name: VariableName) -> Hypothesis {
    instead(name, "\(name.quoted) is used flipped") {
      $0.rank == 4 ? $0.reversed(along: [2, 3]) : nil
    }
  }

  /// Its two columns are taken for each other, as in x and y of a point.
  static func columnsExchanged(_ name: VariableName) -> Hypothesis {
    instead(name, "the two columns of \(name.quoted) are exchanged") {
      $0.rank == 2 && $0.shape[1] == 2 ? $0.reversed(along: [1]) : nil
    }
  }

  // MARK: - Axes

  /// The pairs of axes that may be exchanged. For a matrix, that would just be its transpose.
  static func exchangedAxes(
    of name: VariableName, in observation: Observation
  ) -> [Hypothesis] {
    guard let rank = observation.other(name)?.rank, rank > 2 else { return [] }
    return (0..<rank).flatMap { one in (one + 1..<rank).map { axesExchanged(name, one, $0) } }
  }

  /// One axis is taken for another.
  private static func axesExchanged(
    _ name: VariableName, _ one: Int, _ other: Int
  ) -> Hypothesis {
    func changes(in observation: Observation) -> Hypothesis.Changes? {
      guard let value = observation.other(name), value.rank > other else { return nil }
      var axes = Array(0..<value.rank)
      axes.swapAt(one, other)
      let exchanged = value.permuted(axes)
      return exchanged == value ? nil : [name: exchanged]
    }
    return Hypothesis(
      .exchanges,
      (one, other) == (2, 3)
        ? "the rows and columns of \(name.quoted) are exchanged"
        : "the axes \(one) and \(other) of \(name.quoted) are taken for each other",
      place: .itsOwn, explainsCrash: { changes(in: $0) != nil }
    ) { observation in
      let evidence = observation.experiment(changes(in: observation))
      guard evidence == nil, let shape = observation.other(name)?.shape, shape.count > other else {
        return evidence
      }
      // The line may take sizes from the shape, which the exchange changes.
      return shape[one] == shape[other] ? nil : 0
    }
  }
}
