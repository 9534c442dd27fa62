import FlatBackprop

/// The numbers of a variable are brought to one number in the wrong way, like the square of a sum
/// in place of the sum of squares.
struct ReductionForAnother: Hypothesis {
  /// One variable, or two whose difference it is.
  let names: [VariableName]
  let given: Reduction
  let right: Reduction

  enum Reduction: CaseIterable {
    case sum, sumOfSquares, squareOfSum, length, sumOfAbsolutes, maximum

    func callAsFunction(_ numbers: [Double]) -> Double {
      let sum = numbers.reduce(0, +)
      let squares = numbers.reduce(0) { $0 + $1 * $1 }
      return switch self {
      case .sum: sum
      case .sumOfSquares: squares
      case .squareOfSum: sum * sum
      case .length: squares.squareRoot()
      case .sumOfAbsolutes: numbers.reduce(0) { $0 + abs($1) }
      case .maximum: numbers.max() ?? 0
      }
    }

    var phrase: String {
      switch self {
      case .sum: "the sum"
      case .sumOfSquares: "the sum of the squares"
      case .squareOfSum: "the square of the sum"
      case .length: "the root of the sum of the squares"
      case .sumOfAbsolutes: "the sum of the absolute values"
      case .maximum: "the maximum"
      }
    }
  }

  static func candidates(for observation: Observation) -> [ReductionForAnother] {
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
    return (read.map { [$0.name] } + pairs).flatMap { names in
      Reduction.allCases.flatMap { given in
        Reduction.allCases.filter { $0 != given }.map {
          ReductionForAnother(names: names, given: given, right: $0)
        }
      }
    }
  }

  var rank: Rank { .otherFunctions }
  var place: AnyHashable { self }
  var neededEvidence: Int { 2 }

  /// The line may scale the sum by something else, by a weight or by a number of examples. So the
  /// two ways must differ by the same factor as the line's value and the right one.
  func evidence(in observation: Observation) -> Int? {
    guard let numbers = numbers(in: observation), observation.hasRightShape else {
      return observation.isWrong ? nil : 0
    }
    let (one, other) = (given(numbers), right(numbers))
    let (value, wanted) = (observation.given[0], observation.wanted[0])
    // Where nothing is left of the right sum, it is not known what it is scaled by.
    if other == 0 || wanted == 0 { return observation.isNear(wanted, 0) ? 0 : nil }
    guard observation.isNear(value, wanted * one / other) else { return nil }
    // A single number is its own sum, and 1 is its own square.
    return observation.isWrong && numbers.count > 1 ? 1 : 0
  }

  /// A factor that is the same on all cases has nothing to do with the numbers.
  func isShown(by observations: [Observation]) -> Bool {
    let ratios = observations.filter(\.isWrong).compactMap { one -> Double? in
      guard one.wanted[0] != 0 else { return nil }
      return one.given[0] / one.wanted[0]
    }
    return ratios.contains { abs($0 - ratios[0]) > 1e-3 * abs(ratios[0]) }
  }

  private func numbers(in observation: Observation) -> [Double]? {
    let values = names.compactMap(observation.other)
    guard values.count == names.count else { return nil }
    guard values.count == 2 else { return values[0].elements }
    return values[0].shape == values[1].shape ? (values[0] - values[1]).elements : nil
  }

  var sentence: String {
    let what =
      names.count == 1
      ? names[0].quoted : "the difference of \(names[0].quoted) and \(names[1].quoted)"
    return "it takes \(given.phrase) of \(what), where \(right.phrase) belongs"
  }
}
