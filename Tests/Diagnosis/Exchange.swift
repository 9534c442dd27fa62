import FlatBackprop

/// A variable stands where another belongs, or is used negated, transposed or reversed. Each
/// candidate is tested: the line must give the right value once it receives what it should.
enum Exchange: Hypothesis {
  case mixedUp(used: VariableName, wanted: VariableName)
  case swapped(VariableName, VariableName)
  case negated(VariableName)

  /// Of a variable only the sign is looked at, and that the wrong way round.
  case sidesExchanged(VariableName)

  /// Zeros stand for ones, and ones for zeros.
  case complement(VariableName)
  case transposed(VariableName)

  /// Brought to the transpose's shape with its numbers in their old order.
  case reshaped(VariableName)

  /// Reversed along both of its last axes.
  case flipped(VariableName)

  /// Its two columns are taken for each other, as in x and y of a point.
  case columnsExchanged(VariableName)

  /// One axis is taken for another.
  case axesExchanged(VariableName, Int, Int)

  /// A difference is taken the wrong way round.
  case wrongWayRound(VariableName, VariableName)

  /// Variables are used that should play no part.
  case extra([VariableName])

  static func candidates(for observation: Observation) -> [Exchange] {
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
    let extras: [Exchange] =
      idle.map { .extra([$0]) } + (surplus.count > 1 && isForward ? [.extra(surplus)] : [])
    var candidates: [Exchange] = surplus.flatMap { used in
      order.filter { $0 != used }.map { .mixedUp(used: used, wanted: $0) }
    }
    if isForward { candidates += extras }
    candidates += pairs.map { .swapped($0, $1) }
    candidates +=
      names.map { .transposed($0) } + names.map { .reshaped($0) } + names.map { .flipped($0) }
      + names.map { .columnsExchanged($0) }
      + names.map { .complement($0) } + names.map { .sidesExchanged($0) }
      + names.map { .negated($0) } + names.flatMap { exchangedAxes(of: $0, in: observation) }
    if isForward { candidates += pairs.map { .wrongWayRound($0, $1) } }
    // For a backward line, not all that it should read is known, so extras come last.
    if !isForward { candidates += extras }
    return candidates
  }

  /// The pairs of axes that may be exchanged. For a matrix, that would just be its transpose.
  private static func exchangedAxes(
    of name: VariableName, in observation: Observation
  ) -> [Exchange] {
    guard let rank = observation.other(name)?.rank, rank > 2 else { return [] }
    return (0..<rank).flatMap { one in
      (one + 1..<rank).map { .axesExchanged(name, one, $0) }
    }
  }

  var rank: Rank { .exchanges }

  var place: AnyHashable {
    switch self {
    case .mixedUp(let used, _): used.base
    // Negating a product is the same as negating any one factor, and an extra term can be a
    // product, too.
    case .negated, .sidesExchanged, .extra: rank
    // For a square matrix, both are the same.
    case .transposed(let name), .reshaped(let name): [name]
    case .swapped, .complement, .flipped, .columnsExchanged, .axesExchanged, .wrongWayRound: self
    }
  }

  func isShown(by observations: [Observation]) -> Bool {
    switch self {
    case .mixedUp, .extra:
      // Many values are 0, and so is what is computed from them, so a line that gives 0 shows
      // nothing.
      observations.contains { one in
        one.isWrong && one.wanted.contains { abs($0) > one.tolerance }
      }
    case .swapped, .negated, .sidesExchanged, .complement, .transposed, .reshaped, .flipped,
      .columnsExchanged, .axesExchanged, .wrongWayRound:
      true
    }
  }

  func evidence(in observation: Observation) -> Int? {
    guard let evidence = experimentEvidence(in: observation) else {
      // The line may take sizes from the shape, which the exchange changes.
      if case .axesExchanged(let name, let one, let other) = self,
        let shape = observation.other(name)?.shape, shape.count > other
      {
        return shape[one] == shape[other] ? nil : 0
      }
      return nil
    }
    guard evidence > 0 else { return 0 }
    switch self {
    case .mixedUp(let used, let wanted):
      return observation.isSpecial(used) || observation.isSpecial(wanted) ? 0 : evidence
    case .wrongWayRound(let one, let other):
      // A difference stays as it is when both sides grow by the same amount.
      guard let a = observation.other(one), let b = observation.other(other) else { return nil }
      return observation.gives(observation.value, changing: [one: a + 1, other: b + 1])
        ? evidence : nil
    case .swapped(let one, let other):
      // Replacing a variable by a 1 amounts to leaving it out.
      return isTooAlike(one, observation) || isTooAlike(other, observation) ? 0 : evidence
    case .negated(let name):
      // Where the line only compares a number with another, its negative can be on the right side of
      // that by accident.
      guard let value = observation.other(name), value.count == 1 else { return evidence }
      let isOnlyCompared = [0.8, 1.25].allSatisfy {
        observation.gives(observation.value, changing: [name: $0 * value])
      }
      return isOnlyCompared ? 0 : evidence
    case .sidesExchanged(let name):
      // A line that asks for signs does not see the variable grow, but it does see it all become
      // positive; one that looks for the largest sees neither.
      guard let value = observation.other(name) else { return nil }
      let raised = value + 1.5 * (abs(value).elements.max() ?? 0)
      return observation.gives(observation.value, changing: [name: 1.25 * value])
        && !observation.gives(observation.value, changing: [name: raised]) ? evidence : nil
    case .complement, .transposed, .reshaped, .flipped, .columnsExchanged, .axesExchanged,
      .extra:
      return evidence
    }
  }

  /// Whether a variable is the same everywhere, so that it may well stand in another's place.
  private func isTooAlike(_ name: VariableName, _ observation: Observation) -> Bool {
    guard let value = observation.other(name), let first = value.elements.first else { return true }
    return observation.isSpecial(name)
      || (value.count > 1 && value.elements.allSatisfy { observation.isNear($0, first) })
  }

  var sentence: String {
    switch self {
    case .mixedUp(let used, let wanted):
      "\(used.quoted) seems to stand where \(wanted.quoted) belongs"
    case .swapped(let one, let other): "\(one.quoted) and \(other.quoted) are swapped"
    case .negated(let name): "\(name.quoted) goes in with the wrong sign"
    case .sidesExchanged(let name):
      "what belongs where \(name.quoted) is positive stands where it is negative, and the other way "
        + "round"
    case .complement(let name): "the ones and zeros of \(name.quoted) are exchanged"
    case .transposed(let name):
      "\(name.quoted) goes in the wrong way round: is a transpose missing, or one too many, or is it "
        + "taken along the wrong axis?"
    case .reshaped(let name):
      "\(name.quoted) is reshaped where it should be transposed, or the other way round"
    case .flipped(let name): "\(name.quoted) is used flipped"
    case .columnsExchanged(let name): "the two columns of \(name.quoted) are exchanged"
    case .axesExchanged(let name, 2, 3): "the rows and columns of \(name.quoted) are exchanged"
    case .axesExchanged(let name, let one, let other):
      "the axes \(one) and \(other) of \(name.quoted) are taken for each other"
    case .wrongWayRound(let one, let other):
      "the difference of \(one.quoted) and \(other.quoted) is taken the wrong way round"
    case .extra(let names):
      "\(VariableName.list(names)) \(names.count == 1 ? "plays" : "play") a part in it, but should "
        + "not"
    }
  }
}
