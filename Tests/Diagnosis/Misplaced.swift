import FlatBackprop

/// The numbers are right, in the whole value or in one path, but stand in the wrong places.
struct Misplaced: Hypothesis {
  let path: VariableName?

  static func candidates(for observation: Observation) -> [Misplaced] {
    observation.parts.map { Misplaced(path: $0) }
  }

  var rank: Rank { .misplaced }
  var neededEvidence: Int { 2 }

  func evidence(in observation: Observation) -> Int? {
    guard observation.isWrong else { return 0 }
    guard observation.hasRightShape else { return nil }
    var (given, wanted) = (observation.given, observation.wanted)
    if let path {
      guard let contribution = observation.path(path)?.contribution.elements else { return nil }
      given = given.indices.map { given[$0] - wanted[$0] + contribution[$0] }
      wanted = contribution
    }
    guard observation.areNear(given.sorted(), wanted.sorted()) else { return nil }
    return zip(given, wanted).count { !observation.isNear($0, $1) }
  }

  var sentence: String {
    path.map { "the path through \($0.quoted) has the right numbers, but in the wrong places" }
      ?? "the numbers are right, but some stand in each other's place"
  }
}
