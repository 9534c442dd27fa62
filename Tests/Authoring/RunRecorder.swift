import FlatBackprop
import Grader
import KitSupport
import Protocol
import Supervisor

/// Runs a function of the solutions on a case, and writes down what is expected of a student's.
final class RunRecorder {
  private let session: Session
  private let folder: String

  /// - Parameters:
  ///   - submission: The path of the program that runs the solutions.
  ///   - folder: The assignment's folder.
  init(submission: String, folder: String) {
    session = Session(executable: submission, limits: Limits())
    self.folder = folder
  }

  /// Ends the submission.
  func close() { session.close() }

  /// What the function gives on a case, and how its lines depend on each other.
  /// - Throws: ``KitError`` where a line is not written, or is the gradient of nothing.
  func record(
    _ function: Declaration.Function, _ one: Declaration.Case
  ) throws -> Expected.Run {
    var run = try values(function.name, one)
    try findReads(of: &run, function)
    try findLabels(of: &run, function)
    return run
  }

  private func values(_ function: String, _ one: Declaration.Case) throws -> Expected.Run {
    var run = Expected.Run(function: function, name: one.name, inputs: one.inputs)
    var random = SeededGenerator(seed: one.seed)
    let call = run.call(in: folder)
    var complaint: String?
    var given: [(name: String, value: Tensor)] = []
    do {
      try session.record(
        call, begun: { _ in .evaluate },
        ended: { line, outcome in
          guard case .value(let value) = outcome else {
            complaint = "\(function): the line \"\(line.name)\" is not written"
            return Tensor(0)
          }
          let role: Expected.Line.Role =
            line.role == .backward ? .backward : line.role == .loss ? .loss : .forward
          run.lines.append(
            Expected.Line(
              name: line.name, role: role, value: role == .backward ? nil : value))
          given.append(("\(line.name)", value))
          return nil
        },
        upstream: { name in
          let shape = run.line(LineName(name))?.value?.shape ?? []
          let upstream = one.upstream ?? .normal(shape, using: &random)
          run.output = name
          run.upstream = upstream
          return upstream
        },
        returned: { label, value in
          let equal = given.filter { $0.value == value }.map(\.name)
          guard let line = equal.contains(label) ? label : equal.last else { return }
          run.returns = (run.returns ?? [:]).merging([label: line]) { $1 }
        })
    } catch let interruption as Interruption {
      complaint = "\(function): \(interruption.death.sentence)"
    }
    if let complaint {
      throw KitError("Expected values are made from the solutions, but \(complaint).")
    }
    return run
  }

  /// What every line of a function gives on a case that is known already, the backward lines
  /// included.
  /// - Throws: ``KitError`` where a line is not written.
  func values(on run: Expected.Run) throws -> [LineName: Tensor] {
    var values: [LineName: Tensor] = [:]
    let call = run.call(in: folder)
    do {
      try session.record(
        call, begun: { _ in .evaluate },
        ended: { line, outcome in
          if case .value(let value) = outcome { values[line.name] = value }
          return nil
        },
        upstream: { name in
          let upstream = run.upstream ?? Tensor(0)
          values[LineName(name).gradient] = upstream
          return upstream
        })
    } catch let interruption as Interruption {
      throw KitError("\(run.function), \"\(run.name)\": \(interruption.death.sentence).")
    }
    return values
  }

  /// Finds the graph: with every line forced to its value, a nudge of one variable changes the
  /// bodies that read it, and no others.
  private func findReads(
    of run: inout Expected.Run, _ function: Declaration.Function
  ) throws {
    let call = run.call(in: folder)
    for gradient in run.backward.map(\.name) where run.value(of: gradient.variable) == nil {
      throw KitError(
        "\(run.function): \"\(gradient)\" is the gradient of nothing: there is no line and no "
          + "input called \"\(gradient.variable)\".")
    }
    for variable in run.nudgeableInputs(of: function) + run.forward.map(\.name) {
      guard let value = run.value(of: variable) else { continue }
      let readers: [LineName]
      do {
        readers = try GraphFinder.readers(of: variable, value, in: run) {
          try session.sweep(call, $0)
        }
      } catch is Interruption where run.line(variable) == nil {
        // An input that does not accept every number, and that nothing flows back to.
        readers = []
      }
      for index in run.lines.indices where readers.contains(run.lines[index].name) {
        run.lines[index].reads.append(variable)
      }
    }
  }

  /// Finds the lines that look at labels: with other labels, they give something else.
  private func findLabels(
    of run: inout Expected.Run, _ function: Declaration.Function
  ) throws {
    guard let labels = function.labels, let variable = run.forward.first?.name,
      let other = run.inputs[labels]?.otherLabels
    else { return }
    var random = SeededGenerator(seed: 1)
    let sweep = Request.Sweep(
      variable: variable, nudges: [Request.Nudge(place: 0, offset: 0)], handOn: run.given,
      watch: run.forward.map { line in
        Request.Watch(
          line: line.name, weights: .uniform(line.value!.shape, in: 0.5...1.5, using: &random))
      })
    var changed = run
    changed.inputs[labels] = other
    let before = try session.sweep(run.call(in: folder), sweep)
    let after = try session.sweep(changed.call(in: folder), sweep)
    for (place, line) in run.forward.enumerated() where before[place + 1] != after[place + 1] {
      guard let index = run.lines.firstIndex(where: { $0.name == line.name }) else { continue }
      run.lines[index].labels = LineName(labels)
    }
  }

  /// Finds the numeric gradients of a case, each as one number. What the lines read must be known
  /// by then: on a single case a number can be too small to show it.
  func findSlopes(of run: inout Expected.Run) throws {
    let call = run.call(in: folder)
    let sweeping = Sweeping(run) { [session] in try session.sweep(call, $0) }
    for index in run.lines.indices where run.lines[index].role == .backward {
      let variable = run.lines[index].name.variable
      guard let value = run.value(of: variable) else { continue }
      let gradient = try sweeping.gradient(of: variable, at: value)
      if !gradient.hasKink { run.lines[index].slope = gradient.sum }
    }
  }
}
