import Diagnosis
import FlatBackprop
import Protocol

/// Observes one line on one case: gathers what ``Diagnosis`` needs to know about it from the
/// student's own function, by handing on the values of all lines and changing what one of them
/// receives.
struct Observer {
  let function: FunctionGrader
  let run: Expected.Run
  let gradients: [LineName: NumericGradient]
  let line: Expected.Line
  let isWrong: Bool
  let value: Tensor
  let right: Tensor
  let scale: Double
  let student: StudentLine
  private let hasCrashed: Bool

  init(_ function: FunctionGrader, _ evidence: Evidence, _ line: Expected.Line) {
    self.function = function
    self.line = line
    (run, gradients) = (evidence.run, evidence.gradients)
    let right = line.value ?? gradients[line.name]?.tensor
    self.right = right ?? Tensor(.nan)
    let given = evidence.wrong[line.name]
    hasCrashed = evidence.crashed.contains(line.name)
    isWrong = given != nil || hasCrashed
    // What a right line gave may be off by as little as an error that shows elsewhere. A numeric
    // gradient is not as exact as that.
    let own = line.role == .backward ? nil : evidence.right[line.name]
    value = given ?? (hasCrashed ? Tensor(.nan) : own ?? self.right)
    scale =
      gradients[line.name]?.scale
      ?? max(self.right.elements.map { abs($0) }.max() ?? 0, 1e-3)
    student = StudentLine(function, run, gradients, line.name)
  }

  /// What is observed; `nil` where it is not known what the line should give.
  func observation() throws -> Observation? {
    guard right.isFinite, !isAfterKink else { return nil }
    let isMeasured = !hasCrashed && value.isFinite
    let paths = line.role == .backward && isMeasured ? try self.paths() : []
    var observation = Observation(
      value: value, right: right, isWrong: isWrong, scale: scale, blind: blind, paths: paths,
      sizes: sizes, others: student.variables, conditions: conditions(on: right.shape),
      properties: properties)
    observation.step = line.name.step
    observation.subject = student
    observation.hasCrashed = hasCrashed
    observation.hasSpecialSizes = run.hasSpecialSizes(for: function.declaration)
    observation.hasSpecialValues = run.hasSpecialValues(for: function.declaration)
    if line.role != .backward {
      let later = run.forward.drop { $0.name != line.name }.dropFirst()
      observation.later = later.compactMap { later in
        later.value.map { Observation.Variable(name(later.name), $0) }
      }
    } else {
      let later = run.backward.drop { $0.name != line.name }.dropFirst()
      observation.later = later.compactMap { later in
        gradients[later.name]?.tensor.map { Observation.Variable(name(later.name), $0) }
      }
    }
    observation.dependencies = Set(dependencies.map(name))
    observation.possibleDependencies = Set(possibleDependencies.map(name))
    if looksAtLabels, let labels { observation.labels = [name(labels)] }
    if line.role == .backward {
      observation.localInputs = Set(run.readers(of: variable).flatMap(\.reads).map(name))
    }
    guard isMeasured else { return observation }
    observation.reads = try student.reads(of: value)
    if !looksAtLabels, otherLabels != nil, let labels, !observation.reads.contains(name(labels)) {
      // Nobody looks at them, so it can only be an accident that they set entries apart. (Without
      // other labels to try, nobody knows.)
      observation.conditions.removeAll { $0.kind == .label }
    }
    guard isWrong else { return observation }
    observation.unread = unread(observation.reads, paths)
    observation.dependencies.formUnion(observation.unread)
    if line.role == .backward {
      try? examineUpstream(&observation)
      observation.moving = { [reads = observation.reads] in try? self.moved($0, reads) }
    }
    return observation
  }

  /// How the line sees a variable.
  func name(_ name: LineName) -> VariableName { VariableName(name, from: line.name.step) }

