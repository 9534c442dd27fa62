import Dispatch
import Foundation
import Synchronization

/// How many of the processor's cores the loops behind ``Tensor`` run on: one, unless a program asks
/// for more.
///
/// Only training asks. Graded code stays on one core: it may not start threads, and how many of its
/// lines are tried at once is up to the judge. The numbers are the same, bit for bit, because each
/// of them is computed by a single core from start to finish.
package enum Cores {
  private static let used = Atomic<Int>(1)

  /// Sets how many cores large tensors are computed on from now on: all of them, by default.
  package static func use(_ count: Int = ProcessInfo.processInfo.activeProcessorCount) {
    used.store(max(1, count), ordering: .relaxed)
  }

  /// Does some work in parts, on several cores if that pays off.
  /// - Parameters:
  ///   - count: How many pieces the work has.
  ///   - size: The size of a piece: how many numbers it reads and writes. Waking a core is only
  ///     worth it for tens of thousands of numbers.
  ///   - body: Does a range of the pieces. It may be called for several ranges at the same time.
  static func split(_ count: Int, of size: Int, _ body: (Range<Int>) -> Void) {
    let parts = min(used.load(ordering: .relaxed), count, count &* size / 32_768)
    if parts < 2 { return body(0..<count) }
    withoutActuallyEscaping(body) { body in
      // The parts do not overlap, and all of them are done when this returns.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: parts) { part in
        body((part * count / parts)..<((part + 1) * count / parts))
      }
    }
  }
}
