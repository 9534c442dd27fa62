import Diagnosis
import FlatBackprop
import GradientCheck
import Protocol

/// A line of the student's on the test bench: it is run on its right surroundings, or on others.
struct Bench {
  private let function: FunctionGrader
  private let run: Expected.Run
  private let line: LineName

  /// What the line can read and what can be changed about it: inputs that are no labels or sizes,
  /// and the lines before it.
  let values: [String: Tensor]

  /// The same, and the other inputs, in a fixed order, and in the step of the line.
  let named: [(name: String, value: Tensor)]

  /// Inputs and forward lines.
  let forward: [(name: String, value: Tensor)]

  /// The values of all lines: those before are right, those after are zero.
  let handOn: [LineName: Tensor]

  /// The line's step, where it stands in a loop.
  let steps: Steps

  private let names: [String: LineName]

  init(
    _ function: FunctionGrader, _ run: Expected.Run, _ gradients: [LineName: NumericGradient],
    _ line: LineName
  ) {
    (self.function, self.run, self.line) = (function, run, line)
    steps = Steps(of: line)
    var handOn = run.given
    var lines: [(name: LineName, value: Tensor)] = []
    for earlier in run.lines.prefix(while: { $0.name != line }) {
      if let value = earlier.value { lines.append((earlier.name, value)) }
    }
    let inputs = run.inputs.sorted { $0.key < $1.key }
      .map { (name: LineName($0.key), value: $0.value) }
    let forward = lines + inputs
    var all = forward
    if let output = run.outputLine, let upstream = run.upstream, run.line(line)?.role == .backward {
      all.append((output.gradient, upstream))
      handOn[output.gradient] = upstream
    }
    for earlier in run.backward.prefix(while: { $0.name != line }) {
      guard let gradient = gradients[earlier.name]?.tensor else { continue }
      all.append((earlier.name, gradient))
      handOn[earlier.name] = gradient
    }
    if run.line(line)?.role != .backward { all = forward }
    let labels = Set(inputs.map(\.name)).subtracting(
      run.nudgeableInputs(of: function.declaration))
    values = Dictionary(
      uniqueKeysWithValues: all.filter { !labels.contains($0.name) }
        .map { ("\($0.name)", $0.value) })
    names = Dictionary(uniqueKeysWithValues: all.map { ("\($0.name)", $0.name) })
    let steps = steps
    self.forward = forward.map { (steps.relative("\($0.name)"), $0.value) }
    named = all.map { (steps.relative("\($0.name)"), $0.value) }
    self.handOn = handOn
  }

  /// The names among ``values`` whose changes change the line.
  func reads(of value: Tensor) throws -> Set<String> {
    var random = SeededGenerator(seed: 1)
    let weights = [Tensor.uniform(value.shape, in: 0.5...1.5, using: &random)]
    let base = try results([:], weights)
    func isChanged(by changes: [String: Tensor]) throws -> Bool {
      do {
        return try results(changes, weights)[0].bitPattern != base[0].bitPattern
      } catch is Interruption {
        // It does not take every number, so it is looked at.
        return true
      }
    }
    var reads: Set<String> = []
    var rest = values.keys.sorted()
    // A mask changes only where a number changes its sign, so that one size is not enough.
    for size in [0.4, -0.7, 4, -4, 25, -25] {
      let changes = rest.map { name -> (String, Tensor) in
        let value = values[name]!
        return (name, value + size * .uniform(value.shape, in: 0.5...1.5, using: &random))
      }
      // Most values are not read: what does not show in all changes at once is not in one of them.
      guard try isChanged(by: Dictionary(uniqueKeysWithValues: changes)) else { continue }
      for (name, value) in changes where try isChanged(by: [name: value]) { reads.insert(name) }
      rest.removeAll(where: reads.contains)
    }
    return reads
  }

