import Foundation

/// Works on several items at once, and hands on the results in the order of the items, each as soon
/// as possible.
/// - Parameters:
///   - jobs: How many items to work on at a time.
///   - work: Called on several threads, each with as large a stack as a main thread.
///   - each: Called with one result at a time.
/// - Throws: The error of the first item, in order, that failed. Nothing is begun after a failure,
///   but what has begun by then is finished.
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

/// The progress of the work. (The lock is Foundation's because a student's program contains this
/// module, and is not linked with a library for locks.)
private final class Progress<Result: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var next = 0
  private var told = 0

  /// Results that came in before those of earlier items.
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
