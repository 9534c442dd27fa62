import Foundation
import KitSupport

/// Why a submission no longer answers.
package struct Death: Error, Equatable {
  package enum Cause: Equatable {
    case exited(Int32)
    case signal(Int32)
    case outOfTime(Double)
    case asleep(Double)

    /// It has never run, as far as can be seen.
    case unstartable(String)

    /// What came through the pipe was not a valid message.
    case damage

    /// The host has noticed something that no line may do, and says what.
    case refused(String)

    /// The function threw an error, outside its lines.
    case threw(String)

    /// So many lines were run that they seem never to end.
    case endless

    /// The judge gave up: too many lines had to be stopped, or too much was used up.
    case givenUp(String)
  }

  package let cause: Cause

  /// The end of what it printed.
  let printed: String

  init(cause: Cause, printed: String = "") {
    self.cause = cause
    self.printed = printed
  }

  /// The cause in a sentence about "this line".
  package var sentence: String {
    switch cause {
    case .exited(let code): "ended the whole program (exit code \(code))"
    case .outOfTime(let seconds):
      "was stopped after \(seconds.formatted) seconds of computing: does a loop never end?"
    case .asleep(let seconds):
      "was stopped after \(seconds.formatted) seconds: it waits for something"
    case .unstartable(let reason): "ended before it began: \(reason)"
    case .damage: "wrote into, or closed, the pipe that the judge listens to"
    case .refused(let text): text
    case .threw(let text): "threw an error: \(text)"
    case .endless: "runs line after line: does a loop around them never end?"
    case .givenUp(let reason): "is not tried any further: \(reason)"
    case .signal(let signal): "crashed" + (runtimeReason.map { ": \($0)" } ?? hint(signal))
    }
  }

  var isTimeout: Bool {
    switch cause {
    case .outOfTime, .asleep: true
    default: false
    }
  }

  /// The last reason that the runtime, or a misuse message of the kit, has printed.
  private var runtimeReason: String? {
    for words in ["failed to allocate", "Could not allocate memory", "Out of memory"] {
      if printed.contains(words) { return "the memory ran out" }
    }
    guard let found = printed.range(of: "Fatal error: ", options: .backwards) else { return nil }
    return printed[found.upperBound...].split(separator: "\n").first.map { $0.clipped() }
  }

  private func hint(_ signal: Int32) -> String {
    let hint: String? =
      switch signal {
      // Everything else that the runtime traps prints a reason.
      case SIGILL, SIGTRAP: "most likely a whole number beyond all that an Int can hold"
      case SIGSEGV, SIGBUS: "the stack or the memory ran out"
      case SIGKILL: "it was killed"
      case SIGXFSZ: "it wrote a file, which no line may"
      default: nil
      }
    return " (signal \(signal)" + (hint.map { ": \($0)" } ?? "") + ")"
  }
}

extension Double {
  fileprivate var formatted: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}
