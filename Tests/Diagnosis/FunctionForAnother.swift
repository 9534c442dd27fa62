import FlatBackprop

/// One function stands where another belongs, is missing, or is too much.
enum FunctionForAnother {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    guard observation.hasRightShape else { return [] }
    let ofRight: [Hypothesis] = [
      ElementaryFunction.exponential, .logarithm, .squareRoot, .square, .reciprocal,
    ].map { inside(given: $0, right: .identity, .functions) }
    // For a gradient, to name the right function would give the answer away.
    guard observation.paths.isEmpty else {
      let read = observation.changeable.map(\.name).filter(observation.reads.contains)
      return ofRight + read.map(squareForDerivative(of:)) + [someSquareForDerivative]
    }
    let all = ElementaryFunction.allCases
    let known = observation.dependencies.filter(observation.reads.contains).sorted().flatMap {
      name in
      all.flatMap { given in
        all.filter { $0 != given && given != .identity }.map { of(name, given: given, right: $0) }
      }
    }
    return ofRight + known + hidden.map { inside(given: $0, right: $1) }
  }

  private static let activations: [ElementaryFunction] = [.sigmoid, .hyperbolicTangent, .relu]

  /// What may stand where another belongs, of something that has no line of its own.
  private static let hidden: [(given: ElementaryFunction, right: ElementaryFunction)] = [
    (.sigmoid, .hyperbolicTangent), (.hyperbolicTangent, .sigmoid), (.relu, .sigmoid),
    (.relu, .hyperbolicTangent), (.identity, .sigmoid), (.identity, .hyperbolicTangent),
    (.sigmoid, .identity), (.hyperbolicTangent, .identity), (.absolute, .identity),
  ]

  /// The line gives one function of a variable, and should give another.
  private static func of(
    _ name: VariableName, given: ElementaryFunction, right: ElementaryFunction
  ) -> Hypothesis {
    // If there are only a few numbers, two functions may agree on all of them, and neither is told.
    Hypothesis(
      .otherFunctions,
      given == .double && right == .square
        ? "it is twice \(name.quoted), the square's derivative, where the square itself belongs"
        : "it is \(given.phrase(of: name.quoted)), but should be \(right.phrase(of: name.quoted))",
      place: .at([given, right]), needs: 3
    ) { evidence(that: given, of: name, standsFor: right, in: $0) }
  }

  /// The same of something that has no line of its own, like the product in sigmoid(x w).
  private static func inside(
    given: ElementaryFunction, right: ElementaryFunction, _ rank: Rank = .otherFunctions
  ) -> Hypothesis {
    func sentence() -> String {
      switch (given, right) {
      case (.exponential, .identity): "the logarithm is missing, or an exponential is too much"
      case (.logarithm, .identity): "the exponential is missing, or a logarithm is too much"
      case (.identity, _): "\(right.name) is missing"
      case (_, .identity) where activations.contains(given): "\(given.name) is too much"
      case (_, .identity): "it is \(given.name) of what it should be"
      default: "\(given.name) stands where \(right.name) belongs"
      }
    }
    // What a function makes of another's argument agrees with no other number.
    return Hypothesis(rank, sentence(), place: .at([given, right]), needs: 2) {
      evidence(that: given, standsFor: right, in: $0)
    }
  }

  /// A gradient is the square of a variable, or of something else, where twice that is right.
  private static func squareForDerivative(of name: VariableName) -> Hypothesis {
    Hypothesis(
      .otherFunctions,
      "it is the square of \(name.quoted), where the square's derivative belongs",
      place: .at("a square"), needs: 3
    ) { evidence(that: .square, of: name, standsFor: .double, in: $0) }
  }

  private static var someSquareForDerivative: Hypothesis {
    Hypothesis(
      .otherFunctions, "it is a square, where the square's derivative belongs",
      place: .at("a square"), needs: 2
    ) { evidence(that: .square, standsFor: .double, in: $0) }
  }

  // MARK: - Evidence

  private static func evidence(
    that given: ElementaryFunction, of name: VariableName, standsFor right: ElementaryFunction,
    in observation: Observation
  ) -> Int? {
    guard let value = observation.other(name), observation.hasRightShape,
      value.shape == observation.shape
    else { return observation.refutedIfWrong }
    return observation.wants(value.elements.map { right($0) })
      ? evidence(of: value.elements.map { given($0) }, in: observation) : nil
  }

  private static func evidence(
    that given: ElementaryFunction, standsFor right: ElementaryFunction,
    in observation: Observation
  ) -> Int? {
    guard observation.hasRightShape else { return observation.refutedIfWrong }
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

  /// How many different numbers show that the line gives what is predicted.
  private static func evidence(
    of prediction: [Double], in observation: Observation,
    where isKnown: (Int) -> Bool = { _ in true }
  ) -> Int? {
    let known = observation.seen.filter(isKnown)
    guard known.allSatisfy({ observation.isNear(observation.given[$0], prediction[$0]) }) else {
      return nil
    }
    // Simple numbers agree by accident: the square of 2 is also its double.
    return observation.differentValues(except: [0, 0.25, 0.5, 1, 2, 4], where: isKnown)
  }
}
