import FlatBackprop
import GradientCheck
import Wire

/// Finds out why lines are wrong: gathers what ``Diagnosis`` needs to know from the student's own
/// function, by forcing all lines and nudging one.
struct Investigator {
  private let function: FunctionGrader
  private let run: Expected.Run
  private let gradients: [String: NumericGradient]

  init(
    _ function: FunctionGrader, _ run: Expected.Run, _ gradients: [String: NumericGradient]
  ) {
    self.function = function
    self.run = run
    self.gradients = gradients
  }

  /// Notes the causes that fit a wrong forward line.
  func investigate(forward line: String, _ value: Tensor) {
    guard let expected = run.line(line)?.value else { return }
    var others = run.inputs
    for earlier in run.forward.prefix(while: { $0.name != line }) {
      others[earlier.name] = earlier.value
    }
    function.note(
      Diagnosis.causes(
        of: Suspect(
          value: value, right: expected, sizes: Facts.sizes(of: run.inputs),
          others: others.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
          conditions: Facts.conditions(on: expected.shape, others, run.inputs))),
      of: line)
  }

  /// Notes the causes that fit a wrong gradient.
  func investigate(gradient line: String, _ value: Tensor) throws {
    let variable = Gradient.variable(of: line)
    guard let right = gradients[line]?.tensor, value.shape == right.shape,
      let at = run.value(of: variable)
    else { return }
    do {
      var others = run.inputs
      for forward in run.forward { others[forward.name] = forward.value }
      let readers = run.forward.filter { $0.reads.contains(variable) }
      let paths = try readers.compactMap { try path($0, from: variable, at, to: line, value) }
      let place = zip(value.elements, right.elements).enumerated().first {
        Swift.abs($1.0 - $1.1) > 1e-6 * (right.elements.map { Swift.abs($0) }.max() ?? 0)
      }?.offset
      let terms = try place.flatMap { try self.terms(of: $0, variable, at, paths) }
      function.note(
        Diagnosis.causes(
          of: Suspect(
            value: value, right: right, paths: paths, sizes: Facts.sizes(of: run.inputs),
            others: others.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
            conditions: Facts.conditions(on: right.shape, others, run.inputs), terms: terms)),
        of: line)
    } catch is Interruption {
      // The student's code does not survive the questions: the plain verdict has to do.
    }
  }

  /// What flows back through one reader of a variable; `nil` where its own gradient is unknown.
  private func path(
    _ reader: Expected.Line, from variable: String, _ at: Tensor, to line: String,
    _ student: Tensor
  ) throws -> Suspect.Path? {
    guard let value = reader.value, let upstream = try gradient(of: reader) else { return nil }
    let ones = Tensor.ones(value.shape)
    return Suspect.Path(
      reader: reader.name,
      contribution: try flow(through: reader.name, value, upstream, variable, at),
      local: try flow(through: reader.name, value, ones, variable, at),
      upstream: upstream,
      isRead: try isRead("d" + reader.name, upstream, by: line, student))
  }

  /// The right gradient of a reader.
  private func gradient(of reader: Expected.Line) throws -> Tensor? {
    if reader.role == .loss { return Tensor(1) }
    if reader.name == run.output { return run.upstream }
    if let known = gradients["d" + reader.name] { return known.tensor }
    guard let value = reader.value else { return nil }
    return try Sweeping(function, run).gradient(of: reader.name, at: value).tensor
  }

  /// `(∂reader/∂variable)ᵀ weights`, the reader's other inputs held fixed.
  private func flow(
    through reader: String, _ value: Tensor, _ weights: Tensor, _ variable: String, _ at: Tensor
  ) throws -> Tensor {
    let base = zip(value.elements, weights.elements).reduce(0) { $0 + $1.0 * $1.1 }
    let scale = zip(value.elements, weights.elements).reduce(0) { $0 + Swift.abs($1.0 * $1.1) }
    let slopes = try Differences.slopes(at: at.elements, loss: base, scale: scale) { steps in
      let numbers = try function.sweep(
        run,
        Request.Sweep(
          variable: variable,
          nudges: steps.map { Request.Nudge(place: $0.place, offset: $0.offset) },
          handOn: run.given, watch: [Request.Watch(line: reader, weights: weights)]))
      return stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
    }
    return Tensor(shape: at.shape, slopes.map(\.value))
  }

  /// Whether the student's line looks at an upstream gradient: whether another one changes its value.
  private func isRead(
    _ upstream: String, _ value: Tensor, by line: String, _ student: Tensor
  ) throws -> Bool? {
    guard run.line(upstream) != nil else { return nil }
    var handOn = run.given
    for (name, gradient) in gradients { handOn[name] = gradient.tensor ?? handOn[name] }
    handOn[upstream] = value
    var random = SeededGenerator(seed: 1)
    let directions = [0, 1].map { _ in
      Tensor.uniform(value.shape, in: 0.5...1.5, using: &random)
    }
    let numbers = try function.sweep(
      run,
      Request.Sweep(
        variable: upstream,
        nudges: [(0, 0.0), (0, 0.4), (1, -0.7)].map {
          Request.Nudge(place: value.count + $0.0, offset: $0.1)
        },
        directions: directions, handOn: handOn,
        watch: [
          Request.Watch(line: line, weights: .uniform(student.shape, in: 0.5...1.5, using: &random))
        ]))
    return numbers[3] != numbers[1] || numbers[5] != numbers[1]
  }

  /// The terms that add up to one entry of a gradient: one for each element of each reader.
  private func terms(
    of place: Int, _ variable: String, _ at: Tensor, _ paths: [Suspect.Path]
  ) throws -> (entry: Int, values: [Double])? {
    var watch: [Request.Watch] = []
    for path in paths where path.upstream.count <= 256 {
      for (element, upstream) in path.upstream.elements.enumerated() where upstream != 0 {
        var weights = [Double](repeating: 0, count: path.upstream.count)
        weights[element] = upstream
        watch.append(
          Request.Watch(
            line: path.reader, weights: Tensor(shape: path.upstream.shape, weights)))
      }
    }
    guard watch.count > 1 else { return nil }
    let step = 0x1p-14
    let numbers = try function.sweep(
      run,
      Request.Sweep(
        variable: variable,
        nudges: [
          Request.Nudge(place: place, offset: step), Request.Nudge(place: place, offset: -step),
        ],
        handOn: run.given, watch: watch))
    let width = 1 + watch.count
    return (place, (1..<width).map { (numbers[$0] - numbers[width + $0]) / (2 * step) })
  }
}
