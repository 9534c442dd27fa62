import FlatBackprop

/// A backward line is a linear map of its upstream gradients. How a wrong entry depends on each of
/// their entries shows what the entry itself, as their sum, hides.
enum TermSlip: Hypothesis {
  /// An entry that should be the sum of several terms holds only one of them.
  case overwritten

  /// An entry collects too few, or too many, of the upstream gradient's entries.
  case leftOut(reader: VariableName)
  case stray(reader: VariableName)

  /// Right except for what comes from upstream entries where a condition holds, or only for that.
  case exceptFrom(String, reader: VariableName)
  case onlyFrom(String, reader: VariableName)

  /// Each entry is right but for a factor of its own, which all its terms share.
  case scaledEntries

  /// A factor that is another variable is missing in each term, or is one too many.
  case factor(VariableName, isMissing: Bool, reader: VariableName)

  static func candidates(for observation: Observation) -> [TermSlip] {
    guard !observation.paths.isEmpty else { return [] }
    return [.overwritten, .scaledEntries]
      + observation.paths.flatMap { path -> [TermSlip] in
        let conditions = (path.rows.first?.conditions ?? []).narrowestFirst
        return observation.changeable.flatMap { other -> [TermSlip] in
          [true, false].map { .factor(other.name, isMissing: $0, reader: path.reader) }
        }
          + conditions.map { .exceptFrom($0.text, reader: path.reader) }
          + conditions.filter { $0.kind != .value }.reversed().map {
            .onlyFrom($0.text, reader: path.reader)
          } + [.leftOut(reader: path.reader), .stray(reader: path.reader)]
      }
  }

  var rank: Rank {
    switch self {
    case .overwritten: .overwritten
    case .scaledEntries: .added
    case .leftOut, .exceptFrom, .onlyFrom, .factor: .terms
    case .stray: .strayTerms
    }
  }

  var neededEvidence: Int {
    switch self {
    case .factor, .scaledEntries: 3
    case .overwritten, .leftOut, .stray, .exceptFrom, .onlyFrom: 1
    }
  }

  func evidence(in observation: Observation) -> Int? {
    observation.evidenceOfRows { row, path in
      switch self {
      // If no term is kept, the one to be kept may just happen to be 0, so the row shows nothing.
      case .overwritten: row.keepsNothing ? nil : row.keepsOneTerm
      case .scaledEntries: observation.paths.count == 1 && row.isMeasured ? row.sharesFactor : false
      case .leftOut(let reader):
        path.reader != reader ? false : row.keepsNothing ? nil : row.leavesOut
      case .stray(let reader): path.reader == reader && row.takesTooMuch
      case .exceptFrom(let text, let reader):
        path.reader == reader
          && row.conditions.contains { $0.text == text && row.differsOnly(where: $0.holds) }
      case .onlyFrom(let text, let reader):
        path.reader == reader
          && row.conditions.contains {
            $0.text == text && row.differsOnly(where: $0.holds.map { !$0 })
          }
      case .factor(let name, let isMissing, let reader):
        path.reader == reader ? isFactor(name, isMissing, in: row, of: path, observation) : false
      }
    }
  }

  /// - Returns: `nil` if the factor is 0 wherever the row is off, because that explains too much.
  private func isFactor(
    _ name: VariableName, _ isMissing: Bool, in row: Observation.Row, of path: Observation.Path,
    _ observation: Observation
  ) -> Bool? {
    guard let other = observation.other(name),
      isMissing ? observation.mayDepend(on: name) : observation.reads.contains(name)
    else { return false }
    let agreeing = Observation.broadcasts(of: other, to: path.upstream.shape).filter { factors in
      row.value.indices.allSatisfy { place in
        isMissing
          ? row.isNear(row.value[place] * factors[place], row.right[place])
          : row.isNear(row.value[place], row.right[place] * factors[place])
      }
    }
    if agreeing.isEmpty { return false }
    return agreeing.contains { factors in
      row.differing.contains { abs(factors[$0]) > 1e-6 }
    } ? true : nil
  }

  var sentence: String {
    switch self {
    case .scaledEntries:
      "each entry is off by a factor of its own: is something multiplied in that belongs to another "
        + "line, or is it missing here?"
    case .overwritten:
      "where several terms meet in one entry, only one of them is kept: gradients add"
    case .leftOut(let reader):
      "an entry is a sum over several entries of \(reader.gradient.quoted), and some are left out"
    case .stray(let reader):
      "entries of \(reader.gradient.quoted) go into it where the local gradient of "
        + "\(reader.quoted) is 0"
    case .exceptFrom(let condition, let reader):
      "it is right but for what comes from \(reader.gradient.quoted) \(condition)"
    case .onlyFrom(let condition, let reader):
      "it is right only for what comes from \(reader.gradient.quoted) \(condition)"
    case .factor(let name, let isMissing, let reader):
      "in the local gradient of \(reader.quoted) there is a factor of \(name.quoted) "
        + (isMissing ? "missing" : "too many")
    }
  }
}
