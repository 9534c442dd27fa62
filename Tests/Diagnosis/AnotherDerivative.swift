import FlatBackprop

/// The upstream gradient is multiplied by the derivative of another function.
enum AnotherDerivative {
  private typealias Derivative = (of: String, text: (String) -> String, at: (Double) -> Double)

  /// The derivatives of functions, computed from what went into the line, or from what came out of
  /// it.
  private static var derivatives: [Derivative] {
    [
      ("a sigmoid", { "\($0) · (1 − \($0))" }, { $0 * (1 - $0) }),
      ("a hyperbolic tangent", { "1 − \($0)²" }, { 1 - $0 * $0 }),
      ("a ReLU", { "1 where \($0) is positive and 0 elsewhere" }, { $0 > 0 ? 1 : 0 }),
      ("a square", { "2 · \($0)" }, { 2 * $0 }),
      ("a square root", { "1 / (2 · \($0))" }, { 1 / (2 * $0) }),
      ("a logarithm", { "1 / \($0)" }, { 1 / $0 }),
    ]
  }

  static func candidates(for observation: Observation) -> [Hypothesis] {
    // Where entries depend on each other, the terms between them are missing, too.
    guard observation.hasRightShape, observation.paths.count == 1,
      observation.paths[0].upstream.shape == observation.shape,
      observation.paths[0].rows.allSatisfy({ $0.right.count { abs($0) > 1e-9 } <= 1 })
    else { return [] }
    return observation.others.filter {
      $0.value.shape == observation.shape && observation.reads.contains($0.name)
        && (observation.localInputs.contains($0.name) || observation.readers.contains($0.name))
        // 0 and 1 are their own squares, and derivatives of many functions.
        && !$0.value.elements.allSatisfy { [0, 1].contains($0) }
    }.flatMap { variable in derivatives.map { hypothesis($0, variable.name) } }
  }

  private static func hypothesis(_ derivative: Derivative, _ name: VariableName) -> Hypothesis {
    // Picked from six per variable, so several numbers must agree.
    Hypothesis(
      .derivatives,
      "the derivative in it is that of \(derivative.of), \(derivative.text(name.quoted))",
      place: .itsOwn, needs: 4
    ) { observation in
      guard observation.hasRightShape, let path = observation.paths.first,
        path.upstream.shape == observation.shape, let value = observation.other(name),
        value.shape == observation.shape
      else { return observation.refutedIfWrong }
      let product = zip(path.upstream.elements, value.elements).map { $0 * derivative.at($1) }
      guard let evidence = observation.evidence(of: [product]) else { return nil }
      // One number proves little, however often it stands there: of 2, v · (1 − v) is −2.
      return evidence > 0 ? Set(observation.deviating.map { value.elements[$0] }).count : 0
    }
  }
}
