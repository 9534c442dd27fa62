import Foundation

/// Shows how a training goes: on a terminal as a bar that moves, elsewhere as ten plain lines.
package final class Progress {
  private let console: Console
  private let steps: Int
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var measured: ContinuousClock.Instant
  private var shown: ContinuousClock.Instant?
  private var barIsOpen = false

  package init(steps: Int, console: Console) {
    (self.steps, self.console) = (steps, console)
    start = clock.now
    measured = start
  }

  /// Telling the accuracy costs a forward pass, so it is told now and then: with each plain line, on
  /// a terminal a few times a second.
  package func wantsAccuracy(at step: Int) -> Bool {
    if step == 1 || step == steps { return true }
    if !console.isTerminal { return step * 10 / steps != (step - 1) * 10 / steps }
    guard clock.now - measured > .milliseconds(300) else { return false }
    measured = clock.now
    return true
  }

  package func show(step: Int, loss: Double, accuracy: Double) {
    if console.isTerminal {
      let now = clock.now
      if step < steps, let shown, now - shown < .milliseconds(50) { return }
      shown = now
      barIsOpen = true
      console.overwrite(
        bar(step) + " \(text(step, loss, accuracy))\(remaining(step, now - start))")
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
    "step \("\(step)".paddedLeft(to: "\(steps)".count))/\(steps)  loss \(short(loss))  "
      + "accuracy \(percent(accuracy))"
  }

  private func bar(_ step: Int) -> String {
    let width = 20
    let filled = width * step / steps
    let text = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    return console.usesColor ? "\u{1B}[32m\(text)\u{1B}[0m" : text
  }

  private func remaining(_ step: Int, _ elapsed: Duration) -> String {
    let seconds = elapsed / .seconds(1) * Double(steps - step) / Double(step)
    return step == steps || seconds < 1 ? "" : "  \(Int(seconds.rounded())) s left"
  }
}
