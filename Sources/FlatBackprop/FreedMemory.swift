import Foundation

/// What becomes of the memory of tensors that are done with.
package enum FreedMemory {
  /// From now on the program keeps memory that it has once had, for the next tensor.
  ///
  /// Linux's C library gives a large block back to the system as soon as it is free. The next one is then
  /// zeroed and mapped again, page by page, which takes longer than most operations on it. A training
  /// needs the same blocks at each step.
  package static func keep() {
    #if os(Linux)
      // Not every C library has this, and Swift does not import it.
      typealias Setter = @convention(c) (_ parameter: Int32, _ value: Int32) -> Int32
      guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "mallopt") else { return }
      let set = unsafeBitCast(symbol, to: Setter.self)
      let (trimThreshold, mapMax) = (Int32(-1), Int32(-4))
      _ = set(mapMax, 0)
      _ = set(trimThreshold, .max)
    #endif
  }
}
