import Adversarial
import Foundation

#if os(Linux) && compiler(>=6.3)
  /// Runs before `main`, and so before the host has confined itself: what can it read by then?
  @used @section(".init_array")
  let lookEarly: @convention(c) () -> Void = {
    let path = Hostile.kit + "/Tests/Grading/Expected/00-warm-up.json"
    if access(path, R_OK) == 0, FileManager.default.contents(atPath: path) != nil {
      Hostile.early.withLock { $0 = true }
    }
  }
#endif
