import Foundation
import Synchronization

/// Works on several things at once, and hands on what comes of each in their order, as soon as it is
/// there.
/// - Parameters:
///   - jobs: How many at a time.
///   - work: Is called on several threads, each with the stack of a main thread.
///   - each: Is called for one result at a time.
/// - Throws: What the first of the items that failed has thrown. Nothing is begun after a failure, and
///   what has begun by then comes to its end.
public func inParallel<Item: Sendable, Result: Sendable>(
  _ items: [Item], jobs: Int = ProcessInfo.processInfo.activeProcessorCount,
  _ work: @escaping @Sendable (Item) throws -> Result,
  each: @escaping @Sendable (Result) -> Void = { _ in }
) throws {
  let progress = Progress<Result>()
  let ended = DispatchSemaphore(value: 0)
  let threads = (0..<min(items.count, max(1, jobs))).map { _ in
    Thread {
      while let index = progress.next(of: items.count) {
        do {
          progress.take(try work(items[index]), of: index, each)
        } catch {
          progress.fail(error, at: index)
        }
      }
      ended.signal()
    }
  }
  for thread in threads {
    thread.stackSize = 8 << 20
    thread.start()
  }
  for _ in threads { ended.wait() }
  if let error = progress.error { throw error }
}

/// How far the work has come.
private final class Progress<Result: Sendable>: Sendable {
  private struct State {
    var next = 0
    var told = 0

    /// What is there before something that comes earlier.
    var early: [Int: Result] = [:]
    var failure: (index: Int, error: any Error)?
  }

  private let state = Mutex(State())

  var error: (any Error)? { state.withLock { $0.failure?.error } }

  func next(of count: Int) -> Int? {
    state.withLock { state in
      guard state.failure == nil, state.next < count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func take(_ result: Result, of index: Int, _ each: (Result) -> Void) {
    state.withLock { state in
      state.early[index] = result
      while let ready = state.early.removeValue(forKey: state.told) {
        each(ready)
        state.told += 1
      }
    }
  }

  func fail(_ error: any Error, at index: Int) {
    state.withLock { state in
      if let failure = state.failure, failure.index < index { return }
      state.failure = (index, error)
    }
  }
}