  /// Finds out whether a gradient is proportional to its upstream gradients, if all of these have
  /// lines.
  private func examineUpstream(_ observation: inout Observation) throws {
    let arriving = run.readers(of: variable).map { name($0.name.gradient) }
    var upstream: [VariableName: Tensor] = [:]
    for name in arriving { upstream[name] = student.value(of: name) }
    guard upstream.count == arriving.count, !arriving.isEmpty else { return }
    // A line that uses another gradient, computed from these, does not see them change.
    let gradients = Set(run.backward.map { name($0.name) })
    guard observation.reads.intersection(gradients).isSubset(of: arriving) else { return }
    observation.isProportional = try student.gives(
      2 * value, except: [], within: observation.tolerance,
      changing: upstream.mapValues { 2 * $0 })
    observation.vanishes = try !student.isNotZero(
      value.shape, within: observation.tolerance, changing: upstream.mapValues { 0 * $0 })
  }

  /// Whether an earlier gradient has a kink. Several values of it are right then, and what this
  /// line should give depends on which of them it received.
  private var isAfterKink: Bool {
    run.backward.prefix { $0.name != line.name }.contains { earlier in
      gradients[earlier.name]?.slopes.contains { $0.kink != nil } == true
    }
  }

  /// The entries at a kink.
  var blind: Set<Int> {
    Set(
      gradients[line.name]?.slopes.enumerated().filter { $0.element.kink != nil }.map(\.offset)
        ?? [])
  }

  /// The variable that a backward line is the gradient of.
  var variable: LineName { line.name.variable }

  // MARK: - What the right line depends on

  /// What the right line certainly depends on.
  private var dependencies: [LineName] {
    guard line.role == .backward else { return line.reads }
    return run.readers(of: variable).map(\.name.gradient).filter {
      student.value(of: name($0)) != nil
    }
  }

  /// What the right line may depend on: for a gradient, its variable, everything computed from
  /// that, the gradients of all these, and what they are computed from.
  private var possibleDependencies: [LineName] {
    guard line.role == .backward else { return line.reads }
    let after = [variable] + run.descendants(of: variable)
    return after + after.map(\.gradient) + after.flatMap { run.line($0)?.reads ?? [] }
  }

  /// The input that holds labels.
  var labels: LineName? { function.declaration.labels.map { LineName($0) } }

  /// Other labels than those of the case, to find out who looks at them; `nil` if there are none.
  var otherLabels: Tensor? { labels.flatMap { run.inputs["\($0)"]?.otherLabels } }

  /// Whether the right line has to look at labels itself. A gradient has to if a line that reads its
  /// variable does, or one further on that has no line for its gradient in between.
  var looksAtLabels: Bool {
    guard line.role == .backward else { return line.labels != nil }
    return run.readers(of: variable).contains { reader in
      reader.labels != nil
        || run.line(reader.name.gradient) == nil
          && run.descendants(of: reader.name).contains { run.line($0)?.labels != nil }
    }
  }

  /// What makes a difference to the right line on this case, although the student's line reads
  /// neither that nor, in a backward line, anything computed from it.
  private func unread(
    _ reads: Set<VariableName>, _ paths: [Observation.Path]
  ) -> [VariableName] {
    guard line.role == .backward else {
      let here = line.reads.filter { !(line.readsElsewhere ?? []).contains($0) }
      // It shows on this case only if there are other labels.
      let labels = otherLabels == nil ? [] : [line.labels].compactMap { $0 }
      return (here + labels).map(name).filter { !reads.contains($0) }
    }
    let contributing = paths.filter { path in
      path.contribution.elements.contains { abs($0) > 1e-6 * scale }
    }.map(\.reader)
    let arriving = run.readers(of: variable).map(\.name).filter { reader in
      contributing.contains(name(reader)) && student.value(of: name(reader.gradient)) != nil
        && !run.backward.contains { earlier in
          reads.contains(name(earlier.name))
            && run.made(of: earlier.name.variable).contains(reader)
        } && !reads.contains(name(reader.gradient))
    }
    return arriving.map { name($0.gradient) } + ((try? unused(reads)) ?? []).map(name)
  }
}
