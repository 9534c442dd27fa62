import FlatBackprop
import GradientCheck

/// What is known about a case: its sizes by their usual letters, where something is special, and
/// which changes would undo a mistake.
enum Facts {
  /// The sizes of the inputs: `N`, `D` and so on.
  static func sizes(of run: Expected.Run) -> [(name: String, size: Int)] {
    let inputs = run.inputs
    var sizes: [(name: String, size: Int)] = []
    for (name, value) in inputs.sorted(by: { $0.key < $1.key }) {
      for (axis, letter) in letters(of: name, value, inputs).enumerated()
      where !sizes.contains(where: { $0.name == letter }) {
        sizes.append((letter, value.shape[axis]))
      }
    }
    if let output = run.upstream?.shape, output.count == 4 {
      sizes += [("H'", output[2]), ("W'", output[3])]
    }
    let order = ["N", "D", "H", "C"]
    func rank(_ name: String) -> Int { order.firstIndex(of: name) ?? order.count }
    return sizes.enumerated().sorted {
      (rank($0.element.name), $0.offset) < (rank($1.element.name), $1.offset)
    }.map(\.element)
  }

  /// The letters that the course uses for the axes of an input.
  private static func letters(
    of name: String, _ value: Tensor, _ inputs: [String: Tensor]
  ) -> [String] {
    let isChain = inputs["w1"].map { w1 in
      w1.rank == 2 && inputs["w2"].map { $0.rank == 2 && $0.shape[0] == w1.shape[1] } == true
        && w1.shape != inputs["w2"]?.shape
    }
    switch (name, value.rank) {
    case ("a", 3): return inputs["wa"] == nil ? ["T", "N", "H"] : ["T", "N", "D"]
    case ("x0", 2): return ["N", "H"]
    case ("wx", 2): return ["H", "H"]
    case ("wa", 2): return ["D", "H"]
    case ("b", 1) where inputs["w"]?.rank == 4: return ["K"]
    case ("x", 2): return ["N", "D"]
    case ("x", 4): return ["N", "C", "H", "W"]
    case ("w", 2) where inputs["x"]?.rank == 1: return ["M", "D"]
    case ("w", 2): return ["D", "C"]
    case ("w", 4): return ["K", "C", "FH", "FW"]
    case ("w1", 2): return isChain == true ? ["D", "H"] : ["D", "C"]
    case ("w2", 2): return isChain == true ? ["H", "C"] : ["D", "C"]
    case ("scores", 2), ("target", 2): return ["N", "C"]
    case ("y", 1), ("labels", 1): return ["N"]
    default: return value.shape.indices.map { "\(name).shape[\($0)]" }
    }
  }

  /// Conditions on the entries of a shape: on the other values of this shape, on the label, on the
  /// place.
  static func conditions(
    on shape: [Int], _ values: [(name: String, value: Tensor)], _ inputs: [String: Tensor]
  ) -> [Suspect.Condition] {
    var conditions: [Suspect.Condition] = []
    for (name, value) in values where value.shape == shape {
      // Of a single number there is too little to see what sets it apart.
      if shape.isEmpty {
        conditions.append(("where \"\(name)\" is 0", value.elements.map { $0 == 0 }))
        continue
      }
      conditions += [
        ("where \"\(name)\" ≤ 0", value.elements.map { $0 <= 0 }),
        ("where \"\(name)\" > 0", value.elements.map { $0 > 0 }),
        ("where \"\(name)\" is 0", value.elements.map { $0 == 0 }),
      ]
    }
    let places = Tensor.zeros(shape)
    let indices = (0..<places.count).map { places.index(at: $0) }
    if let labels = inputs["y"] ?? inputs["labels"], shape.count == 2, labels.shape == [shape[0]] {
      let isLabel = indices.map { Int(labels.elements[$0[0]]) == $0[1] }
      conditions += [
        ("at the label's column", isLabel), ("away from the label's column", isLabel.map { !$0 }),
      ]
    }
    if shape.count == 4 {
      let isBorder = indices.map {
        $0[2] == 0 || $0[3] == 0 || $0[2] == shape[2] - 1 || $0[3] == shape[3] - 1
      }
      conditions.append(("at the border", isBorder))
    }
    for axis in shape.indices {
      conditions += [
        ("beyond the start of axis \(axis)", indices.map { $0[axis] > 0 }),
        ("before the end of axis \(axis)", indices.map { $0[axis] < shape[axis] - 1 }),
        ("at the start of axis \(axis)", indices.map { $0[axis] == 0 }),
        ("at the end of axis \(axis)", indices.map { $0[axis] == shape[axis] - 1 }),
      ]
    }
    return conditions
  }

