import Foundation
import KitSupport

/// A trainee whose training is shown on a page while it runs.
package struct Watched<Base: Trainee>: Trainee {
  package private(set) var base: Base
  private var page: LivePage
  private let file: URL
  private var written: ContinuousClock.Instant?

  /// How long the page stays as it is.
  private static var pause: Duration { .milliseconds(500) }

  package init(_ base: Base, task: String, file: URL) {
    (self.base, self.file) = (base, file)
    page = LivePage(task: task)
  }

  package var count: Int { base.count }

  package mutating func step(on batch: [Int], rate: Double) throws -> Double {
    let loss = try base.step(on: batch, rate: rate)
    page.losses.append(loss)
    let now = ContinuousClock.now
    if loss.isFinite, written.map({ now - $0 > Self.pause }) ?? true {
      try write()
      written = ContinuousClock.now
    }
    return loss
  }

  package func accuracy() throws -> Double { try base.accuracy() }

  package mutating func keep(accuracy: Double) throws { try base.keep(accuracy: accuracy) }

  package func remarks() throws -> [String] { try base.remarks() }

  package func galleries() throws -> [Gallery] { try base.galleries() }

  /// Writes the page for the last time.
  package mutating func finish() throws {
    page.isRunning = false
    try write()
  }

  private mutating func write() throws {
    page.accuracies.append((page.losses.count, try base.accuracy()))
    if let plane = base as? any PlaneTrainee { page.map = map(of: plane) }
    if let layered = base as? any LayeredTrainee {
      page.layers = try layered.layers()
      page.filters = layered.filters()
    }
    do {
      // A browser never reads half a page.
      try Data(page.text.utf8).write(to: file, options: .atomic)
    } catch {
      throw KitError("\(file.path) cannot be written: \(error.localizedDescription)")
    }
  }

  private func map(of plane: some PlaneTrainee) -> DecisionMap {
    DecisionMap(of: plane.data, columns: 60, rows: 60, classify: plane.classify)
  }
}
