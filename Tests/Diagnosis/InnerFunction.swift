import FlatBackprop
import Foundation

/// An input of the line should have gone through a function first, as in a sum of squares without
/// the squares. Or it has gone through the inverse function, as in the root of a variance that
/// should be used as it is. Only the student can see which of the two it is.
enum InnerFunction {
  private static let functions: [ElementaryFunction] = [
    .square, .squareRoot, .exponential, .logarithm, .double, .half,
  ]

  static func candidates(for observation: Observation) -> [Hypothesis] {
    // If a line gives no finite numbers, it is not known what it reads.
    let read = observation.changeable.filter {
      observation.reads.contains($0.name) && observation.mayDepend(on: $0.name)
        || observation.dependencies.contains($0.name)
    }
    let tensors = read.filter { $0.value.rank > 0 }.map(\.name)
    let sets = read.map { [$0.name] } + (tensors.count > 1 ? [tensors] : [])
    return sets.flatMap { names in functions.map { hypothesis($0, of: names) } }
  }

  /// - Parameter names: The inputs in question: one variable, or all tensors that the line reads.
  private static func hypothesis(
    _ function: ElementaryFunction, of names: [VariableName]
  ) -> Hypothesis {
    func changes(in observation: Observation) -> Hypothesis.Changes? {
      let values = names.compactMap(observation.other)
      guard values.count == names.count else { return nil }
      let changed = values.map { $0.map { function($0) } }
      // The function must change something (the square of 1 is 1), and must give finite numbers.
      guard changed.allSatisfy({ $0.elements.allSatisfy(\.isFinite) }),
        zip(values, changed).contains(where: { !observation.isSame($0, $1) })
      else { return nil }
      return Dictionary(uniqueKeysWithValues: zip(names, changed))
    }
    // That a path is twice too large says more than a factor of 2.
    return Hypothesis(
      [.double, .half].contains(function) ? .halves : .innerFunctions, sentence(function, names),
      place: .itsOwn, needs: 2, changing: changes
    ) { observation in
      guard isTelling(function, of: names.compactMap(observation.other)),
        let changes = changes(in: observation), !isMereComparison(changes, in: observation)
      else { return 0 }
      return observation.hasRightShape ? observation.deviating.count : 1
    }
  }

  /// Whether the line only compares the values with a threshold. The exponential of a positive
  /// number is above 1, so applying the function can repair a wrong threshold. But then values
  /// slightly off do so, too.
  private static func isMereComparison(
    _ changes: Hypothesis.Changes, in observation: Observation
  ) -> Bool {
    [0.9, 1.1].contains { factor in
      observation.isRepaired(by: changes.mapValues { $0 * factor })
    }
  }

  /// Whether a repair by the function proves anything. The exponential turns a 0 that stops
  /// something into a 1 that lets it pass, and the logarithm turns a 1 into a 0 that stops it: that
  /// repairs a lot.
  private static func isTelling(_ function: ElementaryFunction, of values: [Tensor]) -> Bool {
    guard function == .exponential || function == .logarithm else { return true }
    return values.allSatisfy { value in
      !value.elements.contains(0) && !value.elements.allSatisfy { $0 == value.elements[0] }
    }
  }

  private static func sentence(_ function: ElementaryFunction, _ names: [VariableName]) -> String {
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
