import FlatBackprop
import Grader
import Protocol
import Supervisor

/// Measures what numeric gradients cost: through a submission's process, as in grading.
final class GradientBenchmark {
  private let session: Session

  /// - Parameter submission: The path of the program that runs the functions.
  init(submission: String) {
    session = Session(executable: submission, limits: Limits())
  }

  /// What some numeric gradients cost, beside plain central differences.
  struct Cost: Sendable {
    var coordinates = 0

    /// With error bars.
    var evaluations = 0
    var seconds = 0.0

    /// Plain: two evaluations a coordinate, and no idea how right they are.
    var plainEvaluations = 0
    var plainSeconds = 0.0
  }

  /// The cost of the gradients of some variables, or of all that have a backward line.
  /// - Parameter repeated: The fastest of so many measurements counts.
  func cost(
    of expected: Expected, variables: [LineName]? = nil, repeated: Int
  ) throws -> Cost {
    var total = Cost()
    for run in expected.runs {
      let call = run.call(in: expected.folder)
      let sweeping = Sweeping(run) { [session] in try session.sweep(call, $0) }
      let names = variables ?? run.backward.map { $0.name.variable }
      for name in names {
        guard let value = run.value(of: name) else { continue }
        total.coordinates += value.count
        (total.evaluations, total.seconds) = try adding(
          (total.evaluations, total.seconds), repeated
        ) { _ = try sweeping.gradient(of: name, at: value) }
        (total.plainEvaluations, total.plainSeconds) = try adding(
          (total.plainEvaluations, total.plainSeconds), repeated
        ) { _ = try sweeping.centralDifferences(of: name, at: value) }
      }
    }
    return total
  }

  private func adding(
    _ total: (evaluations: Int, seconds: Double), _ repeated: Int, _ body: () throws -> Void
  ) rethrows -> (Int, Double) {
    let before = session.evaluations
    let clock = ContinuousClock()
    let times = try (0..<repeated).map { _ in try clock.measure(body) / .seconds(1) }
    return (
      total.evaluations + (session.evaluations - before) / repeated,
      total.seconds + (times.min() ?? 0)
    )
  }
}

extension Sweeping {
  /// The gradient by plain central differences: for comparison only.
  fileprivate func centralDifferences(of variable: LineName, at value: Tensor) throws -> Tensor {
    let step = 1e-5
    let losses = losses(of: variable, at: value)
    let results = try losses(
      value.elements.indices.flatMap { place in
        [step, -step].map { .init(place: place, offset: $0) }
      }, [])
    return Tensor(
      shape: value.shape,
      value.elements.indices.map { (results[2 * $0] - results[2 * $0 + 1]) / (2 * step) })
  }
}
