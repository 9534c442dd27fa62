import FlatBackprop

/// Finds why a line is wrong, by trying which single mistake would give just its values.
///
/// Nothing here knows a formula: a gradient is the sum of what its paths contribute, and a mistake
/// is a change to one of them, to their sum, or to the order of the entries. A cause is told only
/// if it explains every case, those included that the line is right on; otherwise there is silence.
public enum Diagnosis {
  /// The most telling cause that explains all cases.
  public static func cause(of suspects: [Suspect]) -> Cause? {
    guard let first = suspects.first(where: \.isWrong) else { return nil }
    let checks = suspects.map(Check.init)
    let candidates = Check(first).candidates
    for cause in candidates where explains(cause, checks) {
      // A size that is 2 in every case may be there by accident.
      if case .factor = cause, let two = Check.twos.first(where: { explains($0, checks) }) {
        return two
      }
      // Of several properties that set the wrong cases apart, too.
      if first.rivals(of: cause).contains(where: { explains($0, checks) }) {
        return candidates.first { $0.isLocal && explains($0, checks) }
      }
      return cause
    }
    return nil
  }

  private static func explains(_ cause: Cause, _ checks: [Check]) -> Bool {
    var evidence = 0
    for check in checks {
      guard let more = check.evidence(for: cause) else { return false }
      evidence += more
    }
    return evidence >= cause.neededEvidence
  }
}

extension Cause {
  fileprivate var isLocal: Bool {
    if case .wrongLocal = self { return true }
    return false
  }

  /// How many entries must speak for a cause. A cause that was chosen out of many, or that has a
  /// number of its own to fit, needs more than one.
  fileprivate var neededEvidence: Int {
    switch self {
    case .factor(.number("2"), _), .factor(.number("0.5"), _): 1
    case .factor(.number, _), .offset, .maskedBy, .localVariable: 3
    case .variable, .multiplied, .function, .smaller, .misplaced, .instead, .onlyIf: 2
    case .exceptWhere, .onlyWhere: 4
    default: 1
    }
  }
}

extension Suspect {
  /// The causes that would be as good: other properties of the same kind.
  fileprivate func rivals(of cause: Cause) -> [Cause] {
    guard case .onlyIf(let text) = cause,
      let property = properties.first(where: { $0.text == text })
    else { return [] }
    return properties.filter { $0.kind == property.kind && $0.text != text }
      .map { .onlyIf($0.text) }
  }
}

/// One case, held against causes.
struct Check {
  let suspect: Suspect
  let tolerance: Double

  init(_ suspect: Suspect) {
    self.suspect = suspect
    tolerance = 1e-6 * suspect.scale
  }

  var value: [Double] { suspect.value.elements }
  var right: [Double] { suspect.right.elements }
  var shape: [Int] { suspect.right.shape }
  var hasRightShape: Bool { suspect.value.shape == shape }

  func isNear(_ a: Double, _ b: Double) -> Bool { Swift.abs(a - b) <= tolerance }

  /// How strongly a case speaks for a cause: the entries that the cause makes wrong as they are;
  /// 0 where it makes no difference here; `nil` where it is refuted.
  func evidence(for cause: Cause) -> Int? {
    switch cause {
    case .unread(let names):
      guard suspect.reads.isDisjoint(with: names) else { return nil }
      guard suspect.isWrong else { return 0 }
      guard suspect.dependencies.isSuperset(of: names) else { return nil }
      return names.contains(where: suspect.unread.contains) ? 1 : 0
    case .added(let readers):
      guard suspect.isWrong else { return 0 }
      return hasRightShape && !suspect.vanishes && !readers.isEmpty ? 1 : nil
    case .variable(let name, isMissing: true, let path):
      return evidence(forMissing: name, path)
    case .missingSum, .missingExpand, .wrongAxis, .transposed, .permuted, .reshaped:
      return evidence(forOrder: cause)
    case .misplaced, .invertedMask: return evidence(forPlaces: cause)
    case .exceptWhere, .onlyWhere, .onlyIf: return evidence(forCondition: cause)
    case .wrongLocal, .overwritten, .leftOut, .stray, .exceptFrom, .onlyFrom, .localVariable:
      return evidence(forRow: cause)
    case .mixedUp, .swapped, .negated, .transposedFactor, .flippedFactor, .wrongWayRound, .extra:
      return evidence(ofExperiment: cause)
    case .function where right.allSatisfy({ isNear($0, 0) }):
      // Of zeros alone, every function makes the same.
      return suspect.isWrong && !hasRightShape ? nil : 0
    case .steps(let slip): return evidence(forSteps: slip)
    case .instead(let instead): return evidence(forInstead: instead)
    default:
      return hasRightShape ? evidence(predictions: predictions(of: cause)) : nil
    }
  }

  /// A factor is missing where multiplying by it gives the right value; dividing would not show what
  /// becomes of a factor of 0.
  private func evidence(forMissing name: String, _ reader: String?) -> Int? {
    guard hasRightShape, let other = suspect.others.first(where: { $0.name == name })?.value else {
      return suspect.isWrong ? nil : 0
    }
    var rest = right.map { _ in 0.0 }
    if let reader {
      guard let path = path(reader) else { return suspect.isWrong ? nil : 0 }
      rest = zip(right, path.contribution.elements).map { $0 - $1 }
    }
    for factors in Self.broadcasts(of: other, to: shape) {
      let repaired = value.indices.map { rest[$0] + (value[$0] - rest[$0]) * factors[$0] }
      let places = value.indices.filter { !suspect.blind.contains($0) }
      if places.allSatisfy({ isNear(repaired[$0], right[$0]) }) {
        // A factor of 0 makes anything right that should be 0.
        return places.count { !isNear(value[$0], right[$0]) && Swift.abs(factors[$0]) > 1e-6 }
      }
    }
    return nil
  }

  func evidence(ofExperiment cause: Cause) -> Int? {
    guard let experiment = suspect.experiments.first(where: { $0.cause == cause }) else {
      return suspect.isWrong ? nil : 0
    }
    guard experiment.isRepaired else { return nil }
    if case .mixedUp(let used, let wanted) = cause, isOne(used) || isOne(wanted) { return 0 }
    return suspect.isWrong ? 1 : 0
  }

  /// A one can be put in anywhere, and taken away.
  private func isOne(_ name: String) -> Bool {
    suspect.others.first { $0.name == name }?.value.elements.allSatisfy { isNear($0, 1) } ?? false
  }

  /// - Parameter predictions: What the line would give, one way or another; none if the cause
  ///   cannot be at work here.
  private func evidence(predictions: [[Double]]) -> Int? {
    if predictions.isEmpty { return suspect.isWrong ? nil : 0 }
    for prediction in predictions where matches(prediction) {
      return right.indices.count {
        !suspect.blind.contains($0) && !isNear(prediction[$0], right[$0])
      }
    }
    return nil
  }

  func matches(_ prediction: [Double]) -> Bool {
    value.indices.allSatisfy {
      suspect.blind.contains($0) || isNear(value[$0], prediction[$0])
    }
  }
}
