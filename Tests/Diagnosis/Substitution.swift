import FlatBackprop

/// A forward line gives another value of the function instead, as it is or reduced along an axis; or a
/// backward line gives the gradient of a later line: it goes too far at once.
enum Substitution {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    guard observation.paths.isEmpty else {
      return observation.later.map { later in
        value(
          of: later.name,
          "this is \(later.name.quoted) already, a later line: it takes several steps at once")
      }
    }
    return (observation.others + observation.later).map { other in
      value(of: other.name, "this is the value of \(other.name.quoted)")
    }
      + observation.others.filter { $0.value.rank >= 2 }.flatMap { other in
        other.value.shape.indices.flatMap { axis in
          reductions.map { reduction($0.name, $0.of, other.name, axis) }
        }
      }
  }

  private typealias Reduction = (_ value: Tensor, _ axis: Int) -> Tensor

  private static var reductions: [(name: String, of: Reduction)] {
    [
      ("sum", { $0.sum(axis: $1) }),
      ("mean", { $0.sum(axis: $1) / Double($0.shape[$1]) }),
      ("maximum", { $0.max(axis: $1) }),
      ("minimum", { -(-$0).max(axis: $1) }),
    ]
  }

  private static func value(
    of name: VariableName, _ sentence: @autoclosure @escaping () -> String
  ) -> Hypothesis {
    Hypothesis(.substitution, sentence(), needs: 2) { observation in
      let other = observation.other(name) ?? observation.later.first { $0.name == name }?.value
      return evidence(thatItIs: other, in: observation)
    }
  }

  private static func reduction(
    _ text: String, _ reduction: @escaping Reduction, _ name: VariableName, _ axis: Int
  ) -> Hypothesis {
    Hypothesis(
      .substitution, "this is the \(text) of \(name.quoted) along axis \(axis)", needs: 2
    ) { observation in
      guard let other = observation.other(name), axis < other.rank, other.shape[axis] > 0 else {
        return nil
      }
      return evidence(thatItIs: reduction(other, axis), in: observation)
    }
  }

  /// The evidence that the line gives another value, in that value's shape or in the right one.
  private static func evidence(thatItIs other: Tensor?, in observation: Observation) -> Int? {
    guard let other, other.count == observation.value.count,
      observation.hasRightShape || observation.value.shape == other.shape,
      observation.areNear(observation.given, other.elements)
    else { return observation.refutedIfWrong }
    guard observation.isWrong else { return 0 }
    // The other value is the right one in another order, so naming it would give the answer away.
    if !observation.hasRightShape,
      observation.areNear(other.elements.sorted(), observation.wanted.sorted())
    {
      return nil
    }
    // Simple numbers agree by accident.
    return observation.given.count { ![0, 0.5, 1, 2].contains(abs($0)) }
  }
}
