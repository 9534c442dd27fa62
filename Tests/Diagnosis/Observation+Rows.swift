import FlatBackprop

// How a few wrong entries depend on each entry of the upstream gradients, and what that reveals.

extension Observation {
  /// How strongly the rows of the wrong entries support a hypothesis.
  ///
  /// The cause must show in every one of these entries, unless that cannot be determined.
  /// - Parameter isAtWork: Whether a row of a path shows the cause; `nil` if that cannot be
  ///   determined.
  func evidenceOfRows(_ isAtWork: (Row, Path) -> Bool?) -> Int? {
    guard isWrong else { return 0 }
    guard hasRightShape, isProportional, let count = paths.map(\.rows.count).min(), count > 0 else {
      return nil
    }
    var evidence = 0
    for index in 0..<count {
      // Exactly one path must be wrong, or the rows prove nothing.
      let wrong = paths.filter { !$0.rows[index].differing.isEmpty }
      guard isLinear(index), wrong.count == 1, let path = wrong.first else { return nil }
      switch isAtWork(path.rows[index], path) {
      case nil: continue
      case false?: return nil
      case true?: evidence += path.rows[index].differing.count
      }
    }
    return evidence
  }

  /// Whether a wrong entry is the sum of the upstream gradients' entries, weighted by its rows.
  private func isLinear(_ index: Int) -> Bool {
    var (sum, largest) = (0.0, scale)
    for path in paths {
      for (factor, arriving) in zip(path.rows[index].value, path.upstream.elements)
      where !factor.isNaN {
        sum += factor * arriving
        largest = max(largest, abs(factor * arriving))
      }
    }
    return abs(sum - given[paths[0].rows[index].entry]) <= 1e-5 * largest
  }
}

extension Observation.Row {
  /// Rows are measured with coarser steps than gradients.
  private var tolerance: Double {
    1e-5 * (right + value).map { $0.isNaN ? 0 : abs($0) }.reduce(0) { max($0, $1) }
  }

  func isNear(_ a: Double, _ b: Double) -> Bool {
    a.isNaN || b.isNaN || abs(a - b) <= tolerance
  }

  var differing: [Int] { right.indices.filter { !isNear(value[$0], right[$0]) } }

  private var terms: [Int] { right.indices.filter { !isNear(right[$0], 0) } }

  /// Whether only one of several terms is there.
  var keepsOneTerm: Bool {
    let kept = terms.filter { !isNear(value[$0], 0) }
    return terms.count > 1 && kept.count == 1 && differing.count == terms.count - 1
  }

  var keepsNothing: Bool {
    !terms.isEmpty && terms.allSatisfy { isNear(value[$0], 0) } && differing.count == terms.count
  }

  /// Whether several terms are all off by the same factor; `nil` if there is only one term.
  var sharesFactor: Bool? {
    guard terms.count > 1 else { return nil }
    guard differing.count == terms.count,
      let largest = terms.max(by: { abs(right[$0]) < abs(right[$1]) })
    else { return false }
    let factor = value[largest] / right[largest]
    return abs(factor) > 1e-3 && terms.allSatisfy { isNear(value[$0], factor * right[$0]) }
  }

  /// Whether some terms, but not all, are missing, and everything else is right.
  var leavesOut: Bool {
    let kept = terms.filter { !isNear(value[$0], 0) }
    return !kept.isEmpty && kept.count < terms.count
      && kept.allSatisfy { isNear(value[$0], right[$0]) }
      && right.indices.allSatisfy { !isNear(right[$0], 0) || isNear(value[$0], 0) }
  }

  /// Whether there are terms that should not be there.
  var takesTooMuch: Bool { differing.contains { abs(right[$0]) <= 1e-4 * tolerance } }

  /// Whether a term that should be there has a wrong factor.
  var hasOtherFactors: Bool {
    differing.contains { !isNear(right[$0], 0) && !isNear(value[$0], 0) }
  }

  func differsOnly(where holds: [Bool]) -> Bool {
    differing.allSatisfy { holds[$0] } && 2 * differing.count >= holds.count { $0 }
      && right.indices.contains { !holds[$0] && !isNear(right[$0], 0) }
  }
}
