import FlatBackprop

// Causes that say where a line is right: under a condition on the entry, or on the whole case.

extension Check {
  /// Conditions, the narrowest first: several may hold of the wrong entries.
  var exceptCauses: [Cause] {
    Self.narrowestFirst(suspect.conditions).map { .exceptWhere($0.text) }
      + Self.narrowestFirst(suspect.conditions.filter(\.isPlace)).reversed().map {
        .onlyWhere($0.text)
      }
  }

  static func narrowestFirst(_ conditions: [Suspect.Condition]) -> [Suspect.Condition] {
    conditions.enumerated().sorted {
      let (a, b) = ($0.element.holds.count { $0 }, $1.element.holds.count { $0 })
      return (a, $0.offset) < (b, $1.offset)
    }.map(\.element)
  }

  func evidence(forCondition cause: Cause) -> Int? {
    switch cause {
    case .exceptWhere(let text): evidence(thatWrongWhere: holds(text))
    case .onlyWhere(let text): evidence(thatWrongWhere: holds(text)?.map { !$0 })
    case .onlyIf(let text): evidence(forProperty: text)
    default: nil
    }
  }

  private func holds(_ text: String) -> [Bool]? {
    suspect.conditions.first { $0.text == text }?.holds
  }

  /// The entries that speak for it, one way or the other, if the line is wrong in some places and in
  /// no others.
  private func evidence(thatWrongWhere isPlace: [Bool]?) -> Int? {
    guard hasRightShape, let isPlace else { return suspect.isWrong ? nil : 0 }
    let seen = value.indices.filter { !suspect.blind.contains($0) }
    let wrong = seen.filter { !isNear(value[$0], right[$0]) }
    // Where 0 is right, a line may well be right by accident.
    let telling = seen.filter { Swift.abs(right[$0]) > tolerance }
    guard wrong.allSatisfy({ isPlace[$0] }) else { return nil }
    let inside = seen.count { isPlace[$0] }
    let outside = telling.count { !isPlace[$0] }
    if !suspect.isWrong {
      // A few entries can be right by accident.
      return inside == 0 ? Swift.max(1, outside) : telling.count { isPlace[$0] } > 2 ? nil : 0
    }
    // Most of what the condition names is wrong, or it is there by accident.
    guard 2 * wrong.count >= inside else { return nil }
    return outside > 0 ? wrong.count + outside : 0
  }

  /// A case that is right speaks for a property that it has, unless it is right to give 0. A single
  /// number may be right by accident, and of sizes there are many.
  private func evidence(forProperty text: String) -> Int? {
    guard let property = suspect.properties.first(where: { $0.text == text }),
      property.holds != suspect.isWrong
    else { return nil }
    guard !suspect.isWrong else { return 0 }
    let telling = right.count { Swift.abs($0) > tolerance }
    return [.step, .option].contains(property.kind) ? Swift.min(telling, 1) * 2 : telling
  }
}
