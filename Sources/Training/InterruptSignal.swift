import Foundation
import Synchronization

/// Ctrl-C, noticed between two steps.
package enum InterruptSignal {
  private static let requested = Atomic<Bool>(false)

  /// Whether Ctrl-C was pressed.
  package static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// From now on the first Ctrl-C is a request, which is answered: a step may take long. The second
  /// ends the program at once, even in the midst of a step that never ends.
  package static func listen() {
    _ = isRequested
    signal(SIGINT) { _ in
      InterruptSignal.requested.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
      let answer: StaticString = "\nStopping after this step. Ctrl-C again quits at once.\n"
      _ = write(STDERR_FILENO, answer.utf8Start, answer.utf8CodeUnitCount)
    }
  }

  /// Ctrl-C ends the program again, as usual.
  package static func stopListening() { signal(SIGINT, SIG_DFL) }
}
