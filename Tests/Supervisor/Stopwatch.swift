import Dispatch

/// Measures time by a clock that nobody sets.
struct Stopwatch {
  private let start = DispatchTime.now()

  var seconds: Double {
    Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
  }
}