  /// Whether the line gives a value once some of what it receives is changed.
  /// - Throws: ``Interruption`` where the line does not survive the change.
  func gives(
    _ right: Tensor, _ blind: Set<Int> = [], within tolerance: Double, changes: [String: Tensor]
  ) throws -> Bool {
    // Three weighted sums that agree are as good as the values themselves.
    let weights = Self.weights(right.shape, blind)
    return try zip(results(changes, weights), weights).allSatisfy { result, weights in
      let wanted = zip(right.elements, weights.elements).reduce(0) { $0 + $1.0 * $1.1 }
      return Swift.abs(result - wanted) <= tolerance * Double(right.count).squareRoot()
    }
  }

  /// Whether the line gives numbers, and other ones than 0, once some of what it receives is changed.
  /// - Throws: ``Interruption`` where the line does not survive the change.
  func isNotZero(
    _ shape: [Int], within tolerance: Double, changes: [String: Tensor]
  ) throws -> Bool {
    try results(changes, Self.weights(shape)).allSatisfy {
      $0.isFinite && Swift.abs($0) > tolerance
    }
  }

  private static func weights(_ shape: [Int], _ blind: Set<Int> = []) -> [Tensor] {
    var random = SeededGenerator(seed: 2)
    return (0..<3).map { _ in
      let all = Tensor.uniform(shape, in: -1...1, using: &random).elements
      return Tensor(shape: shape, all.indices.map { blind.contains($0) ? 0 : all[$0] })
    }
  }

  /// Weighted sums of what the line gives after some changes.
  private func results(_ changes: [String: Tensor], _ weights: [Tensor]) throws -> [Double] {
    let changes = changes.map { (names[$0.key] ?? LineName($0.key), $0.value) }
    let (changed, handOn) = run.changed(
      by: Dictionary(uniqueKeysWithValues: changes), handingOn: handOn)
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

/// The steps of a loop, seen from one of them: in step 3, `x(2)` is `x(t−1)`.
struct Steps {
  /// The line's own name and step.
  let own: (base: String, step: Int)?

  private var step: Int? { own?.step }

  init(of line: LineName) { own = line.step.map { (line.base, $0) } }

  func relative(_ name: String) -> String {
    guard let step, let (base, other) = Self.step(of: name) else { return name }
    let distance = other - step
    return "\(base)(t\(distance == 0 ? "" : distance > 0 ? "+\(distance)" : "−\(-distance)"))"
  }

  func absolute(_ name: String) -> String {
    guard let step, let open = name.firstIndex(of: "("), name.hasSuffix(")") else { return name }
    let inner = name[name.index(after: open)...].dropLast()
    guard inner.hasPrefix("t"),
      let distance = inner == "t"
        ? 0 : Int(inner.dropFirst().replacing("−", with: "-").replacing("+", with: ""))
    else { return name }
    // The state before the first step is no line but an input, `x0`.
    return step + distance == 0 ? "\(name[..<open])0" : "\(name[..<open])(\(step + distance))"
  }

  func relative(_ cause: Cause) -> Cause { cause.renamed(relative) }

  func absolute(_ cause: Cause) -> Cause { cause.renamed(absolute) }

  static func step(of name: String) -> (base: String, step: Int)? {
    guard let open = name.firstIndex(of: "("), name.hasSuffix(")"),
      let step = Int(name[name.index(after: open)...].dropLast())
    else { return nil }
    return (String(name[..<open]), step)
  }
}

extension Cause {
  /// The causes that can be put to the test, with other names for the variables.
  fileprivate func renamed(_ name: (String) -> String) -> Cause {
    switch self {
    case .mixedUp(let used, let wanted): .mixedUp(used: name(used), wanted: name(wanted))
    case .swapped(let one, let other): .swapped(name(one), name(other))
    case .negated(let one): .negated(name(one))
    case .transposedFactor(let one): .transposedFactor(name(one))
    case .flippedFactor(let one): .flippedFactor(name(one))
    case .wrongWayRound(let one, let other): .wrongWayRound(name(one), name(other))
    case .extra(let names): .extra(names.map(name))
    default: self
    }
  }
}

extension Expected.Run {
  /// The inputs that may be changed a little: not labels and counts, which a function takes for
  /// indices and sizes.
  func nudgeableInputs(of function: Declaration.Function) -> [LineName] {
    function.inputs.filter { $0.isNudgeable && inputs[$0.name] != nil }.map { LineName($0.name) }
      .sorted()
  }
}
