import Foundation
import KitSupport

/// Shows how a training goes: on a terminal as a bar that moves, elsewhere as ten plain lines.
package final class ProgressDisplay {
  private let console: Console
  private let steps: Int
  private let epoch: Int?
  private let batch: Int?
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var measured: ContinuousClock.Instant
  private var shown: ContinuousClock.Instant?
  private var barIsOpen = false

  /// - Parameters:
  ///   - epoch: How many steps an epoch has, where progress is to be told by epochs.
  ///   - batch: How many images a step takes, where their number a second is to be told.
  package init(steps: Int, console: Console, epoch: Int? = nil, batch: Int? = nil) {
    (self.console, self.steps, self.epoch, self.batch) = (console, steps, epoch, batch)
    start = clock.now
    measured = start
  }

  /// Telling the accuracy costs a forward pass, so it is told now and then: with each plain line, on
  /// a terminal a few times a second; and where epochs are told, after each of them.
  package func wantsAccuracy(at step: Int) -> Bool {
    if let epoch { return step.isMultiple(of: epoch) || step == steps }
    if step == 1 || step == steps { return true }
    if !console.isTerminal { return step * 10 / steps != (step - 1) * 10 / steps }
    guard clock.now - measured > .milliseconds(300) else { return false }
    measured = clock.now
    return true
  }

  package func show(step: Int, loss: Double, accuracy: Double) {
    if let epoch, step.isMultiple(of: epoch) {
      let line = "epoch \(step / epoch)/\(steps / epoch)  " + text(loss, accuracy) + speed(step)
      if console.isTerminal { console.overwrite("") }
      console.print(line)
      barIsOpen = false
    } else if console.isTerminal {
      let now = clock.now
      if step < steps, let shown, now - shown < .milliseconds(50) { return }
      shown = now
      barIsOpen = true
      console.overwrite(line(step, loss, accuracy, now - start))
    } else if wantsAccuracy(at: step) {
      console.print(text(step, loss, accuracy))
    }
  }

  /// Leaves the bar standing as it is.
  package func end() {
    if barIsOpen { console.print() }
    barIsOpen = false
  }

  private func text(_ step: Int, _ loss: Double, _ accuracy: Double) -> String {
    "step \("\(step)".paddedLeft(to: "\(steps)".count))/\(steps)  " + text(loss, accuracy)
  }

  private func text(_ loss: Double, _ accuracy: Double) -> String {
    "loss \(short(loss))  accuracy \(percent(accuracy))"
  }

  private func speed(_ step: Int) -> String {
    guard let batch else { return "" }
    let seconds = max((clock.now - start) / .seconds(1), 1e-3)
    return "  \(Int((Double(step * batch) / seconds).rounded())) images/s"
  }

  /// The bar and what stands behind it, as much of it as fits: a line that is wrapped could not be
  /// overwritten.
  private func line(
    _ step: Int, _ loss: Double, _ accuracy: Double, _ elapsed: Duration
  ) -> String {
    let needed = text(step, loss, accuracy)
    let room = console.width - 1
    guard needed.count <= room else { return String(needed.prefix(max(0, room))) }
    let more = needed + speed(step) + remaining(step, elapsed)
    let text = more.count <= room ? more : needed
    let width = min(20, room - text.count - 1)
    return width < 4 ? text : bar(step, width) + " " + text
  }

  private func bar(_ step: Int, _ width: Int) -> String {
    let filled = width * step / steps
    let text = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    return console.usesColor ? "\u{1B}[32m\(text)\u{1B}[0m" : text
  }

  private func remaining(_ step: Int, _ elapsed: Duration) -> String {
    let seconds = elapsed / .seconds(1) * Double(steps - step) / Double(step)
    return step == steps || seconds < 1 ? "" : "  \(Int(seconds.rounded())) s left"
  }
}
