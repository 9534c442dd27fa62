import FlatBackprop

/// Which examples each step takes: all of them in an order drawn anew, a batch at a time, and then
/// from the beginning. The last batch of a pass takes what is left.
package struct Batches {
  private let size: Int
  private var order: [Int]
  private var next = 0
  private var random: SeededGenerator

  /// - Parameters:
  ///   - size: How many examples a batch has; `nil` or more than there are for all of them.
  ///   - count: How many examples there are.
  package init(of size: Int?, from count: Int, seed: UInt64) {
    self.size = min(size ?? count, count)
    order = Array(0..<count)
    random = SeededGenerator(seed: seed)
  }

  /// The places of the next step's examples.
  package mutating func draw() -> [Int] {
    if size == order.count { return order }
    if next == 0 {
      for i in order.indices.reversed() {
        order.swapAt(i, Int(random.next() % UInt64(i + 1)))
      }
    }
    let batch = Array(order[next..<min(next + size, order.count)])
    next = next + size < order.count ? next + size : 0
    return batch
  }
}
