import FlatBackprop

/// Sums, copies and the order of axes.
enum AxisSlip {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    let shape = observation.shape
    let expanded = observation.others.filter { $0.value.rank == shape.count - 1 }.flatMap { other in
      shape.indices.flatMap { axis in
        shape.indices.filter { $0 != axis }.map {
          otherExpand(of: other.name, along: axis, wanted: $0)
        }
      }
    }
    let reduced = observation.others.filter {
      $0.value.rank >= 2 && $0.value.rank == shape.count + 1
    }.flatMap { other in
      other.value.shape.indices.flatMap { axis in
        [false, true].map { otherAxis(of: other.name, axis, isMaximum: $0) }
      }
    }
    let sums = observation.value.shape.indices.map(missingSum(over:))
    let expands = shape.indices.map(missingExpand(along:))
    let summedAway = shape.indices.map(summed(over:))
    var reversals: [Hypothesis] = []
    if observation.hasRightShape {
      reversals = shape.indices.map { reversed(along: [$0]) }
      if shape.count == 4 { reversals.append(reversed(along: [2, 3])) }
    }
    let all = shape.isEmpty ? [missingSumOfAll] : []
    let first = [missingScatter] + expanded + [transposed] + all
    let last = [permuted, reshaped] + reversals + summedAway + [border]
    return first + sums + expands + reduced + last
  }

  /// A hypothesis about how the value follows from the right one.
  private static func slip(
    _ sentence: @autoclosure @escaping () -> String, rank: Rank = .axes, needs: Int = 1,
    agrees: @escaping (Observation, _ value: Tensor, _ right: Tensor) -> Bool
  ) -> Hypothesis {
    Hypothesis(rank, sentence(), needs: needs) { observation in
      guard agrees(observation, observation.value, observation.right) else {
        // A right line does not refute this: rows and columns may make no difference on this case.
        return observation.refutedIfWrong
      }
      // Zeros look the same in every order, so they show nothing but the shape.
      let isZero = observation.wanted.allSatisfy { observation.isNear($0, 0) }
      if !observation.isWrong || isZero { return 0 }
      return observation.hasRightShape
        ? observation.deviating.count : max(observation.value.count, 1)
    }
  }

  /// A number for each example is right, but belongs at its label's column.
  private static var missingScatter: Hypothesis {
    slip("each number belongs at its label's column: is a scatter missing?") {
      observation, value, right in
      guard value.rank == 1, right.rank == 2, value.count == right.shape[0],
        let label = observation.conditions.first(where: { $0.kind == .label })
      else { return false }
      return right.elements.indices.allSatisfy { place in
        observation.isNear(
          right.elements[place], label.holds[place] ? value.elements[right.index(at: place)[0]] : 0)
      }
    }
  }

  /// A variable is copied along the wrong axis.
  private static func otherExpand(
    of name: VariableName, along axis: Int, wanted: Int
  ) -> Hypothesis {
    slip("\(name.quoted) is copied along axis \(axis) where it should be along axis \(wanted)") {
      observation, value, right in
      guard let other = observation.other(name), other.rank == right.rank - 1,
        value.rank == right.rank, axis < value.rank
      else { return false }
      return observation.isSame(right, other.expand(axis: wanted, count: right.shape[wanted]))
        && observation.isSame(value, other.expand(axis: axis, count: value.shape[axis]))
    }
  }

  private static var transposed: Hypothesis {
    slip("it is transposed") { observation, value, right in
      value.rank == 2 && observation.isSame(value.transposed(), right)
    }
  }

  private static var missingSumOfAll: Hypothesis {
    slip("is the sum over all entries missing?") { observation, value, right in
      value.rank > 0 && observation.isSame(Tensor(value.sum()), right)
    }
  }

  private static func missingSum(over axis: Int) -> Hypothesis {
    slip("is the sum over axis \(axis) missing?") { observation, value, right in
      value.rank == right.rank + 1 && axis < value.rank
        && observation.isSame(value.sum(axis: axis), right)
    }
  }

  private static func missingExpand(along axis: Int) -> Hypothesis {
    slip("is the expand along axis \(axis) missing?") { observation, value, right in
      right.rank == value.rank + 1 && axis < right.rank
        && observation.isSame(value.expand(axis: axis, count: right.shape[axis]), right)
    }
  }

  /// A sum or a maximum runs along the wrong axis.
  private static func otherAxis(
    of name: VariableName, _ axis: Int, isMaximum: Bool
  ) -> Hypothesis {
    slip(
      "the \(isMaximum ? "maximum" : "sum") of \(name.quoted) runs over the wrong axis, \(axis)"
    ) { observation, _, _ in observation.isReduced(name, along: axis, isMaximum) }
  }

  private static var permuted: Hypothesis {
    slip("the entries are right, but their axes are in another order") {
      observation, value, right in
      observation.permutations(of: right.rank).contains { axes in
        let permuted = right.permuted(axes)
        return observation.isSame(value, permuted)
          || (value.shape == right.shape
            && observation.areNear(value.elements, permuted.elements))
      }
    }
  }

  private static var reshaped: Hypothesis {
    slip("the numbers are right, but it needs to be reshaped") { observation, value, right in
      value.shape != right.shape && observation.areNear(value.elements, right.elements)
    }
  }

  private static func reversed(along axes: [Int]) -> Hypothesis {
    let list = axes.map(String.init).joined(separator: " and axis ")
    return Hypothesis(.axes, "it is reversed along axis \(list)") { observation in
      let isPossible = axes.allSatisfy { $0 < observation.right.rank }
      return observation.evidence(
        of: isPossible ? [observation.right.reversed(along: axes).elements] : [])
    }
  }

  /// The right value with one of its own axes summed away.
  private static func summed(over axis: Int) -> Hypothesis {
    slip(
      "it is summed over axis \(axis), which it should keep", rank: .substitution, needs: 2
    ) { observation, value, right in
      guard axis < right.rank, value.shape != right.shape else { return false }
      return [right, observation.arriving].contains {
        $0.map { observation.isSame(value, $0.sum(axis: axis)) } ?? false
      }
    }
  }

  /// The right value with extra rows and columns around it.
  private static var border: Hypothesis {
    Hypothesis(
      .substitution, "it has extra rows and columns on every side: is that padding?", needs: 2
    ) { observation in
      let (value, right) = (observation.value, observation.right)
      guard value.rank == 4, right.rank == 4 else { return nil }
      let (down, across) = (value.shape[2] - right.shape[2], value.shape[3] - right.shape[3])
      // Without padding there is nothing to cut off, and the line is right.
      if down == 0, across == 0 { return observation.refutedIfWrong }
      guard down > 0, down == across, down % 2 == 0 else { return nil }
      return observation.isSame(value.cropped(down / 2), right) ? right.count : nil
    }
  }
}
