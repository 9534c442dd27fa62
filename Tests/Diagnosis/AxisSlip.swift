import FlatBackprop

/// Sums, copies and the order of axes.
enum AxisSlip: Hypothesis {
  /// A number for each example is right, but belongs at its label's column.
  case missingScatter

  /// A variable is copied along the wrong axis.
  case otherExpand(of: VariableName, axis: Int, wanted: Int)

  case transposed
  case missingSum(axis: Int?)
  case missingExpand(axis: Int)

  /// A sum or a maximum runs along the wrong axis.
  case otherAxis(of: VariableName, axis: Int, isMaximum: Bool)

  case permuted
  case reshaped
  case reversed(axes: [Int])

  /// The right value with one of its own axes summed away.
  case summed(axis: Int)

  /// The right value with extra rows and columns around it.
  case border

  static func candidates(for observation: Observation) -> [AxisSlip] {
    let shape = observation.shape
    var all: [AxisSlip] = [.missingScatter]
    for other in observation.others where other.value.rank == shape.count - 1 {
      for axis in shape.indices {
        all += shape.indices.filter { $0 != axis }.map {
          .otherExpand(of: other.name, axis: axis, wanted: $0)
        }
      }
    }
    all.append(.transposed)
    if shape.isEmpty { all.append(.missingSum(axis: nil)) }
    all += observation.value.shape.indices.map { .missingSum(axis: $0) }
    all += shape.indices.map { .missingExpand(axis: $0) }
    for other in observation.others
    where other.value.rank >= 2 && other.value.rank == shape.count + 1 {
      for axis in 0..<other.value.rank {
        all.append(.otherAxis(of: other.name, axis: axis, isMaximum: false))
        all.append(.otherAxis(of: other.name, axis: axis, isMaximum: true))
      }
    }
    all += [.permuted, .reshaped]
    if observation.hasRightShape {
      all += shape.indices.map { .reversed(axes: [$0]) }
      if shape.count == 4 { all.append(.reversed(axes: [2, 3])) }
    }
    return all + shape.indices.map { .summed(axis: $0) } + [.border]
  }

  var rank: Rank {
    switch self {
    case .summed, .border: .substitution
    case .missingScatter, .otherExpand, .transposed, .missingSum, .missingExpand, .otherAxis,
      .permuted, .reshaped, .reversed:
      .axes
    }
  }

  var neededEvidence: Int {
    switch self {
    case .summed, .border: 2
    case .missingScatter, .otherExpand, .transposed, .missingSum, .missingExpand, .otherAxis,
      .permuted, .reshaped, .reversed:
      1
    }
  }

  func evidence(in observation: Observation) -> Int? {
    if observation.hasCrashed { return nil }
    switch self {
    case .reversed(let axes):
      let isPossible = axes.allSatisfy { $0 < observation.right.rank }
      return observation.evidence(
        of: isPossible ? [observation.right.reversed(along: axes).elements] : [])
    case .border: return evidenceOfBorder(in: observation)
    case .missingScatter, .otherExpand, .transposed, .missingSum, .missingExpand, .otherAxis,
      .permuted, .reshaped, .summed:
      // Zeros look the same in every order, so they show nothing but the shape.
      let isZero = observation.wanted.allSatisfy { observation.isNear($0, 0) }
      guard agrees(with: observation) else {
        // A right line does not refute this: rows and columns may make no difference on this case.
        return observation.isWrong ? nil : 0
      }
      if !observation.isWrong || isZero { return 0 }
      return observation.hasRightShape
        ? observation.deviating.count : max(observation.value.count, 1)
    }
  }

  private func agrees(with observation: Observation) -> Bool {
    let (value, right) = (observation.value, observation.right)
    switch self {
    case .missingScatter:
      guard value.rank == 1, right.rank == 2, value.count == right.shape[0],
        let label = observation.conditions.first(where: { $0.kind == .label })
      else { return false }
      return right.elements.indices.allSatisfy { place in
        observation.isNear(
          right.elements[place], label.holds[place] ? value.elements[right.index(at: place)[0]] : 0)
      }
    case .otherExpand(let name, let axis, let wanted):
      guard let other = observation.other(name), other.rank == right.rank - 1,
        value.rank == right.rank, axis < value.rank
      else { return false }
      return observation.isSame(right, other.expand(axis: wanted, count: right.shape[wanted]))
        && observation.isSame(value, other.expand(axis: axis, count: value.shape[axis]))
    case .transposed: return value.rank == 2 && observation.isSame(value.transposed(), right)
    case .permuted:
      return observation.permutations(of: right.rank).contains { axes in
        let permuted = right.permuted(axes)
        return observation.isSame(value, permuted)
          || (value.shape == right.shape
            && observation.areNear(value.elements, permuted.elements))
      }
    case .reshaped:
      return value.shape != right.shape && observation.areNear(value.elements, right.elements)
    case .missingSum(nil): return value.rank > 0 && observation.isSame(Tensor(value.sum()), right)
    case .missingSum(let axis?):
      return value.rank == right.rank + 1 && axis < value.rank
        && observation.isSame(value.sum(axis: axis), right)
    case .missingExpand(let axis):
      return right.rank == value.rank + 1 && axis < right.rank
        && observation.isSame(value.expand(axis: axis, count: right.shape[axis]), right)
    case .otherAxis(let name, let axis, let isMaximum):
      return observation.isReduced(name, along: axis, isMaximum)
    case .summed(let axis):
      guard axis < right.rank, value.shape != right.shape else { return false }
      return [right, observation.arriving].contains {
        $0.map { observation.isSame(value, $0.sum(axis: axis)) } ?? false
      }
    case .reversed, .border: return false
    }
  }

  private func evidenceOfBorder(in observation: Observation) -> Int? {
    let (value, right) = (observation.value, observation.right)
    guard value.rank == 4, right.rank == 4 else { return nil }
    let (down, across) = (value.shape[2] - right.shape[2], value.shape[3] - right.shape[3])
    // Without padding there is nothing to cut off, and the line is right.
    if down == 0, across == 0 { return observation.isWrong ? nil : 0 }
    guard down > 0, down == across, down % 2 == 0 else { return nil }
    return observation.isSame(value.cropped(down / 2), right) ? right.count : nil
  }

  var sentence: String {
    switch self {
    case .missingScatter: "each number belongs at its label's column: is a scatter missing?"
    case .otherExpand(let name, let axis, let wanted):
      "\(name.quoted) is copied along axis \(axis) where it should be along axis \(wanted)"
    case .transposed: "it is transposed"
    case .missingSum(let axis?): "is the sum over axis \(axis) missing?"
    case .missingSum(nil): "is the sum over all entries missing?"
    case .missingExpand(let axis): "is the expand along axis \(axis) missing?"
    case .otherAxis(let name, let axis, let isMaximum):
      "the \(isMaximum ? "maximum" : "sum") of \(name.quoted) runs over the wrong axis, \(axis)"
    case .permuted: "the entries are right, but their axes are in another order"
    case .reshaped: "the numbers are right, but it is to be reshaped"
    case .reversed(let axes):
      "it is reversed along axis \(axes.map(String.init).joined(separator: " and axis "))"
    case .summed(let axis): "it is summed over axis \(axis), which it should keep"
    case .border: "it has rows and columns too many on every side: is that padding?"
    }
  }
}
