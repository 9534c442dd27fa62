import FlatBackprop

/// The upstream gradient is multiplied by the derivative of another function.
struct AnotherDerivative: Hypothesis {
  let function: Function

  /// What the derivative is computed from: what went into the line, or what came out of it.
  let name: VariableName

  enum Function: CaseIterable {
    case sigmoid, hyperbolicTangent, relu, square, squareRoot, logarithm

    func derivative(_ value: Double) -> Double {
      switch self {
      case .sigmoid: value * (1 - value)
      case .hyperbolicTangent: 1 - value * value
      case .relu: value > 0 ? 1 : 0
      case .square: 2 * value
      case .squareRoot: 1 / (2 * value)
      case .logarithm: 1 / value
      }
    }
  }

  static func candidates(for observation: Observation) -> [AnotherDerivative] {
    // Where entries depend on each other, the terms between them are missing, too.
    guard observation.hasRightShape, observation.paths.count == 1,
      observation.paths[0].upstream.shape == observation.shape,
      observation.paths[0].rows.allSatisfy({ $0.right.count { abs($0) > 1e-9 } <= 1 })
    else { return [] }
    return observation.others.filter {
      $0.value.shape == observation.shape && observation.reads.contains($0.name)
        && !observation.readers.map(\.gradient).contains($0.name)
        // What is 0 or 1 is its own square, and the derivative of much.
        && !$0.value.elements.allSatisfy { [0, 1].contains($0) }
    }.flatMap { variable in
      Function.allCases.map { AnotherDerivative(function: $0, name: variable.name) }
    }
  }

  var rank: Rank { .derivatives }
  var place: AnyHashable { self }

  /// So many different numbers have to agree.
  var neededEvidence: Int { 4 }

  func evidence(in observation: Observation) -> Int? {
    guard observation.hasRightShape, let path = observation.paths.first,
      path.upstream.shape == observation.shape, let value = observation.other(name),
      value.shape == observation.shape
    else { return observation.isWrong ? nil : 0 }
    let product = zip(path.upstream.elements, value.elements).map { $0 * function.derivative($1) }
    guard let evidence = observation.evidence(of: [product]), evidence > 0 else {
      return observation.evidence(of: [product])
    }
    // One number proves little, however often it stands there: of 2, v · (1 − v) is −2.
    return Set(observation.deviating.map { value.elements[$0] }).count
  }

  var sentence: String {
    let name = name.quoted
    return switch function {
    case .sigmoid: "the derivative in it is that of a sigmoid, \(name) · (1 − \(name))"
    case .hyperbolicTangent:
      "the derivative in it is that of a hyperbolic tangent, 1 − \(name)²"
    case .relu:
      "the derivative in it is that of a ReLU, 1 where \(name) is positive and 0 elsewhere"
    case .square: "the derivative in it is that of a square, 2 · \(name)"
    case .squareRoot: "the derivative in it is that of a square root, 1 / (2 · \(name))"
    case .logarithm: "the derivative in it is that of a logarithm, 1 / \(name)"
    }
  }
}
