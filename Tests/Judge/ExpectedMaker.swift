import FlatBackprop
import Wire

/// Makes expected values from the solutions: runs each function on each case and writes down what
/// its forward lines give, and which variables each of them reads.
public struct ExpectedMaker {
  private let submission: String

  /// - Parameter submission: The path of the program that runs the solutions.
  public init(submission: String) { self.submission = submission }

  /// The expected values of an assignment.
  /// - Parameter seed: What random cases are drawn from.
  public func make(_ exercise: Exercise, seed: UInt64) throws -> Expected {
    let session = Session(executable: submission, limits: Limits())
    defer { _ = session.close() }
    var expected = Expected(folder: exercise.folder, runs: [])
    for function in exercise.functions {
      for (index, one) in function.cases.enumerated() {
        var random = generator(seed, exercise.folder, function.name, index)
        var run = try record(exercise.folder, function.name, one, &random, session)
        try findReads(of: &run, exercise.folder, session)
        try findSlopes(of: &run, exercise.folder, session)
        expected.runs.append(run)
      }
    }
    return expected.withReadsOfAllCases
  }

  /// One function on its random cases, drawn anew from many seeds: as ``make(_:seed:)`` gives them.
  ///
  /// The random cases are those with other inputs than the case that is known already.
  public func random(
    _ exercise: Exercise, function name: String, seeds: some Sequence<UInt64>, known: Expected
  ) throws -> Expected {
    let session = Session(executable: submission, limits: Limits())
    defer { _ = session.close() }
    var expected = Expected(folder: exercise.folder, runs: [])
    for function in exercise.functions where function.name == name {
      let known = known.runs.filter { $0.function == name }
      for seed in seeds {
        for (index, one) in function.cases.enumerated() where index < known.count {
          var random = generator(seed, exercise.folder, name, index)
          var test = random
          if one.inputs(&test) == known[index].inputs { continue }
          var run = try record(exercise.folder, name, one, &random, session)
          run.name += ", seed \(seed)"
          try findReads(of: &run, exercise.folder, session)
          try findSlopes(of: &run, exercise.folder, session)
          expected.runs.append(run)
        }
      }
    }
    return expected
  }

  /// A case's numbers depend on its function and place alone, not on the cases before it.
  private func generator(
    _ seed: UInt64, _ folder: String, _ function: String, _ index: Int
  ) -> SeededGenerator {
    SeededGenerator(seed: seed &+ (folder + function).stableHash &+ UInt64(index))
  }

  private func record(
    _ folder: String, _ function: String, _ one: Case, _ random: inout SeededGenerator,
    _ session: Session
  ) throws -> Expected.Run {
    var run = Expected.Run(
      function: function, name: one.name, inputs: one.inputs(&random), output: nil, upstream: nil,
      lines: [])
    let call = Request.Call(
      folder: folder, function: function, inputs: run.inputs, upstream: nil)
    var complaint: String?
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
              name: line.name, role: role, value: role == .backward ? nil : value, reads: []))
          return nil
        },
        upstream: { name in
          let shape = run.line(name)?.value?.shape ?? []
          let upstream = one.upstream ?? .normal(shape, using: &random)
          run.output = name
          run.upstream = upstream
          return upstream
        })
    } catch let interruption as Interruption {
      complaint = "\(function): \(interruption.death.sentence)"
    }
    if let complaint {
      throw Unusable("Expected values are made from the solutions, but \(complaint).")
    }
    return run
  }

  /// Finds the graph: with every line forced to its value, a nudge of one variable changes the bodies
  /// that read it, and no others.
  private func findReads(
    of run: inout Expected.Run, _ folder: String, _ session: Session
  ) throws {
    let call = Request.Call(
      folder: folder, function: run.function, inputs: run.inputs, upstream: run.upstream)
    for gradient in run.backward.map(\.name) {
      let variable = Gradient.variable(of: gradient)
      if run.value(of: variable) == nil {
        throw Unusable(
          "\(run.function): \"\(gradient)\" is the gradient of nothing: there is no line and no "
            + "input called \"\(variable)\".")
      }
    }
    for variable in run.nudgeableInputs + run.forward.map(\.name) {
      guard let value = run.value(of: variable) else { continue }
      let readers: [String]
      do {
        readers = try Graph.readers(of: variable, value, in: run) {
          try session.sweep(call, $0)
        }
      } catch is Interruption where run.inputs[variable] != nil {
        // An input that does not take every number, and that nothing flows back to.
        readers = []
      }
      for index in run.lines.indices where readers.contains(run.lines[index].name) {
        run.lines[index].reads.append(variable)
      }
    }
  }
}

extension ExpectedMaker {
  /// Finds the numeric gradients, each as one number.
  private func findSlopes(
    of run: inout Expected.Run, _ folder: String, _ session: Session
  ) throws {
    let call = Request.Call(
      folder: folder, function: run.function, inputs: run.inputs, upstream: run.upstream)
    let sweeping = Sweeping(run) { try session.sweep(call, $0) }
    run.slopes = [:]
    for variable in run.backward.map({ Gradient.variable(of: $0.name) }) {
      guard let value = run.value(of: variable) else { continue }
      let gradient = try sweeping.gradient(of: variable, at: value)
      run.slopes?[variable] = gradient.hasKink ? nil : gradient.sum
    }
  }
}

/// The computational graph of a function, found from outside.
enum Graph {
  /// The forward lines whose bodies read a variable.
  ///
  /// Nudges in random directions, small and large: a body that has a flat piece under one of them
  /// (a maximum, a comparison) changes under another.
  /// - Parameter isAsked: Whether to ask about a line: one that ends the process had better not be.
  static func readers(
    of variable: String, _ value: Tensor, in run: Expected.Run,
    where isAsked: (String) -> Bool = { _ in true },
    sweep: (Request.Sweep) throws -> [Double]
  ) rethrows -> [String] {
    // The same nudges for the solution and for the student.
    var random = SeededGenerator(seed: variable.stableHash)
    let forward = run.forward.filter { $0.name != variable && isAsked($0.name) }
    let sizes = [0, 1e-3, -1e-3, 0.4, -0.4, 2, -2]
    let directions = sizes.map { _ in
      Tensor.uniform(value.shape, in: 0.5...1.5, using: &random)
    }
    let numbers = try sweep(
      Request.Sweep(
        variable: variable,
        nudges: sizes.enumerated().map {
          Request.Nudge(place: value.count + $0, offset: $1)
        },
        directions: directions,
        handOn: run.given,
        watch: forward.map { line in
          Request.Watch(
            line: line.name, weights: .uniform(line.value!.shape, in: 0.5...1.5, using: &random))
        }))
    let width = 1 + forward.count
    return forward.enumerated().filter { index, _ in
      let base = numbers[1 + index]
      return sizes.indices.dropFirst().contains { numbers[$0 * width + 1 + index] != base }
    }.map(\.element.name)
  }
}

extension Expected.Run {
  /// The value of every line: expected values forward, zeros backward.
  var given: [String: Tensor] {
    var values: [String: Tensor] = [:]
    for line in lines {
      values[line.name] =
        line.value ?? .zeros(value(of: Gradient.variable(of: line.name))?.shape ?? [])
    }
    return values
  }
}

extension String {
  /// A hash that is the same in every run (FNV-1a).
  fileprivate var stableHash: UInt64 {
    utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
