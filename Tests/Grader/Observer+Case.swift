import Diagnosis
import FlatBackprop
import Protocol

// What is known about a case: its sizes by the letters of their axes, which conditions and
// properties hold, and whether it is too special to be conclusive.

extension Observer {
  /// The sizes of the inputs by the letters of their axes, `N`, `D` and so on, and what else can be
  /// counted: a stride, a number of groups.
  var sizes: [(name: String, size: Int)] {
    let counts = function.declaration.inputs.filter { $0.kind == .integer }
    return run.sizes(of: function.declaration)
      + counts.compactMap { input in
        run.inputs[input.name]?.elements.first.flatMap { $0 >= 1 ? (input.name, Int($0)) : nil }
      }
  }

  /// The conditions that may set entries of a shape apart: the signs of the values that the right
  /// line involves, the label, and the place.
  func conditions(on shape: [Int]) -> [Observation.Condition] {
    var names = line.reads
    if line.role == .backward {
      // The variable's own sign comes before the signs of what is computed from it.
      let readers = run.readers(of: variable)
      names = [variable] + readers.flatMap { $0.reads } + readers.map(\.name)
    }
    var conditions: [Observation.Condition] = []
    for name in names {
      guard let value = run.value(of: name), value.shape == shape else { continue }
      func add(_ text: String, _ holds: (Double) -> Bool) {
        conditions.append(
          Observation.Condition("where \"\(self.name(name))\" \(text)", value.elements.map(holds)))
      }
      add("is 0") { $0 == 0 }
      // A single number is too little to see what sets it apart.
      guard !shape.isEmpty else { continue }
      add("≤ 0") { $0 <= 0 }
      add("> 0") { $0 > 0 }
    }
    let labels = function.declaration.labels.flatMap { run.inputs[$0] }
    return conditions + Self.places(of: shape, labels: labels)
  }

  private static func places(of shape: [Int], labels: Tensor?) -> [Observation.Condition] {
    let all = Tensor.zeros(shape)
    let indices = (0..<all.count).map { all.index(at: $0) }
    var places: [Observation.Condition] = []
    func add(
      _ text: String, _ kind: Observation.Condition.Kind = .place, _ holds: ([Int]) -> Bool
    ) {
      places.append(Observation.Condition(text, indices.map(holds), kind))
    }
    if let labels, shape.count == 2, labels.shape == [shape[0]] {
      add("at the label's column", .label) { Int(labels.elements[$0[0]]) == $0[1] }
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

  /// The last two axes of every matrix or picture.
  private var squares: [((letter: String, size: Int), (letter: String, size: Int))] {
    let inputs = function.declaration.inputs.map { ($0.axes, run.inputs[$0.name]?.shape ?? []) }
    let all = inputs + [(["N", "K", "H'", "W'"], run.upstream?.shape ?? [])]
    var known: Set<[String]> = []
    return all.compactMap { letters, shape in
      guard letters.count >= 2, letters.count == shape.count,
        known.insert(Array(letters.suffix(2))).inserted
      else { return nil }
      let last = Array(zip(letters, shape).suffix(2))
      let (one, other) = (last[0], last[1])
      return ((one.0, one.1), (other.0, other.1))
    }
  }

  /// What is special about the case as a whole, the more telling first.
  var properties: [Observation.Property] {
    var properties: [Observation.Property] = []
    if let step = line.name.step {
      let last = run.lines.filter { $0.name.base == line.name.base }.compactMap(\.name.step).max()
      properties += [
        Observation.Property("t is 1", step == 1, .step),
        Observation.Property("t is the last step", step == last, .step),
      ]
    }
    // A number that has a gradient may take any value, so it is not an option.
    let options = function.declaration.inputs.filter { input in
      (input.kind == .number || input.kind == .integer)
        && run.line(LineName(input.name).gradient) == nil
    }.sorted { $0.name < $1.name }.compactMap { input in
      run.inputs[input.name].map { (name: input.name, kind: input.kind, value: $0.scalar) }
    }
    for (name, kind, value) in options {
      properties += [0, 1].map {
        Observation.Property(
          "\"\(name)\" is \($0)", value == Double($0), .option,
          of: kind == .number ? VariableName(name) : nil)
      }
    }
    // Counts and sizes that may be confused with each other: a square hides which of its sides is
    // meant.
    let counts = options.filter { $0.kind == .integer }
    for (index, one) in counts.enumerated() {
      properties += counts[(index + 1)...].map {
        Observation.Property("\"\(one.name)\" is \"\($0.name)\"", one.value == $0.value, .pair)
      }
    }
    let sizes = sizes.filter { size in !counts.contains { $0.name == size.name } }
    properties += sizes.map { Observation.Property("\($0.name) is 1", $0.size == 1, .size) }
    for (one, other) in squares {
      properties.append(
        Observation.Property("\(one.letter) = \(other.letter)", one.size == other.size, .size))
    }
    return properties
  }
}

extension Expected.Run {
  /// Whether an axis has length 1, so that much looks the same along it.
  package func hasSpecialSizes(for function: Declaration.Function) -> Bool {
    axes(of: function).contains { $0.size == 1 }
  }

  /// Whether an input contains numbers that hide what is done with them.
  package func hasSpecialValues(for function: Declaration.Function) -> Bool {
    nudgeableInputs(of: function).contains { name in
      inputs["\(name)"]?.elements.contains { [0, 0.5, 1].contains(abs($0)) } ?? false
    }
  }

  /// The declared axes with their sizes on this case.
  fileprivate func axes(of function: Declaration.Function) -> [(letter: String, size: Int)] {
    function.inputs.flatMap { input -> [(letter: String, size: Int)] in
      guard let shape = inputs[input.name]?.shape, shape.count == input.axes.count else {
        return []
      }
      // An axis that is declared as a number has the same length in every case.
      return zip(input.axes, shape).map { ($0, $1) }.filter { Int($0.0) == nil }
    }
  }

  /// The sizes of the case by the letters of the axes that the course declares: `N` and so on.
  public func sizes(of function: Declaration.Function) -> [(name: String, size: Int)] {
    var sizes: [(name: String, size: Int)] = []
    for (letter, size) in axes(of: function) where !sizes.contains(where: { $0.name == letter }) {
      sizes.append((letter, size))
    }
    let hasPictures = function.inputs.contains { $0.axes.count == 4 }
    if let output = upstream?.shape, output.count == 4, hasPictures {
      sizes += [("H'", output[2]), ("W'", output[3])]
    }
    return sizes
  }
}
