import Foundation

/// What a training came to.
package struct Outcome: Equatable, Sendable {
  /// The loss before each step.
  package var losses: [Double] = []
  package var accuracy = 0.0
  package var wasInterrupted = false

  package init(losses: [Double] = []) { self.losses = losses }

  /// Whether the steps led downhill at all: the mean of the last tenth lies below the first loss, or
  /// below the mean of the first tenth, which tells more where batches differ.
  package var hasFallen: Bool {
    guard let first = losses.first, losses.count > 1 else { return true }
    let part = max(1, losses.count / 10)
    let early = losses.prefix(part).reduce(0, +) / Double(part)
    return losses.suffix(part).reduce(0, +) / Double(part) < max(first, early)
  }

  /// The step at which the loss was largest, where that is far above the first one.
  package var explosion: Int? {
    guard let first = losses.first, let top = losses.max(), top > 10 * first else { return nil }
    return losses.firstIndex(of: top).map { $0 + 1 }
  }
}

/// A loss that is no number any more.
package struct Divergence: Error, Equatable, CustomStringConvertible {
  package let step: Int
  package let loss: Double
  package let options: Options

  package var description: String {
    "The loss is \(loss) at step \(step). \(options.advice)"
  }
}

extension Options {
  /// What to try where the loss does not fall.
  package var advice: String {
    "Is the rate of \(text(ofRate: rate)) too high? Try --rate \(String(format: "%.3g", rate / 10)). Or is a line "
      + "wrong? `swift run kit grade \(model.assignments.joined(separator: " "))` tells. If all are "
      + "right, it is the rate or the first weights."
  }
}

/// Descends along the gradient until the steps are done or someone asks to stop.
/// - Parameters:
///   - progress: Is told the loss at each step, and the accuracy from time to time.
///   - isInterrupted: Is asked before each step but the first.
package func train(
  _ trainee: inout some Trainee, options: Options, progress: ProgressDisplay,
  isInterrupted: () -> Bool = { false }
) throws -> Outcome {
  var batches = Batches(of: options.batch, from: trainee.count, seed: options.seed)
  var outcome = Outcome()
  let epoch = options.stepsPerEpoch(of: trainee.count)
  for step in 1...options.steps(on: trainee.count) {
    if step > 1, isInterrupted() {
      outcome.wasInterrupted = true
      break
    }
    let loss = try trainee.step(on: batches.draw(), rate: options.rate)
    guard loss.isFinite else {
      progress.end()
      throw Divergence(step: step, loss: loss, options: options)
    }
    outcome.losses.append(loss)
    if progress.wantsAccuracy(at: step) {
      outcome.accuracy = try trainee.accuracy()
      try trainee.keep(accuracy: outcome.accuracy)
    }
    // An epoch is told by the mean of its losses.
    let recent = outcome.losses.suffix(options.epochs == nil ? 1 : epoch)
    progress.show(
      step: step, loss: recent.reduce(0, +) / Double(recent.count), accuracy: outcome.accuracy)
  }
  progress.end()
  outcome.accuracy = try trainee.accuracy()
  try trainee.keep(accuracy: outcome.accuracy)
  return outcome
}
