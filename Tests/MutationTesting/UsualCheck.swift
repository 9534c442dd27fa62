import FlatBackprop
import Grader
import Protocol
import Supervisor

/// The gradient check as it is usually done, for comparison: central differences of the whole
/// function with one small step, and only its final gradients, those of its inputs. Every line runs
/// on what the lines before it gave. The upstream gradient of a layer is all ones.
public struct UsualCheck {
  public static let step = 1e-5
  public static let tolerance = 1e-5

  private let session: Session

  public init(_ submission: RunningSubmission) { session = submission.session }

  /// What the check finds.
  public enum Outcome: Equatable, Sendable {
    case passed

    /// These final gradients are off.
    case failed([LineName])

    /// The function did not come to its end.
    case crashed
  }

  /// Checks a function.
  /// - Parameter runs: The inputs to check it on.
  public func outcome(
    _ folder: String, as callName: String, on runs: [Expected.Run]
  ) throws -> Outcome {
    var failed: [LineName] = []
    for run in runs {
      do {
        for gradient in try wrongGradients(folder, callName, run)
        where !failed.contains(gradient) {
          failed.append(gradient)
        }
      } catch is Interruption {
        return .crashed
      }
    }
    return failed.isEmpty ? .passed : .failed(failed)
  }

  private func wrongGradients(
    _ folder: String, _ callName: String, _ run: Expected.Run
  ) throws -> [LineName] {
    let upstream = run.outputLine.flatMap { run.value(of: $0) }.map { Tensor.ones($0.shape) }
    var call = run.call(in: folder, as: callName)
    call.upstream = upstream
    var values: [LineName: Tensor] = [:]
    try session.record(
      call, begun: { _ in .evaluate },
      ended: { line, outcome in
        if case .value(let value) = outcome { values[line.name] = value }
        return nil
      }, upstream: { _ in upstream ?? Tensor(1) })

    var wrong: [LineName] = []
    var backward: [LineName: Tensor] = [:]
    for line in run.backward {
      backward[line.name] = .zeros(run.value(of: line.name.variable)?.shape ?? [])
    }
    for line in run.backward {
      let variable = line.name.variable
      guard run.line(variable) == nil, let input = run.inputs["\(variable)"] else { continue }
      let losses = try session.sweep(
        call,
        Request.Sweep(
          variable: variable,
          nudges: (0..<input.count).flatMap { place in
            [Self.step, -Self.step].map { Request.Nudge(place: place, offset: $0) }
          }, handOn: backward))
      let numeric = (0..<input.count).map {
        (losses[2 * $0] - losses[2 * $0 + 1]) / (2 * Self.step)
      }
      let isRight =
        values[line.name].map { value in
          value.shape == input.shape
            && zip(value.elements, numeric).allSatisfy { Self.error($0, $1) <= Self.tolerance }
        } ?? false
      if !isRight { wrong.append(line.name) }
    }
    return wrong
  }

  /// The relative error as it is usually taken.
  private static func error(_ a: Double, _ b: Double) -> Double {
    abs(a - b) / max(1e-8, abs(a) + abs(b))
  }
}
