import FlatBackprop

/// A line is right or wrong depending on a condition: on the entry, or on the whole case.
enum RightWhere {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    let conditions = observation.conditions.narrowestFirst
    return conditions.map { condition in
      // That it is about the label is more telling than what the values are there.
      let isLabel = condition.kind == .label && !observation.paths.isEmpty
      return except(condition.text, isLabel ? .labels : .conditions)
    } + conditions.filter { $0.kind != .value }.reversed().map { only($0.text) }
      + observation.properties.filter { property in
        // A number that neither this line nor the right one reads cannot matter.
        property.number.map { observation.reads.contains($0) || observation.mayLookAt($0) } ?? true
      }.map { onlyIf($0.text, $0.kind) }
  }

  // MARK: - Entries

  private static func except(_ condition: String, _ rank: Rank) -> Hypothesis {
    Hypothesis(rank, "it is right except \(condition)", needs: 4) { observation in
      evidence(thatWrongWhere: observation.places(condition), in: observation)
    }
  }

  private static func only(_ condition: String) -> Hypothesis {
    Hypothesis(.conditions, "it is right only \(condition)", needs: 4) { observation in
      evidence(
        thatWrongWhere: observation.places(condition)?.map { !$0 }, in: observation)
    }
  }

  /// How many entries support that the line is wrong in these places and nowhere else; `nil` if
  /// they refute it.
  private static func evidence(
    thatWrongWhere isPlace: [Bool]?, in observation: Observation
  ) -> Int? {
    guard observation.hasRightShape, let isPlace else { return observation.refutedIfWrong }
    let (seen, wrong) = (observation.seen, observation.deviating)
    // Where 0 is right, a line may well be right by accident.
    let telling = seen.filter { abs(observation.wanted[$0]) > observation.tolerance }
    guard wrong.allSatisfy({ isPlace[$0] }) else { return nil }
    let inside = seen.count { isPlace[$0] }
    let outside = telling.count { !isPlace[$0] }
    if !observation.isWrong {
      // A few entries can be right by accident.
      return inside == 0 ? max(1, outside) : telling.count { isPlace[$0] } > 2 ? nil : 0
    }
    // At least half of what the condition names must be wrong, or it agrees only by accident.
    guard 2 * wrong.count >= inside else { return nil }
    return outside > 0 ? wrong.count + outside : 0
  }

  // MARK: - Cases

  /// Right only on cases with some property.
  private static func onlyIf(
    _ property: String, _ kind: Observation.Property.Kind
  ) -> Hypothesis {
    let rank: Rank =
      switch kind {
      case .step: .stepCases
      case .option: .optionCases
      case .pair: .pairCases
      case .size: .sizeCases
      }
    // If several properties of one kind set the wrong cases apart, none is told. But a square picture
    // usually has a square output, so `H = W` and `H' = W'` count as one. A crash makes the whole
    // case wrong, so a property of the whole case can explain it.
    return Hypothesis(
      rank, "it is right only \(kind == .step ? "where" : "on cases where") \(property)",
      place: .at(property.filter { $0 != "'" }), needs: 2, explainsCrash: { _ in true },
      isShown: { observations in
        [.step, .option].contains(kind) || isNoOption(property, kind, observations)
      },
      evidence: { evidence(for: property, kind, in: $0) })
  }

  /// For a property about sizes, no option may set apart the same cases. They may be right because
  /// of the option, even if right cases elsewhere seem to refute that: those can be right by
  /// accident. Cases with an unusually sparse dependency do not count, for the same reason.
  private static func isNoOption(
    _ property: String, _ kind: Observation.Property.Kind, _ observations: [Observation]
  ) -> Bool {
    let wrong = observations.filter(\.isWrong)
    let alwaysSparse = wrong.dropFirst().reduce(wrong.first?.sparseDependencies ?? []) {
      $0.intersection($1.sparseDependencies)
    }
    let speaking = observations.filter {
      !$0.isWrong && (evidence(for: property, kind, in: $0) ?? 0) > 0
        && $0.sparseDependencies.isSubset(of: alwaysSparse)
    }
    guard let one = speaking.first else { return false }
    return !one.properties.contains { other in
      other.text != property && other.kind == .option && other.holds
        && speaking.allSatisfy { $0.has(other.text) } && !wrong.contains { $0.has(other.text) }
    }
  }

  /// A right case supports a property that it has, unless its right value is 0 or its numbers would
  /// make many wrong lines right. A single number may be right by accident, and there are many
  /// sizes to pick from.
  private static func evidence(
    for text: String, _ kind: Observation.Property.Kind, in observation: Observation
  ) -> Int? {
    guard let property = observation.properties.first(where: { $0.text == text }) else {
      return nil
    }
    let telling = observation.wanted.count { abs($0) > observation.tolerance }
    guard property.holds != observation.isWrong else {
      // If the only number is rightly 0, that may be an accident, or there may be nothing to
      // compute.
      return !observation.isWrong && telling == 0 && observation.wanted.count == 1 ? 0 : nil
    }
    guard !observation.isWrong else { return 0 }
    switch kind {
    case .step: return min(telling, 1) * 2
    // Counts and choices differ between most cases, so a single right case may be an accident.
    case .option: return min(telling, 1) * (property.number == nil ? 1 : 2)
    case .size, .pair:
      return observation.hasSpecialValues || observation.hidesMistakes ? 0 : telling
    }
  }
}

extension Observation {
  /// Whether the case has the property with this text.
  fileprivate func has(_ property: String) -> Bool {
    properties.contains { $0.text == property && $0.holds }
  }

  /// The entries that the condition with this text singles out.
  fileprivate func places(_ condition: String) -> [Bool]? {
    conditions.first { $0.text == condition }?.holds
  }
}

extension [Observation.Condition] {
  /// The narrowest conditions first, because several may hold for the wrong entries.
  var narrowestFirst: [Observation.Condition] {
    enumerated().sorted {
      let (a, b) = ($0.element.holds.count { $0 }, $1.element.holds.count { $0 })
      return (a, $0.offset) < (b, $1.offset)
    }.map(\.element)
  }
}
