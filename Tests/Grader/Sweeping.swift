import FlatBackprop
import GradientCheck
import Protocol

/// Numeric derivatives of a student's function on one case.
package struct Sweeping {
  private let run: Expected.Run
  private let ask: (Request.Sweep) throws -> [Double]

  package init(_ function: FunctionGrader, _ run: Expected.Run) {
    self.init(run) { try function.sweep(run, $0) }
  }

  /// - Parameter ask: Puts a sweep of the run's function to the submission.
  package init(_ run: Expected.Run, ask: @escaping (Request.Sweep) throws -> [Double]) {
    self.run = run
    self.ask = ask
  }

  /// The gradient of the loss with respect to a variable, through the student's own forward pass.
  ///
  /// Only the lines that the variable flows into are evaluated: all others are handed on, the
  /// backward pass included.
  package func gradient(of variable: LineName, at value: Tensor) throws -> NumericGradient {
    let losses = losses(of: variable, at: value)
    let slopes = try Differences.slopes(
      at: value.elements, loss: run.loss, scale: run.scale, evaluate: losses)
    var gradient = NumericGradient(shape: value.shape, slopes: slopes, beside: run.gradientScale)
    if let direction = gradient.alongKinks {
      let slope = try Differences.slope(
        along: direction, at: value.elements, loss: run.loss, scale: run.scale, evaluate: losses)
      if slope.kink == nil, slope.isKnown { gradient.tie = slope }
    }
    return gradient
  }

  /// What flows back to a variable through a line that reads it: `(∂reader/∂variable)ᵀ weights`,
  /// with the reader's other inputs held fixed.
  /// - Returns: `nil` if the variable or the reader has no value.
  package func flow(
    to variable: LineName, through reader: Expected.Line, _ weights: Tensor
  ) throws -> Tensor? {
    guard let at = run.value(of: variable), let value = reader.value else { return nil }
    let terms = zip(value.elements, weights.elements).map { $0 * $1 }
    let slopes = try slopes(
      of: terms.reduce(0, +), scale: terms.reduce(0) { $0 + abs($1) }, to: variable, at,
      through: reader, weights)
    return Tensor(shape: at.shape, slopes.map(\.value))
  }

  /// The largest error of a flow that is known well, beside the largest of its numbers: far less than
  /// what an experiment tells apart.
  private static let smooth = 1e-7

  /// The same where it is not known what the reader gives.
  /// - Returns: `nil` if the flow is not known well, as at a kink.
  func smoothFlow(
    to variable: LineName, through reader: Expected.Line, _ weights: Tensor
  ) throws -> Tensor? {
    guard let at = run.value(of: variable) else { return nil }
    let sweep = Request.Sweep(
      variable: variable, nudges: [Request.Nudge(place: 0, offset: 0)], handOn: run.given,
      watch: [Request.Watch(line: reader.name, weights: weights)])
    let sum = sweep.watched(in: try ask(sweep))[0][0]
    let slopes = try slopes(
      of: sum, scale: abs(sum), to: variable, at, through: reader, weights)
    let largest = slopes.map { abs($0.value) }.max() ?? 0
    let isSmooth = slopes.allSatisfy { $0.kink == nil && $0.error <= Self.smooth * largest }
    return isSmooth ? Tensor(shape: at.shape, slopes.map(\.value)) : nil
  }

  private func slopes(
    of sum: Double, scale: Double, to variable: LineName, _ at: Tensor,
    through reader: Expected.Line, _ weights: Tensor
  ) throws -> [Slope] {
    try Differences.slopes(at: at.elements, loss: sum, scale: scale) { steps, directions in
      let sweep = Request.Sweep(
        of: variable, at: at, steps, directions, handOn: run.given,
        watch: [Request.Watch(line: reader.name, weights: weights)])
      return sweep.watched(in: try ask(sweep)).map { $0[0] }
    }
  }

  /// The losses that the student's forward pass gives with a variable nudged.
  package func losses(of variable: LineName, at value: Tensor) -> Differences.Evaluate {
    var handOn = run.given
    for line in run.descendants(of: variable) { handOn[line] = nil }
    return { [ask, handOn] steps, directions in
      try ask(Request.Sweep(of: variable, at: value, steps, directions, handOn: handOn))
    }
  }
}

extension Request.Sweep {
  /// The runs that numeric derivatives ask for.
  package init(
    of variable: LineName, at value: Tensor, _ steps: [Differences.Step],
    _ directions: [[Double]], handOn: [LineName: Tensor], watch: [Request.Watch] = []
  ) {
    self.init(
      variable: variable,
      nudges: steps.map { Request.Nudge(place: $0.place, offset: $0.offset) },
      directions: directions.map { Tensor(shape: value.shape, $0) },
      handOn: handOn, watch: watch)
  }

  /// What the watched lines reported, one row per run.
  package func watched(in numbers: [Double]) -> [[Double]] {
    stride(from: 1, to: numbers.count, by: width).map { Array(numbers[$0..<$0 + watch.count]) }
  }
}
