import FlatBackprop

// Causes that have to do with axes and with the order of the entries.

extension Check {
  /// Sums, expands and axes.
  var orderCauses: [Cause] {
    var causes: [Cause] = [.transposed]
    if shape.isEmpty { causes.append(.missingSum(axis: nil)) }
    causes += suspect.value.shape.indices.map { .missingSum(axis: $0) }
    causes += shape.indices.map { .missingExpand(axis: $0) }
    for other in reducible {
      for axis in 0..<other.value.rank {
        causes.append(.wrongAxis(of: other.name, axis: axis, isMaximum: false))
        causes.append(.wrongAxis(of: other.name, axis: axis, isMaximum: true))
      }
    }
    causes += [.permuted, .reshaped]
    if hasRightShape {
      causes += shape.indices.map { .reversed(axes: [$0]) }
      if shape.count == 4 { causes.append(.reversed(axes: [2, 3])) }
    }
    return causes
  }

  /// Misplaced entries.
  var placeCauses: [Cause] {
    [.misplaced(path: nil)]
      + (suspect.paths.count > 1 ? suspect.paths.map { .misplaced(path: $0.reader) } : [])
  }

  /// The other values that a sum along an axis can be of, the upstream gradients included.
  private var reducible: [(name: String, value: Tensor)] {
    suspect.others.filter { $0.value.rank >= 2 && $0.value.rank == shape.count + 1 }
  }

  // MARK: - Axes

  func evidence(forOrder cause: Cause) -> Int? {
    let (value, right) = (suspect.value, suspect.right)
    let isRightOrder =
      switch cause {
      case .transposed: value.rank == 2 && isSame(value.transposed(), right)
      case .permuted:
        permutations(of: right.rank).contains { axes in
          let permuted = right.permuted(axes)
          return isSame(value, permuted)
            || (value.shape == right.shape && areNear(value.elements, permuted.elements))
        }
      case .reshaped: value.shape != right.shape && areNear(value.elements, right.elements)
      case .missingSum(nil): value.rank > 0 && isSame(Tensor(value.sum()), right)
      case .missingSum(let axis?):
        value.rank == right.rank + 1 && axis < value.rank && isSame(value.sum(axis: axis), right)
      case .missingExpand(let axis):
        right.rank == value.rank + 1 && axis < right.rank
          && isSame(value.expand(axis: axis, count: right.shape[axis]), right)
      case .wrongAxis(let name, let axis, let isMaximum):
        isOverWrongAxis(name, axis, isMaximum)
      default: false
      }
    if isRightOrder { return hasRightShape ? differing : Swift.max(value.count, 1) }
    // Where rows and columns make no difference, the line is right.
    return suspect.isWrong ? nil : 0
  }

  private var differing: Int {
    suspect.isWrong ? zip(value, right).count { !isNear($0, $1) } : 0
  }

  private func isOverWrongAxis(_ name: String, _ axis: Int, _ isMaximum: Bool) -> Bool {
    guard let other = reducible.first(where: { $0.name == name })?.value, axis < other.rank,
      other.count > 0
    else { return false }
    func reduced(_ axis: Int) -> Tensor {
      isMaximum ? other.max(axis: axis) : other.sum(axis: axis)
    }
    let wrong = reduced(axis)
    guard wrong.shape == suspect.value.shape else { return false }
    for rightAxis in 0..<other.rank where rightAxis != axis {
      let sums = reduced(rightAxis)
      guard sums.shape == shape,
        let place = sums.elements.indices.max(by: {
          Swift.abs(sums.elements[$0]) < Swift.abs(sums.elements[$1])
        })
      else { continue }
      if isNear(sums.elements[place], 0) {
        if isZero(wrong), isZero(suspect.value), isZero(suspect.right) { return true }
        continue
      }
      // A sum may have been divided by the number of terms, or negated: on both sides alike, or by
      // the number of terms on either side.
      let factor = right[place] / sums.elements[place]
      guard areNear(right, sums.elements.map { factor * $0 }) else { continue }
      let ratio = Double(other.shape[rightAxis]) / Double(other.shape[axis])
      for factor in [factor, factor * ratio]
      where areNear(value, wrong.elements.map { factor * $0 }) {
        return true
      }
    }
    return false
  }

  private func isZero(_ tensor: Tensor) -> Bool { tensor.elements.allSatisfy { isNear($0, 0) } }

  /// - Parameter b: A tensor in the right shape.
  private func isSame(_ a: Tensor, _ b: Tensor) -> Bool {
    a.shape == b.shape
      && a.elements.indices.allSatisfy {
        (b.shape == shape && suspect.blind.contains($0)) || isNear(a.elements[$0], b.elements[$0])
      }
  }

  private func areNear(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { isNear($0, $1) }
  }

  private func permutations(of rank: Int) -> [[Int]] {
    guard (2...4).contains(rank) else { return [] }
    var all: [[Int]] = [[]]
    for _ in 0..<rank {
      all = all.flatMap { start in
        (0..<rank).filter { !start.contains($0) }.map { start + [$0] }
      }
    }
    return all.filter { $0 != Array(0..<rank) }
  }

  // MARK: - Places

  func evidence(forPlaces cause: Cause) -> Int? {
    guard hasRightShape else { return nil }
    guard suspect.isWrong else {
      guard case .invertedMask(let reader) = cause, let arriving = path(reader)?.upstream,
        arriving.shape == shape
      else { return 0 }
      // A mask that is turned round is wrong wherever something arrives.
      let isSeen = arriving.elements.indices.contains {
        !suspect.blind.contains($0) && !isNear(arriving.elements[$0], 0)
      }
      return isSeen ? nil : 0
    }
    return switch cause {
    case .misplaced(let path): evidenceForMisplaced(path)
    case .invertedMask(let reader): evidenceForInversion(reader)
    default: nil
    }
  }

  private func evidenceForMisplaced(_ reader: String?) -> Int? {
    var (given, wanted) = (value, right)
    if let reader {
      guard let contribution = path(reader)?.contribution.elements else { return nil }
      given = value.indices.map { value[$0] - right[$0] + contribution[$0] }
      wanted = contribution
    }
    guard areNear(given.sorted(), wanted.sorted()) else { return nil }
    return zip(given, wanted).count { !isNear($0, $1) }
  }

  /// Where the mask lets something through, the line gives 0; elsewhere all that arrives, or 0.
  private func evidenceForInversion(_ reader: String) -> Int? {
    guard suspect.paths.count == 1, let path = path(reader), path.upstream.shape == shape else {
      return nil
    }
    var evidence = 0
    for place in value.indices where !suspect.blind.contains(place) {
      let arriving = path.upstream.elements[place]
      let isStopped = isNear(right[place], 0)
      guard isStopped || isNear(right[place], arriving) else { return nil }
      guard isNear(value[place], 0) || (isStopped && isNear(value[place], arriving)) else {
        return nil
      }
      if !isNear(value[place], right[place]) { evidence += 1 }
    }
    return value.contains { !isNear($0, 0) } || evidence > 0 ? evidence : nil
  }
}
