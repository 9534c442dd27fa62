import FlatBackprop
import Diagnosis
import Protocol

/// What is known about a case: its sizes by their usual letters, where something is special, and
/// which changes would undo a mistake.
enum Facts {
  /// The sizes of the inputs by the letters of their axes: `N`, `D` and so on.
  static func sizes(
    of run: Expected.Run, _ function: Declaration.Function
  ) -> [(name: String, size: Int)] {
    var sizes: [(name: String, size: Int)] = []
    for input in function.inputs.sorted(by: { $0.name < $1.name }) {
      guard let shape = run.inputs[input.name]?.shape, shape.count == input.axes.count else {
        continue
      }
      for (axis, letter) in input.axes.enumerated()
      where !sizes.contains(where: { $0.name == letter }) {
        sizes.append((letter, shape[axis]))
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

  /// Conditions on the entries of a shape: on some values of this shape, on the label, on the place.
  static func conditions(
    on shape: [Int], _ values: [(name: String, value: Tensor)], labels: Tensor?
  ) -> [Suspect.Condition] {
    var conditions: [Suspect.Condition] = []
    for (name, value) in values where value.shape == shape {
      func add(_ text: String, _ holds: (Double) -> Bool) {
        conditions.append(
          Suspect.Condition("where \"\(name)\" \(text)", value.elements.map(holds)))
      }
      add("is 0") { $0 == 0 }
      // Of a single number there is too little to see what sets it apart.
      guard !shape.isEmpty else { continue }
      add("≤ 0") { $0 <= 0 }
      add("> 0") { $0 > 0 }
    }
    return conditions + places(of: shape, labels: labels)
  }

  private static func places(of shape: [Int], labels: Tensor?) -> [Suspect.Condition] {
    let all = Tensor.zeros(shape)
    let indices = (0..<all.count).map { all.index(at: $0) }
    var places: [Suspect.Condition] = []
    func add(_ text: String, _ holds: ([Int]) -> Bool) {
      places.append(Suspect.Condition(text, indices.map(holds), isPlace: true))
    }
    if let labels, shape.count == 2, labels.shape == [shape[0]] {
      add("at the label's column") { Int(labels.elements[$0[0]]) == $0[1] }
    }
    if shape.count == 4 {
      add("at the border") {
        $0[2] == 0 || $0[3] == 0 || $0[2] == shape[2] - 1 || $0[3] == shape[3] - 1
      }
    }
    for axis in shape.indices {
      let isVector = shape.count == 1
      add(isVector ? "at its first entry" : "at the start of axis \(axis)") { $0[axis] == 0 }
      add(isVector ? "at its last entry" : "at the end of axis \(axis)") {
        $0[axis] == shape[axis] - 1
      }
    }
    return places
  }

  /// What is special about a case as a whole, the more telling first.
  static func properties(
    of run: Expected.Run, _ function: Declaration.Function
  ) -> [Suspect.Property] {
    // A number with a gradient is one that anything can happen to be.
    let options = function.inputs.filter { input in
      (input.kind == .number || input.kind == .integer)
        && run.line(LineName(input.name).gradient) == nil
    }.sorted { $0.name < $1.name }.compactMap { input in
      run.inputs[input.name].map { (input.name, $0) }
    }
    var properties = options.flatMap { name, value in
      [0, 1].map { number in
        Suspect.Property("\"\(name)\" is \(number)", value.scalar == Double(number), .option)
      }
    }
    // Numbers that may be taken for each other.
    if let size = run.inputs["size"]?.scalar, let stride = run.inputs["stride"]?.scalar {
      properties.append(Suspect.Property("\"size\" is \"stride\"", size == stride, .pair))
    }
    let sizes = sizes(of: run, function)
    properties += sizes.map { Suspect.Property("\($0.name) is 1", $0.size == 1, .size) }
    // A square hides which of its sides is meant.
    let sides = [("D", "C"), ("M", "D"), ("H", "W"), ("FH", "FW"), ("H'", "W'")]
    for (one, other) in sides {
      guard let first = sizes.first(where: { $0.name == one })?.size,
        let second = sizes.first(where: { $0.name == other })?.size
      else { continue }
      properties.append(Suspect.Property("\(one) = \(other)", first == second, .size))
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
    // What a variable has been taken for is most likely what the right line reads. What the right line
    // reads cannot have been taken for something else: it would be missing then.
    let extra = names.filter { !needed.contains($0) }
    let all = values.keys.sorted()
    let wanted = all.filter(needed.contains) + all.filter { !needed.contains($0) }
    var causes: [Cause] = extra.flatMap { used in
      wanted.filter { $0 != used }.map { .mixedUp(used: used, wanted: $0) }
    }
    // Of a backward line, not all that it should read is known.
    let extras: [Cause] =
      extra.map { .extra([$0]) } + (extra.count > 1 && role != .backward ? [.extra(extra)] : [])
    if role != .backward { causes += extras }
    causes += pairs.map { .swapped($0, $1) }
    causes += names.map { .transposedFactor($0) } + names.map { .flippedFactor($0) }
    causes += names.map { .negated($0) }
    if role != .backward { causes += pairs.map { .wrongWayRound($0, $1) } }
    causes += stepExperiments(on: reads, values)
    if role == .backward { causes += extras }
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
