import Diagnosis
import FlatBackprop
import Protocol
import Supervisor

/// A student's line on one case, which can be run again: with right values all around it, or with
/// some of its inputs changed.
struct StudentLine {
  private let function: FunctionGrader
  private let run: Expected.Run
  private let line: LineName

  /// What the line can read: the inputs and the lines before it, in a fixed order.
  let variables: [Observation.Variable]

  /// The values of all lines. Forward lines have their right values, and so do the gradients before
  /// this line as far as they are known; all other gradients are zero.
  let handOn: [LineName: Tensor]

  init(
    _ function: FunctionGrader, _ run: Expected.Run, _ gradients: [LineName: NumericGradient],
    _ line: LineName
  ) {
    (self.function, self.run, self.line) = (function, run, line)
    let isBackward = run.line(line)?.role == .backward
    var handOn = run.given
    var all: [(name: LineName, value: Tensor)] = []
    for earlier in run.lines.prefix(while: { $0.name != line }) {
      if let value = earlier.value { all.append((earlier.name, value)) }
    }
    all += run.inputs.sorted { $0.key < $1.key }.map { (LineName($0.key), $0.value) }
    if isBackward, let output = run.outputLine, let upstream = run.upstream {
      all.append((output.gradient, upstream))
      handOn[output.gradient] = upstream
    }
    for earlier in run.backward.prefix(while: { $0.name != line }) {
      guard isBackward, let gradient = gradients[earlier.name]?.tensor else { continue }
      all.append((earlier.name, gradient))
      handOn[earlier.name] = gradient
    }
    let fixed = Set(run.inputs.keys.map { LineName($0) }).subtracting(
      run.nudgeableInputs(of: function.declaration))
    variables = all.map {
      Observation.Variable(
        VariableName($0.name, from: line.step), $0.value, isChangeable: !fixed.contains($0.name))
    }
    self.handOn = handOn
  }

  /// The value of a variable that can be changed.
  func value(of name: VariableName) -> Tensor? {
    variables.first { $0.name == name && $0.isChangeable }?.value
  }

  /// The names of the variables that change the line when they are changed.
  func reads(of value: Tensor) throws -> Set<VariableName> {
    var random = SeededGenerator(seed: 1)
    let weights = [Tensor.uniform(value.shape, in: 0.5...1.5, using: &random)]
    let base = try results([:], weights)
    func isChanged(by changes: [VariableName: Tensor]) throws -> Bool {
      do {
        return try results(changes, weights)[0].bitPattern != base[0].bitPattern
      } catch is Interruption {
        // The line does not survive every number, so it must read this one.
        return true
      }
    }
    var reads: Set<VariableName> = []
    var rest = variables.filter(\.isChangeable).sorted { $0.name < $1.name }
    // A mask changes only where a number changes its sign, so that one size is not enough.
    for size in [0.4, -0.7, 4, -4, 25, -25] {
      let changes = rest.map { variable in
        let value = variable.value
        // Beside a large number a small change would not show.
        let scale = max(1, abs(value))
        let change = size * scale * .uniform(value.shape, in: 0.5...1.5, using: &random)
        return (variable.name, value + change)
      }
      // Most variables are not read: if changing all of them at once shows nothing, none of them
      // is.
      guard try isChanged(by: Dictionary(uniqueKeysWithValues: changes)) else { continue }
      for (name, value) in changes where try isChanged(by: [name: value]) { reads.insert(name) }
      rest.removeAll { reads.contains($0.name) }
    }
    if let labels = function.declaration.labels, let other = run.inputs[labels]?.otherLabels {
      let name = VariableName(LineName(labels), from: line.step)
      if try isChanged(by: [name: other]) { reads.insert(name) }
    }
    return reads
  }

  /// Whether the line gives finite numbers other than 0 once some of its inputs are changed.
  /// - Throws: ``Interruption`` if the line does not survive the change.
  func isNotZero(
    _ shape: [Int], within tolerance: Double, changing changes: [VariableName: Tensor]
  ) throws -> Bool {
    try results(changes, Self.weights(shape)).allSatisfy { $0.isFinite && abs($0) > tolerance }
  }

  private static func weights(_ shape: [Int], except blind: Set<Int> = []) -> [Tensor] {
    var random = SeededGenerator(seed: 2)
    return (0..<3).map { _ in
      let all = Tensor.uniform(shape, in: -1...1, using: &random).elements
      return Tensor(shape: shape, all.indices.map { blind.contains($0) ? 0 : all[$0] })
    }
  }

  /// Weighted sums of what the line gives after some changes.
  private func results(
    _ changes: [VariableName: Tensor], _ weights: [Tensor]
  ) throws -> [Double] {
    let changes = changes.map { ($0.key.lineName(at: line.step), $0.value) }
    let (changed, handOn) = run.changed(
      by: Dictionary(changes) { one, _ in one }, handingOn: handOn)
    guard
      let variable = run.lines.first(where: { $0.name != line })?.name
        ?? run.inputs.keys.min().map({ LineName($0) })
    else { return weights.map { _ in .nan } }
    let numbers = try function.sweep(
      changed,
      Request.Sweep(
        variable: variable, nudges: [Request.Nudge(place: 0, offset: 0)], handOn: handOn,
        watch: weights.map { Request.Watch(line: line, weights: $0) }))
    return Array(numbers.dropFirst())
  }
}

extension StudentLine: Subject {
  func gives(
    _ wanted: Tensor, except blind: Set<Int>, within tolerance: Double,
    changing changes: [VariableName: Tensor]
  ) throws -> Bool {
    // Three weighted sums that agree are as good as the values themselves.
    let weights = Self.weights(wanted.shape, except: blind)
    return try zip(results(changes, weights), weights).allSatisfy { result, weights in
      let sum = zip(wanted.elements, weights.elements).reduce(0) { $0 + $1.0 * $1.1 }
      return abs(result - sum) <= tolerance * Double(wanted.count).squareRoot()
    }
  }
}

extension Declaration.Function {
  /// The input that holds class indices.
  package var labels: String? { inputs.first { $0.kind == .labels }?.name }
}

extension Tensor {
  /// Labels that differ from these in every place; `nil` if all are 0, because it is not known then
  /// that there is another class.
  package var otherLabels: Tensor? {
    guard let last = elements.max(), last > 0 else { return nil }
    return map { $0 == last ? 0 : $0 + 1 }
  }
}

extension Expected.Run {
  /// The inputs that may be changed a little: not labels and counts, which a function uses as
  /// indices and sizes.
  package func nudgeableInputs(of function: Declaration.Function) -> [LineName] {
    function.inputs.filter { $0.isNudgeable && inputs[$0.name] != nil }.map { LineName($0.name) }
      .sorted()
  }
}
