import FlatBackprop

/// A gradient is a sum over the lines that read its variable: some of them are forgotten, or go in
/// with the wrong sign.
enum PathSlip {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    guard observation.hasSeveralPaths, observation.hasRightShape else { return [] }
    // A path that adds nothing cannot be missed.
    let readers = observation.contributing
    let singles = readers.map { missing([$0]) } + readers.map(wrongSign(of:)) + [multiplied]
    guard readers.count > 2, readers.count <= 6 else { return singles }
    let several = (1..<(1 << readers.count)).filter {
      (2..<readers.count).contains($0.nonzeroBitCount)
    }
    return singles
      + several.sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }.map { bits in
        missing(readers.indices.filter { bits & (1 << $0) != 0 }.map { readers[$0] })
      }
  }

  private static func missing(_ readers: [VariableName]) -> Hypothesis {
    Hypothesis(
      .paths,
      "the path\(readers.count == 1 ? "" : "s") through \(VariableName.list(readers)) "
        + "\(readers.count == 1 ? "is" : "are") missing", place: .at(readers)
    ) { observation in
      // A path whose gradient the line reads is not missing, even if nothing is left of it.
      if observation.isWrong, readers.contains(where: { observation.reads.contains($0.gradient) }) {
        return nil
      }
      return observation.evidence(of: observation.scaling(readers, by: 0))
    }
  }

  private static func wrongSign(of reader: VariableName) -> Hypothesis {
    Hypothesis(
      .paths, "the path through \(reader.quoted) has the wrong sign", place: .at([reader])
    ) { $0.evidence(of: $0.changing(reader) { -$1 }) }
  }

  private static var multiplied: Hypothesis {
    // A product can happen to equal the sum (2 and 2).
    Hypothesis(
      .paths, "what the paths contribute is multiplied, but should be added", place: .itsOwn,
      needs: 3
    ) { observation in
      let product = observation.wanted.indices.map { place in
        observation.paths.reduce(1) { $0 * $1.contribution.elements[place] }
      }
      return observation.evidence(of: observation.hasSeveralPaths ? [product] : [])
    }
  }
}
