import FlatBackprop
import Foundation

/// An input of the line should have gone through a function first, as in a sum of squares without
/// the squares. Or it has gone through the inverse function, as in the root of a variance that
/// should be used as it is. Only the student can see which of the two it is.
struct InnerFunction: Hypothesis {
  let function: ElementaryFunction

  /// The inputs in question: one variable, or all tensors that the line reads.
  let names: [VariableName]

  private static let functions: [ElementaryFunction] = [
    .square, .squareRoot, .exponential, .logarithm, .double, .half,
  ]

  static func candidates(for observation: Observation) -> [InnerFunction] {
    // If a line gives no finite numbers, it is not known what it reads.
    let read = observation.changeable.filter {
      observation.reads.contains($0.name) && observation.mayDepend(on: $0.name)
        || observation.dependencies.contains($0.name)
    }
    let tensors = read.filter { $0.value.rank > 0 }.map(\.name)
    let sets = read.map { [$0.name] } + (tensors.count > 1 ? [tensors] : [])
    return sets.flatMap { names in
      functions.map { InnerFunction(function: $0, names: names) }
    }
  }

  /// That a path is twice too large says more.
  var rank: Rank { [.double, .half].contains(function) ? .halves : .innerFunctions }
  var place: AnyHashable { self }
  var neededEvidence: Int { 2 }

  func changes(in observation: Observation) -> [VariableName: Tensor]? {
    let values = names.compactMap(observation.other)
    guard values.count == names.count else { return nil }
    let changed = values.map { $0.map { function($0) } }
    // The function must change something (the square of 1 is 1), and must give finite numbers.
    guard changed.allSatisfy({ $0.elements.allSatisfy(\.isFinite) }),
      zip(values, changed).contains(where: { !observation.isSame($0, $1) })
    else { return nil }
    return Dictionary(uniqueKeysWithValues: zip(names, changed))
  }

  func evidence(in observation: Observation) -> Int? {
    guard let evidence = experimentEvidence(in: observation) else { return nil }
    guard evidence > 0, isTelling(of: names.compactMap(observation.other)),
      !isMereComparison(in: observation)
    else { return 0 }
    return observation.hasRightShape ? observation.deviating.count : evidence
  }

  /// Whether the line only compares the values with a threshold. The exponential of a positive
  /// number is above 1, so applying the function can repair a wrong threshold. But then values
  /// slightly off do so, too.
  private func isMereComparison(in observation: Observation) -> Bool {
    guard let changes = changes(in: observation) else { return false }
    return [0.9, 1.1].contains { factor in
      observation.isRepaired(by: changes.mapValues { $0 * factor })
    }
  }

  /// Whether a repair by the function proves anything. The exponential turns a 0 that stops
  /// something into a 1 that lets it pass, and the logarithm turns a 1 into a 0 that stops it: that
  /// repairs a lot.
  private func isTelling(of values: [Tensor]) -> Bool {
    guard function == .exponential || function == .logarithm else { return true }
    return values.allSatisfy { value in
      !value.elements.contains(0) && !value.elements.allSatisfy { $0 == value.elements[0] }
    }
  }

  var sentence: String {
    let list = VariableName.list(names)
    let (isOne, places) = (names.count == 1, names.count == 1 ? "its place" : "their places")
    guard let surplus = function.inverse?.name, ![.double, .half].contains(function) else {
      return
        "it is right with \(function.phrase(of: list)) in \(places): is a factor of 2 missing, "
        + "or too many?"
    }
    let missing = function.name
    return isOne
      ? "it is right with \(missing) of \(list) in \(places): is \(missing) missing, or \(surplus) "
        + "too much?"
      : "it is right with \(missing)s of \(list) in \(places): are \(missing)s missing, or "
        + "\(surplus)s too much?"
  }
}
