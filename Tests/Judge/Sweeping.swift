import FlatBackprop
import GradientCheck
import Wire

/// Numeric derivatives of a student's function on one case.
struct Sweeping {
  private let run: Expected.Run
  private let ask: (Request.Sweep) throws -> [Double]

  init(_ function: FunctionGrader, _ run: Expected.Run) {
    self.init(run) { try function.sweep(run, $0) }
  }

  /// - Parameter ask: Puts a sweep of the run's function to the submission.
  init(_ run: Expected.Run, ask: @escaping (Request.Sweep) throws -> [Double]) {
    self.run = run
    self.ask = ask
  }

  /// The gradient of the loss with respect to a variable, through the student's own forward pass.
  ///
  /// Only the lines that the variable flows into are evaluated: all others are handed on, the
  /// backward pass included.
  func gradient(of variable: String, at value: Tensor) throws -> NumericGradient {
    var handOn = run.given
    for line in run.descendants(of: variable) { handOn[line] = nil }
    let slopes = try Differences.slopes(
      at: value.elements, loss: run.loss, scale: run.scale
    ) { steps in
      try ask(
        Request.Sweep(
          variable: variable,
          nudges: steps.map { Request.Nudge(place: $0.place, offset: $0.offset) },
          handOn: handOn))
    }
    return NumericGradient(shape: value.shape, slopes: slopes, lossScale: run.scale)
  }
}
