import FlatBackprop

// Reductions along axes and permutations of axes, to compare a value with.

extension Observation {
  /// The upstream gradient of the only path, if it has the variable's shape.
  var arriving: Tensor? {
    guard paths.count == 1, let upstream = paths.first?.upstream, upstream.shape == shape else {
      return nil
    }
    return upstream
  }

  /// Whether the line reduces a variable along this axis, but should reduce it along another one.
  func isReduced(
    _ name: VariableName, along axis: Int, _ isMaximum: Bool
  ) -> Bool {
    guard !isWrong || reads.contains(name), let other = other(name), other.rank >= 2,
      axis < other.rank, other.count > 0
    else {
      return false
    }
    func reduced(_ axis: Int) -> Tensor {
      isMaximum ? other.max(axis: axis) : other.sum(axis: axis)
    }
    let wrong = reduced(axis)
    guard wrong.shape == value.shape else { return false }
    for rightAxis in 0..<other.rank where rightAxis != axis {
      let sums = reduced(rightAxis)
      guard sums.shape == shape,
        let place = sums.elements.indices.max(by: {
          abs(sums.elements[$0]) < abs(sums.elements[$1])
        })
      else { continue }
      if isNear(sums.elements[place], 0) {
        if (given + wanted + wrong.elements).allSatisfy({ isNear($0, 0) }) { return true }
        continue
      }
      // Both sides may be negated, or divided by the same number. Or each side may be divided by
      // its own number of terms.
      let factor = wanted[place] / sums.elements[place]
      guard areNear(wanted, sums.elements.map { factor * $0 }) else { continue }
      let ratio = Double(other.shape[rightAxis]) / Double(other.shape[axis])
      for factor in [factor, factor * ratio]
      where areNear(given, wrong.elements.map { factor * $0 }) {
        return true
      }
    }
    return false
  }

  func permutations(of rank: Int) -> [[Int]] {
    guard (2...4).contains(rank) else { return [] }
    var all: [[Int]] = [[]]
    for _ in 0..<rank {
      all = all.flatMap { start in
        (0..<rank).filter { !start.contains($0) }.map { start + [$0] }
      }
    }
    return all.filter { $0 != Array(0..<rank) }
  }
}

extension Tensor {
  /// The tensor with some axes reversed.
  func reversed(along axes: [Int]) -> Tensor {
    Tensor(
      shape: shape,
      (0..<count).map { place in
        var index = self.index(at: place)
        for axis in axes { index[axis] = shape[axis] - 1 - index[axis] }
        return self[index]
      })
  }
}
