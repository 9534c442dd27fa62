import FlatBackprop

// A backward line is a linear map of what arrives. A wrong entry of it, taken apart by what it takes
// from each entry that arrives, shows what the sum of them hides.

extension Check {
  var rowCauses: [Cause] {
    suspect.paths.flatMap { path in
      suspect.others.flatMap { other in
        [true, false].map { .localVariable(other.name, isMissing: $0, reader: path.reader) }
      }
        + Self.narrowestFirst(path.rows.first?.conditions ?? []).map {
          .exceptFrom($0.text, reader: path.reader)
        }
        + Self.narrowestFirst(path.rows.first?.conditions.filter(\.isPlace) ?? []).reversed().map {
          .onlyFrom($0.text, reader: path.reader)
        }
        + [.leftOut(reader: path.reader), .stray(reader: path.reader)]
    }
  }

  func evidence(forRow cause: Cause) -> Int? {
    guard suspect.isWrong else { return 0 }
    guard hasRightShape, suspect.isProportional else { return nil }
    var evidence = 0
    // The cause has to be at work in each of the entries that were taken apart.
    let count = suspect.paths.map(\.rows.count).min() ?? 0
    for index in 0..<count {
      guard let more = self.evidence(forRow: cause, index) else { return nil }
      evidence += more
    }
    return count > 0 ? evidence : nil
  }

  private func evidence(forRow cause: Cause, _ index: Int) -> Int? {
    guard isLinear(index) else { return nil }
    // Only one path may be wrong, or its row says nothing.
    let wrong = suspect.paths.filter { !$0.rows[index].differing.isEmpty }
    guard wrong.count == 1, let path = wrong.first else { return nil }
    let row = path.rows[index]
    // Where what is kept is 0 by accident, or is not there, it cannot be told from nothing.
    if [.overwritten, .leftOut(reader: path.reader)].contains(cause), row.keepsNothing { return 0 }
    let isHit =
      switch cause {
      case .overwritten: row.keepsOneTerm
      case .leftOut(path.reader): row.leavesOut
      case .stray(path.reader): row.takesTooMuch
      case .exceptFrom(let text, path.reader):
        row.conditions.contains { $0.text == text && row.differsOnly(where: $0.holds) }
      case .onlyFrom(let text, path.reader):
        row.conditions.contains {
          $0.text == text && row.differsOnly(where: $0.holds.map { !$0 })
        }
      case .localVariable(let name, let isMissing, path.reader):
        isFactor(name, isMissing, in: row, of: path)
      case .wrongLocal(path.reader): row.isMeasured
      default: false
      }
    return isHit ? row.differing.count : nil
  }

  /// Whether a wrong entry is what its rows make of what arrives.
  private func isLinear(_ index: Int) -> Bool {
    var sum = 0.0
    for path in suspect.paths {
      for (factor, arriving) in zip(path.rows[index].value, path.upstream.elements) {
        sum += factor.isNaN ? 0 : factor * arriving
      }
    }
    return Swift.abs(sum - value[suspect.paths[0].rows[index].entry]) <= 10 * tolerance
  }

  private func isFactor(
    _ name: String, _ isMissing: Bool, in row: Suspect.Row, of path: Suspect.Path
  ) -> Bool {
    guard let other = suspect.others.first(where: { $0.name == name })?.value else { return false }
    return Self.broadcasts(of: other, to: path.upstream.shape).contains { factors in
      // A factor of 0 everywhere explains too much.
      row.differing.contains { Swift.abs(factors[$0]) > 1e-6 }
        && row.value.indices.allSatisfy { place in
          isMissing
            ? row.isNear(row.value[place] * factors[place], row.right[place])
            : row.isNear(row.value[place], row.right[place] * factors[place])
        }
    }
  }
}

extension Suspect.Row {
  /// The steps behind a row are coarser than those behind a gradient.
  private var tolerance: Double {
    1e-5 * (right + value).map { $0.isNaN ? 0 : Swift.abs($0) }.reduce(0) { Swift.max($0, $1) }
  }

  fileprivate func isNear(_ a: Double, _ b: Double) -> Bool {
    a.isNaN || b.isNaN || Swift.abs(a - b) <= tolerance
  }

  fileprivate var differing: [Int] { right.indices.filter { !isNear(value[$0], right[$0]) } }

  private var terms: [Int] { right.indices.filter { !isNear(right[$0], 0) } }

  /// One of several terms is there, the others are not.
  fileprivate var keepsOneTerm: Bool {
    let kept = terms.filter { !isNear(value[$0], 0) }
    return terms.count > 1 && kept.count == 1 && differing.count == terms.count - 1
  }

  fileprivate var keepsNothing: Bool {
    !terms.isEmpty && terms.allSatisfy { isNear(value[$0], 0) } && differing.count == terms.count
  }

  /// Some terms are not looked at, others are.
  fileprivate var leavesOut: Bool {
    let kept = terms.count { !isNear(value[$0], 0) }
    return kept > 0 && kept < terms.count
      && right.indices.allSatisfy {
        !isNear(right[$0], 0) || isNear(value[$0], 0)
      }
  }

  /// The terms are right, but there are more.
  fileprivate var takesTooMuch: Bool {
    differing.allSatisfy { isNear(right[$0], 0) }
  }

  fileprivate func differsOnly(where holds: [Bool]) -> Bool {
    differing.allSatisfy { holds[$0] } && 2 * differing.count >= holds.count { $0 }
      && right.indices.contains { !holds[$0] && !isNear(right[$0], 0) }
  }
}
