import Dispatch
import Foundation
import Synchronization

/// Works on several things at once, as many as there are cores, and hands on what comes of each in
/// their order, as soon as it is there.
/// - Parameters:
///   - work: Is called on several threads.
///   - each: Is called for one result at a time.
/// - Throws: What the first that failed has thrown; those that have begun by then end first.
func inParallel<Item: Sendable, Result: Sendable>(
  _ items: [Item], _ work: @escaping @Sendable (Item) throws -> Result,
  each: @escaping @Sendable (Result) -> Void
) throws {
  let state = Mutex(
    (next: 0, told: 0, done: [Int: Result](), failure: (index: Int, error: any Error)?.none))
  let workers = min(items.count, max(1, ProcessInfo.processInfo.activeProcessorCount))
  DispatchQueue.concurrentPerform(iterations: workers) { _ in
    while true {
      let index = state.withLock { state -> Int? in
        guard state.failure == nil, state.next < items.count else { return nil }
        defer { state.next += 1 }
        return state.next
      }
      guard let index else { return }
      do {
        let result = try work(items[index])
        state.withLock { state in
          state.done[index] = result
          while let ready = state.done.removeValue(forKey: state.told) {
            each(ready)
            state.told += 1
          }
        }
      } catch {
        state.withLock { state in
          if let failure = state.failure, failure.index < index { return }
          state.failure = (index, error)
        }
      }
    }
  }
  if let failure = state.withLock({ $0.failure }) { throw failure.error }
}