  /// What is special about a case as a whole.
  static func properties(of run: Expected.Run) -> [(text: String, holds: Bool)] {
    let (inputs, sizes) = (run.inputs, sizes(of: run))
    var properties = sizes.map { (text: "\($0.name) is 1", holds: $0.size == 1) }
    for (index, first) in sizes.enumerated() {
      for second in sizes[(index + 1)...] {
        properties.append(("\(first.name) = \(second.name)", first.size == second.size))
      }
    }
    let numbers = inputs.filter { $0.value.shape.isEmpty }.sorted { $0.key < $1.key }
    for (index, (name, value)) in numbers.enumerated() {
      for number in [0, 1] {
        properties.append(("\"\(name)\" is \(number)", value.scalar == Double(number)))
      }
      for (other, second) in numbers[(index + 1)...] {
        properties.append(("\"\(name)\" = \"\(other)\"", value.scalar == second.scalar))
      }
    }
    return properties
  }

  // MARK: - Experiments

  /// The causes worth putting to the test on a line that reads some variables.
  static func experiments(
    on reads: Set<String>, needed: [String], _ values: [String: Tensor], _ role: Expected.Line.Role
  ) -> [Cause] {
    let names = reads.sorted()
    let pairs = names.enumerated().flatMap { index, one in
      names[(index + 1)...].map { (one, $0) }
    }
    // A variable that should not be read is the likelier culprit.
    let suspicious = names.filter { !needed.contains($0) } + names.filter { needed.contains($0) }
    var causes: [Cause] = []
    for used in suspicious {
      for wanted in values.keys.sorted() where wanted != used {
        causes.append(.mixedUp(used: used, wanted: wanted))
      }
    }
    causes += pairs.map { .swapped($0, $1) }
    causes += names.map { .transposedFactor($0) } + names.map { .flippedFactor($0) }
    causes += names.map { .negated($0) }
    if role != .backward { causes += pairs.map { .wrongWayRound($0, $1) } }
    let extra = role == .backward ? [] : names.filter { !needed.contains($0) }
    causes += stepExperiments(on: reads, values)
    causes += names.map { .extra([$0]) }
    if extra.count > 1 { causes.append(.extra(extra)) }
    return causes
  }

  /// What a line would have to receive instead for a mistake to be undone; `nil` where that cannot
  /// be, or changes nothing.
  static func changes(for cause: Cause, _ values: [String: Tensor]) -> [String: Tensor]? {
    func same(_ one: String, _ other: String) -> (Tensor, Tensor)? {
      guard let a = values[one], let b = values[other], a.shape == b.shape, a != b else {
        return nil
      }
      return (a, b)
    }
    switch cause {
    case .mixedUp(let used, let wanted):
      return same(used, wanted).map { [used: $0.1] }
    case .swapped(let one, let other):
      return same(one, other).map { [one: $0.1, other: $0.0] }
    case .negated(let name):
      return values[name].map { [name: -$0] }
    case .wrongWayRound(let one, let other):
      guard let a = values[one], let b = values[other] else { return nil }
      return [one: -a, other: -b]
    case .transposedFactor(let name):
      guard let value = values[name], value.rank == 2, value.shape[0] == value.shape[1] else {
        return nil
      }
      return [name: value.transposed()]
    case .steps(let slip): return stepChanges(for: slip, values)
    case .flippedFactor(let name):
      guard let value = values[name], value.rank == 4 else { return nil }
      return [name: value.flipped]
    case .extra(let names):
      var changes: [String: Tensor] = [:]
      for name in names {
        guard let value = values[name] else { return nil }
        changes[name] = .zeros(value.shape)
      }
      return changes
    default: return nil
    }
  }
}

extension Tensor {
  /// Both last axes turned round.
  fileprivate var flipped: Tensor {
    Tensor(
      shape: shape,
      (0..<count).map { place in
        var index = self.index(at: place)
        for axis in [2, 3] { index[axis] = shape[axis] - 1 - index[axis] }
        return self[index]
      })
  }
}
