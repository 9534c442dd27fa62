import Foundation

/// What happens to the memory of tensors that are no longer needed.
package enum FreedMemory {
  /// Makes the program keep freed memory from now on, for the next tensor to use.
  ///
  /// Linux's C library returns a large block to the system as soon as it is freed. The next one is
  /// then mapped and zeroed again, page by page, which takes longer than most operations on it, and
  /// training needs the same blocks at every step.
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
