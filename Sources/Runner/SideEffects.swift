import FlatBackprop
import Foundation

/// Detects what the body of a line does besides computing its value, such as changing the values it
/// was given or leaving threads behind: the lines after it would suffer for it.
struct SideEffects {
  /// Values that the student's code holds, each with a copy that it does not.
  private var given: [(name: String, shared: Tensor, copy: Tensor)] = []
  private let threads = Threads.busy

  /// The most elements that a line may give, which is more than any needs.
  static let mostElements = 1 << 17

  init(inputs: [String: Tensor]) {
    for (name, value) in inputs { add(name, value) }
  }

  /// Keeps an eye on a value that the lines after this one receive.
  mutating func add(_ name: String, _ value: Tensor) {
    let copy = value.elements.withUnsafeBufferPointer { Array($0) }
    given.append((name, value, Tensor(shape: value.shape, copy)))
  }

  /// What went wrong when a body gave a value, in a sentence about "this line"; `nil` if nothing
  /// did.
  func complaint(about value: Tensor) -> String? {
    if value.count > Self.mostElements || value.rank > Tensor.mostAxes {
      return
        "has shape \(value.shape.prefix(Tensor.mostAxes)), which is far more than any line needs"
    }
    for (name, shared, copy) in given where !Self.isSame(shared, copy) {
      return "changes \"\(name)\" in place: a line only gives a value of its own"
    }
    if alarm(0) > 0 { return "leaves an alarm set: a line has done its work when it returns" }
    return hasLeftThreads
      ? "leaves a thread running: a line has done its work when it returns" : nil
  }

  /// Compares bit for bit, so that a NaN is the same as itself.
  private static func isSame(_ a: Tensor, _ b: Tensor) -> Bool {
    a.elements.withUnsafeBytes { a in
      b.elements.withUnsafeBytes { b in
        a.count == b.count && (a.isEmpty || memcmp(a.baseAddress!, b.baseAddress!, a.count) == 0)
      }
    }
  }

  /// A thread that has been waited for can take a moment to disappear.
  private var hasLeftThreads: Bool {
    for _ in 0..<100 {
      if Threads.busy <= threads { return false }
      usleep(500)
    }
    return true
  }
}
