import Diagnosis
import FlatBackprop
import Protocol

// A backward line on numbers that no case has. What it should give there, the student's own forward
// pass tells: the gradient is what flows back through each line that reads the variable.

extension Observer {
  /// The line where some variables are moved.
  /// - Parameter reads: What the line reads.
  /// - Returns: `nil` if it is not known what the line should give there.
  func moved(
    _ names: Set<VariableName>, _ reads: Set<VariableName>
  ) throws -> Observation? {
    var random = SeededGenerator(seed: "\(line.name)".stableHash)
    var moves: [VariableName: Tensor] = [:]
    for one in student.variables where names.contains(one.name) && one.isChangeable {
      // A factor for each entry keeps signs and zeros, on which domains and masks depend.
      moves[one.name] = one.value * .uniform(one.value.shape, in: 0.7...1.3, using: &random)
    }
    guard !moves.isEmpty, isConsistent(Set(moves.keys), reads), let right = try right(moving: moves)
    else { return nil }
    let others = student.variables.map { one in
      Observation.Variable(
        one.name, moves[one.name] ?? one.value, isChangeable: one.isChangeable)
    }
    var observation = Observation(value: right, right: right, blind: blind, others: others)
    observation.step = line.name.step
    observation.subject = MovedLine(line: student, moves: moves)
    return observation
  }

  /// Whether nothing that the line reads, or that is moved, is computed from what is moved: it would not
  /// fit any more. Nor would what arrives at the readers, if a gradient further back is moved.
  private func isConsistent(_ moved: Set<VariableName>, _ reads: Set<VariableName>) -> Bool {
    var stale = Set(run.made(of: variable).subtracting([variable]).map(name)).intersection(moved)
    let arriving = run.readers(of: variable).map(\.name.gradient)
    for one in moved.map({ $0.lineName(at: line.name.step) }) {
      let isGradient = run.line(one)?.role == .backward || one == run.outputLine?.gradient
      if isGradient, !arriving.contains(one) { return false }
      // From a gradient follow those of the variables that its own is computed from.
      let made =
        isGradient
        ? run.backward.map(\.name).filter { run.made(of: $0.variable).contains(one.variable) }
        : Array(run.made(of: one))
      stale.formUnion(reads.union(moved).intersection(made.filter { $0 != one }.map(name)))
    }
    return stale.isEmpty
  }

  private func right(moving moves: [VariableName: Tensor]) throws -> Tensor? {
    var run = run
    for index in run.lines.indices where run.lines[index].value != nil {
      if let moved = moves[name(run.lines[index].name)] { run.lines[index].value = moved }
    }
    for input in run.inputs.keys {
      if let moved = moves[name(LineName(input))] { run.inputs[input] = moved }
    }
    var right = Tensor.zeros(self.right.shape)
    for reader in run.readers(of: variable) {
      let gradient = name(reader.name.gradient)
      let arriving = moves[gradient] ?? student.value(of: gradient)
      guard let upstream = reader.role == .loss ? Tensor(1) : arriving,
        let flow = try Sweeping(function, run).smoothFlow(to: variable, through: reader, upstream)
      else { return nil }
      right = right + flow
    }
    return right
  }
}

/// A student's line among moved variables.
private struct MovedLine: Subject {
  let line: StudentLine
  let moves: [VariableName: Tensor]

  func gives(
    _ wanted: Tensor, except blind: Set<Int>, within tolerance: Double,
    changing changes: [VariableName: Tensor]
  ) throws -> Bool {
    try line.gives(
      wanted, except: blind, within: tolerance, changing: moves.merging(changes) { $1 })
  }
}
