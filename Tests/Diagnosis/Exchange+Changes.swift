import FlatBackprop

// What a line should receive if one of the exchanges is its slip.

extension Exchange {
  func changes(in observation: Observation) -> [VariableName: Tensor]? {
    func same(_ one: VariableName, _ other: VariableName) -> (Tensor, Tensor)? {
      guard let a = observation.other(one), let b = observation.other(other), a.shape == b.shape,
        a != b
      else { return nil }
      return (a, b)
    }
    switch self {
    case .mixedUp(let used, let wanted): return same(used, wanted).map { [used: $0.1] }
    case .swapped(let one, let other):
      return same(one, other).map { [one: $0.1, other: $0.0] }
    case .negated(let name), .sidesExchanged(let name):
      return observation.other(name).map { [name: -$0] }
    case .complement(let name):
      guard let value = observation.other(name),
        value.elements.allSatisfy({ $0 == 0 || $0 == 1 }), Set(value.elements).count == 2
      else { return nil }
      return [name: 1 - value]
    case .wrongWayRound(let one, let other):
      guard let a = observation.other(one), let b = observation.other(other) else { return nil }
      return [one: -a, other: -b]
    case .transposed(let name):
      guard let value = observation.other(name), value.rank == 2 else { return nil }
      return [name: value.transposed()]
    case .reshaped(let name):
      guard let value = observation.other(name), value.rank > 1, value.count > 0 else { return nil }
      let matrix = value.reshaped([value.shape[0], value.count / value.shape[0]])
      return [name: matrix.transposed().reshaped(value.shape)]
    case .flipped(let name):
      guard let value = observation.other(name), value.rank == 4 else { return nil }
      return [name: value.reversed(along: [2, 3])]
    case .columnsExchanged(let name):
      guard let value = observation.other(name), value.rank == 2, value.shape[1] == 2 else {
        return nil
      }
      return [name: value.reversed(along: [1])]
    case .axesExchanged(let name, let one, let other):
      guard let value = observation.other(name), value.rank > other else { return nil }
      var axes = Array(0..<value.rank)
      axes.swapAt(one, other)
      let exchanged = value.permuted(axes)
      return exchanged == value ? nil : [name: exchanged]
    case .extra(let names):
      var changes: [VariableName: Tensor] = [:]
      for name in names {
        guard let value = observation.other(name) else { return nil }
        changes[name] = .zeros(value.shape)
      }
      return changes
    }
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
