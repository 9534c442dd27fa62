import FlatBackprop

/// A backward line is a linear map of its upstream gradients. How a wrong entry depends on each of
/// their entries shows what the entry itself, as their sum, hides.
enum TermSlip {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    guard !observation.paths.isEmpty else { return [] }
    return [overwritten, scaledEntries]
      + observation.paths.flatMap { path -> [Hypothesis] in
        let conditions = (path.rows.first?.conditions ?? []).narrowestFirst
        let places = conditions.filter { $0.kind != .value }.reversed()
        return observation.changeable.flatMap { other in
          [true, false].map { factor(other.name, isMissing: $0, path.reader) }
        } + conditions.map { rightExceptFrom($0.text, path.reader) }
          + places.map { rightOnlyFrom($0.text, path.reader) }
          + [leftOut(path.reader), stray(path.reader)]
      }
  }

  /// An entry that should be the sum of several terms holds only one of them.
  private static var overwritten: Hypothesis {
    Hypothesis(
      .overwritten,
      "where several terms meet in one entry, only one of them is kept: gradients add"
    ) { observation in
      // If no term is kept, the one to be kept may just happen to be 0, so the row shows nothing.
      observation.evidenceOfRows { row, _ in row.keepsNothing ? nil : row.keepsOneTerm }
    }
  }

  /// Each entry is right but for a factor of its own, which all its terms share.
  private static var scaledEntries: Hypothesis {
    Hypothesis(
      .added,
      "each entry is off by a factor of its own: is something multiplied in that belongs to another "
        + "line, or is it missing here?", needs: 3
    ) { observation in
      observation.evidenceOfRows { row, _ in
        observation.paths.count == 1 && row.isMeasured ? row.sharesFactor : false
      }
    }
  }

  /// A hypothesis about what comes from the upstream gradient of one reader.
  private static func slip(
    _ rank: Rank, _ reader: VariableName,
    _ sentence: @autoclosure @escaping () -> String, isAtWork: @escaping (Observation.Row) -> Bool?
  ) -> Hypothesis {
    Hypothesis(rank, sentence()) { observation in
      observation.evidenceOfRows { row, path in path.reader == reader ? isAtWork(row) : false }
    }
  }

  /// An entry collects too few of the upstream gradient's entries.
  private static func leftOut(_ reader: VariableName) -> Hypothesis {
    slip(
      .terms, reader,
      "an entry is a sum over several entries of \(reader.gradient.quoted), and some are left out"
    ) { $0.keepsNothing ? nil : $0.leavesOut }
  }

  /// An entry collects too many of them.
  private static func stray(_ reader: VariableName) -> Hypothesis {
    slip(
      .strayTerms, reader,
      "entries of \(reader.gradient.quoted) go into it where the local gradient of "
        + "\(reader.quoted) is 0"
    ) { $0.takesTooMuch }
  }

  private static func rightExceptFrom(_ condition: String, _ reader: VariableName) -> Hypothesis {
    slip(
      .terms, reader, "it is right but for what comes from \(reader.gradient.quoted) \(condition)"
    ) { row in row.conditions.contains { $0.text == condition && row.differsOnly(where: $0.holds) }
    }
  }

  private static func rightOnlyFrom(_ condition: String, _ reader: VariableName) -> Hypothesis {
    slip(
      .terms, reader, "it is right only for what comes from \(reader.gradient.quoted) \(condition)"
    ) { row in
      row.conditions.contains {
        $0.text == condition && row.differsOnly(where: $0.holds.map { !$0 })
      }
    }
  }

  /// A factor that is another variable is missing in each term, or is one too many.
  private static func factor(
    _ name: VariableName, isMissing: Bool, _ reader: VariableName
  ) -> Hypothesis {
    Hypothesis(
      .terms,
      "in the local gradient of \(reader.quoted) there is a factor of \(name.quoted) "
        + (isMissing ? "missing" : "too many"), needs: 3
    ) { observation in
      observation.evidenceOfRows { row, path in
        guard path.reader == reader, let other = observation.other(name),
          isMissing ? observation.mayDepend(on: name) : observation.reads.contains(name)
        else { return false }
        let agreeing = Observation.broadcasts(of: other, to: path.upstream.shape).filter {
          factors in
          row.value.indices.allSatisfy { place in
            isMissing
              ? row.isNear(row.value[place] * factors[place], row.right[place])
              : row.isNear(row.value[place], row.right[place] * factors[place])
          }
        }
        if agreeing.isEmpty { return false }
        // A factor that is 0 wherever the row is off explains too much.
        return agreeing.contains { factors in
          row.differing.contains { abs(factors[$0]) > 1e-6 }
        } ? true : nil
      }
    }
  }
}
