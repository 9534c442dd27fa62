import FlatBackprop

/// One function stands where another belongs, is missing, or is too much.
enum FunctionForAnother: Hypothesis {
  /// The line gives one function of a variable, and should give another.
  case of(VariableName, given: ElementaryFunction, right: ElementaryFunction)

  /// The same of something that has no line of its own, like the product in sigmoid(x w).
  case inside(given: ElementaryFunction, right: ElementaryFunction)

  /// A gradient is the square of a variable, or of something else, where twice that is right.
  case squareForDerivative(VariableName?)

  static func candidates(for observation: Observation) -> [FunctionForAnother] {
    guard observation.hasRightShape else { return [] }
    // For a gradient, to name the right function would give the answer away.
    guard observation.paths.isEmpty else {
      return ofRight
        + observation.changeable.filter { observation.reads.contains($0.name) }.map {
          .squareForDerivative($0.name)
        } + [.squareForDerivative(nil)]
    }
    let all = ElementaryFunction.allCases
    let names = observation.dependencies.filter(observation.reads.contains).sorted()
    let known = names.flatMap { name in
      all.flatMap { given in
        all.filter { $0 != given && given != .identity }.map {
          of(name, given: given, right: $0)
        }
      }
    }
    let hidden =
      activations.flatMap { given in
        [.sigmoid, .hyperbolicTangent].filter { $0 != given }.map {
          inside(given: given, right: $0)
        }
      }
      + [
        .inside(given: .identity, right: .sigmoid),
        .inside(given: .identity, right: .hyperbolicTangent),
        .inside(given: .sigmoid, right: .identity),
        .inside(given: .hyperbolicTangent, right: .identity),
        .inside(given: .absolute, right: .identity),
      ]
    return ofRight + known + hidden
  }

  private static let activations: [ElementaryFunction] = [.sigmoid, .hyperbolicTangent, .relu]

  /// A function of what the line should give.
  private static let ofRight: [FunctionForAnother] = [
    .exponential, .logarithm, .squareRoot, .square, .reciprocal,
  ].map { inside(given: $0, right: .identity) }

  var rank: Rank { Self.ofRight.contains(self) ? .functions : .otherFunctions }

  /// Two functions may agree on few numbers, and then neither is told.
  var place: AnyHashable {
    switch self {
    case .of(_, let given, let right), .inside(let given, let right): [given, right]
    case .squareForDerivative: "a square"
    }
  }

  var neededEvidence: Int {
    switch self {
    case .of, .squareForDerivative(.some): 3
    // What a function makes of another's argument agrees with no other number.
    case .inside, .squareForDerivative(nil): 2
    }
  }

  func evidence(in observation: Observation) -> Int? {
    switch self {
    case .squareForDerivative(let name?):
      return Self.of(name, given: .square, right: .double).evidence(in: observation)
    case .squareForDerivative(nil):
      return Self.inside(given: .square, right: .double).evidence(in: observation)
    case .of(let name, let given, let right):
      guard let value = observation.other(name), observation.hasRightShape,
        value.shape == observation.shape
      else { return observation.isWrong ? nil : 0 }
      guard
        observation.seen.allSatisfy({ place in
          observation.isNear(right(value.elements[place]), observation.wanted[place])
        })
      else { return nil }
      return evidence(of: value.elements.map { given($0) }, in: observation)
    case .inside(let given, let right):
      guard observation.hasRightShape else { return observation.isWrong ? nil : 0 }
      // Zeros alone cannot tell one function from another.
      if observation.wanted.allSatisfy({ observation.isNear($0, 0) }) { return 0 }
      let arguments = observation.wanted.compactMap { right.argument(of: $0) }
      guard arguments.count == observation.wanted.count else { return nil }
      // Where a function has reached its limit, its argument cannot be told.
      let hasLimits = [.sigmoid, .hyperbolicTangent].contains(right)
      return evidence(of: arguments.map { given($0) }, in: observation) {
        !hasLimits || abs(arguments[$0]) < 15
      }
    }
  }

  /// How many different numbers show that the line gives what is predicted.
  private func evidence(
    of prediction: [Double], in observation: Observation,
    where isKnown: (Int) -> Bool = { _ in true }
  ) -> Int? {
    let known = observation.seen.filter(isKnown)
    guard known.allSatisfy({ observation.isNear(observation.given[$0], prediction[$0]) }) else {
      return nil
    }
    // Simple numbers agree by accident: the square of 2 is also its double.
    let telling = observation.deviating.filter {
      isKnown($0) && ![0, 0.25, 0.5, 1, 2, 4].contains(abs(observation.wanted[$0]))
    }
    return Set(telling.map { observation.wanted[$0] }).count
  }

  var sentence: String {
    switch self {
    case .squareForDerivative(let name?):
      "it is the square of \(name.quoted), where the square's derivative belongs"
    case .squareForDerivative(nil): "it is a square, where the square's derivative belongs"
    case .of(let name, .double, .square):
      "it is twice \(name.quoted), the square's derivative, where the square itself belongs"
    case .of(let name, let given, let right):
      "it is \(given.phrase(of: name.quoted)), but should be \(right.phrase(of: name.quoted))"
    case .inside(.exponential, .identity): "the logarithm is missing"
    case .inside(.logarithm, .identity): "the exponential is missing"
    case .inside(.identity, let right): "\(right.name) is missing"
    case .inside(let given, .identity):
      Self.activations.contains(given)
        ? "\(given.name) is too much" : "it is \(given.name) of what it should be"
    case .inside(let given, let right): "\(given.name) stands where \(right.name) belongs"
    }
  }
}
