import Foundation

/// How this processor computes: rounding to nearest, no traps.
///
/// A line may change that, for itself: the lines after it must not pay for it.
enum FloatingPoint {
  nonisolated(unsafe) private static var usual: fenv_t = {
    var environment = fenv_t()
    fegetenv(&environment)
    return environment
  }()

  /// Takes note of how the processor computes by itself. To be called before any line is run.
  static func note() { _ = usual }

  /// Goes back to how the processor computes by itself.
  static func restore() { fesetenv(&usual) }
}
