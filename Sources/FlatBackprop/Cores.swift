import Dispatch
import Foundation
import Synchronization

/// The processor's cores that the loops behind ``Tensor`` run on: one, unless a program asks for all.
///
/// Only training asks. Code that is graded stays on one core: it may start no thread, and how many of its
/// lines are tried at once is the judge's affair. The numbers are the same, bit for bit: a number is
/// calculated by one core from beginning to end.
package enum Cores {
  private static let used = Atomic<Int>(1)

  /// From now on large tensors are calculated on so many cores; on all, if nothing is said.
  package static func use(_ count: Int = ProcessInfo.processInfo.activeProcessorCount) {
    used.store(max(1, count), ordering: .relaxed)
  }

  /// Does some work in parts.
  /// - Parameters:
  ///   - count: The work's pieces.
  ///   - size: What a piece takes, in numbers that are read and written. A core is worth waking for some
  ///     ten thousand.
  ///   - body: Does a range of pieces. Several ranges run at the same time.
  static func split(_ count: Int, of size: Int, _ body: (Range<Int>) -> Void) {
    let parts = min(used.load(ordering: .relaxed), count, count &* size / 32_768)
    if parts < 2 { return body(0..<count) }
    withoutActuallyEscaping(body) { body in
      // The parts are apart from each other, and all are done when this returns.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: parts) { part in
        body((part * count / parts)..<((part + 1) * count / parts))
      }
    }
  }
}
