import Dispatch

/// Measures time with a monotonic clock, which nobody can set.
struct Stopwatch {
  private let start = DispatchTime.now()

  var seconds: Double {
    Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
  }
}
