import FlatBackprop

/// A gradient is a sum over the lines that read its variable: some of them are forgotten, or go in
/// with the wrong sign.
enum PathSlip: Hypothesis {
  case missing([VariableName])
  case sign(of: VariableName)

  /// The contributions of the paths are multiplied.
  case multiplied

  static func candidates(for observation: Observation) -> [PathSlip] {
    guard observation.hasSeveralPaths, observation.hasRightShape else { return [] }
    // A path that adds nothing cannot be missed.
    let readers = observation.paths.filter { path in
      observation.seen.contains { !observation.isNear(path.contribution.elements[$0], 0) }
    }.map(\.reader)
    let singles =
      readers.map { PathSlip.missing([$0]) } + readers.map { .sign(of: $0) } + [.multiplied]
    guard readers.count > 2, readers.count <= 6 else { return singles }
    let several = (1..<(1 << readers.count)).filter {
      (2..<readers.count).contains($0.nonzeroBitCount)
    }
    return singles
      + several.sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }.map { bits in
        .missing(readers.indices.filter { bits & (1 << $0) != 0 }.map { readers[$0] })
      }
  }

  var rank: Rank { .paths }

  var place: AnyHashable {
    switch self {
    case .missing(let readers): readers
    case .sign(let reader): [reader]
    case .multiplied: self
    }
  }

  /// That a product is also the sum (2 and 2), happens.
  var neededEvidence: Int { self == .multiplied ? 3 : 1 }

  func evidence(in observation: Observation) -> Int? {
    switch self {
    case .missing(let readers):
      // What the line takes up is not missing, even if nothing is left of it.
      if observation.isWrong, readers.contains(where: { observation.reads.contains($0.gradient) }) {
        return nil
      }
      var rest = observation.wanted
      for reader in readers {
        guard let path = observation.path(reader) else { return observation.isWrong ? nil : 0 }
        rest = zip(rest, path.contribution.elements).map { $0 - $1 }
      }
      return observation.evidence(of: [rest])
    case .sign(let reader):
      return observation.evidence(of: observation.changing(reader) { -$1 })
    case .multiplied:
      let product = observation.wanted.indices.map { place in
        observation.paths.reduce(1) { $0 * $1.contribution.elements[place] }
      }
      return observation.evidence(of: observation.hasSeveralPaths ? [product] : [])
    }
  }

  var sentence: String {
    switch self {
    case .missing(let readers):
      "the path\(readers.count == 1 ? "" : "s") through \(VariableName.list(readers)) "
        + "\(readers.count == 1 ? "is" : "are") missing"
    case .sign(let reader): "the path through \(reader.quoted) has the wrong sign"
    case .multiplied: "what the paths contribute is multiplied, but should be added"
    }
  }
}
