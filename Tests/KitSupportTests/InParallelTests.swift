import KitSupport
import Synchronization
import Testing

@Suite("Work on several things at once")
struct InParallelTests {
  @Test(
    "Results are handed on in the order of the items, whichever is there first", arguments: 1...4)
  func order(_ jobs: Int) throws {
    let told = Mutex<[Int]>([])
    let first = Mutex(false)
    try inParallel(Array(0..<20), jobs: jobs) { item in
      // With others at work, the first item is the last to be done.
      while item == 0, jobs > 1, !first.withLock({ $0 }) {}
      if item == 19 || jobs == 1 { first.withLock { $0 = true } }
      return item * item
    } each: { square in
      told.withLock { $0.append(square) }
    }
    #expect(told.withLock { $0 } == (0..<20).map { $0 * $0 })
  }

  @Test("After a failure nothing is begun any more, and the first of the failures is thrown")
  func failure() throws {
    let begun = Mutex<Set<Int>>([])
    #expect(throws: KitError("3")) {
      try inParallel(Array(0..<100), jobs: 1) { item in
        begun.withLock { _ = $0.insert(item) }
        if item >= 3 { throw KitError("\(item)") }
      }
    }
    #expect(begun.withLock { $0 } == [0, 1, 2, 3])
  }

  @Test("No items are no work")
  func nothing() throws {
    try inParallel([Int]()) { _ in Issue.record("was called") }
  }
}
