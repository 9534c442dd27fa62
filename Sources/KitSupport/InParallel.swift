import Foundation

/// Works on several things at once, and hands on what comes of each in their order, as soon as it is
/// there.
/// - Parameters:
///   - jobs: How many at a time.
///   - work: Is called on several threads, each with the stack of a main thread.
///   - each: Is called for one result at a time.
/// - Throws: What the first of the items that failed has thrown. Nothing is begun after a failure, and
///   what has begun by then comes to its end.
package func inParallel<Item: Sendable, Result: Sendable>(
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

/// How far the work has come. (A student's program has this module in it, and is linked with no library
/// for locks: so the lock is Foundation's.)
private final class Progress<Result: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var next = 0
  private var told = 0

  /// What is there before something that comes earlier.
  private var early: [Int: Result] = [:]
  private var failure: (index: Int, error: any Error)?

  var error: (any Error)? { lock.withLock { failure?.error } }

  func next(of count: Int) -> Int? {
    lock.withLock {
      guard failure == nil, next < count else { return nil }
      defer { next += 1 }
      return next
    }
  }

  func take(_ result: Result, of index: Int, _ each: (Result) -> Void) {
    lock.withLock {
      early[index] = result
      while let ready = early.removeValue(forKey: told) {
        each(ready)
        told += 1
      }
    }
  }

  func fail(_ error: any Error, at index: Int) {
    lock.withLock {
      if let failure, failure.index < index { return }
      failure = (index, error)
    }
  }
}
