import FlatBackprop

/// The numbers are right, in the whole value or in one path, but stand in the wrong places.
enum Misplaced {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    observation.parts.map { path in
      Hypothesis(
        .misplaced,
        path.map { "the path through \($0.quoted) has the right numbers, but in the wrong places" }
          ?? "the numbers are right, but some stand in each other's place", needs: 2
      ) { evidence(path, in: $0) }
    }
  }

  private static func evidence(_ path: VariableName?, in observation: Observation) -> Int? {
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
}
