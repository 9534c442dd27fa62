import FlatBackprop

/// The numbers of a variable are reduced to one number in the wrong way, like the square of a sum
/// in place of the sum of squares.
enum ReductionForAnother {
  private typealias Way = (phrase: String, of: ([Double]) -> Double)

  private static var ways: [Way] {
    func sum(_ numbers: [Double]) -> Double { numbers.reduce(0, +) }
    func squares(_ numbers: [Double]) -> Double { numbers.reduce(0) { $0 + $1 * $1 } }
    return [
      ("the sum", sum),
      ("the sum of the squares", squares),
      ("the square of the sum", { sum($0) * sum($0) }),
      ("the root of the sum of the squares", { squares($0).squareRoot() }),
      ("the sum of the absolute values", { $0.reduce(0) { $0 + abs($1) } }),
      ("the maximum", { $0.max() ?? 0 }),
    ]
  }

  static func candidates(for observation: Observation) -> [Hypothesis] {
    guard observation.paths.isEmpty, observation.shape.isEmpty, observation.hasRightShape else {
      return []
    }
    let read = observation.changeable.filter {
      observation.reads.contains($0.name) && observation.dependencies.contains($0.name)
        && $0.value.rank > 0
    }.sorted { $0.name < $1.name }
    let pairs = read.enumerated().flatMap { index, one in
      read[(index + 1)...].filter { $0.value.shape == one.value.shape }.map { [one.name, $0.name] }
    }
    let ways = ways
    return (read.map { [$0.name] } + pairs).flatMap { names in
      ways.flatMap { given in
        ways.filter { $0.phrase != given.phrase }.map { hypothesis(names, given, $0) }
      }
    }
  }

  /// The line may scale the sum by something else, by a weight or by a number of examples. So the
  /// two ways must differ by the same factor as the line's value and the right one.
  /// - Parameter names: One variable, or two whose difference it is.
  private static func hypothesis(_ names: [VariableName], _ given: Way, _ right: Way) -> Hypothesis
  {
    let what = names.map(\.quoted).joined(separator: " and ")
    return Hypothesis(
      .otherFunctions,
      "it takes \(given.phrase) of \(names.count > 1 ? "the difference of " : "")\(what), where "
        + "\(right.phrase) belongs", place: .itsOwn, needs: 2, isShown: isNoConstant
    ) { observation in
      guard let numbers = numbers(names, in: observation), observation.hasRightShape else {
        return observation.refutedIfWrong
      }
      let (one, other) = (given.of(numbers), right.of(numbers))
      let (value, wanted) = (observation.given[0], observation.wanted[0])
      // Where nothing is left of the right sum, it is not known what it is scaled by.
      if other == 0 || wanted == 0 { return observation.isNear(wanted, 0) ? 0 : nil }
      guard observation.isNear(value, wanted * one / other) else { return nil }
      // A single number is its own sum, and 1 is its own square.
      return observation.isWrong && numbers.count > 1 ? 1 : 0
    }
  }

  /// A factor that is the same on all cases has nothing to do with the numbers.
  private static func isNoConstant(_ observations: [Observation]) -> Bool {
    let ratios = observations.filter { $0.isWrong && $0.wanted[0] != 0 }.map {
      $0.given[0] / $0.wanted[0]
    }
    return ratios.contains { abs($0 - ratios[0]) > 1e-3 * abs(ratios[0]) }
  }

  private static func numbers(
    _ names: [VariableName], in observation: Observation
  ) -> [Double]? {
    let values = names.compactMap(observation.other)
    guard values.count == names.count else { return nil }
    guard values.count == 2 else { return values[0].elements }
    return values[0].shape == values[1].shape ? (values[0] - values[1]).elements : nil
  }
}
