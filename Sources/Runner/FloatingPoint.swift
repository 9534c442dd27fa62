import Foundation

/// The floating-point environment: rounding to nearest, no traps.
///
/// A line may change it for itself, but the lines after it must not be affected.
enum FloatingPoint {
  nonisolated(unsafe) private static var usual: fenv_t = {
    var environment = fenv_t()
    fegetenv(&environment)
    return environment
  }()

  /// Remembers the initial environment. Call this before any line is run.
  static func note() { _ = usual }

  /// Restores the initial environment.
  static func restore() { fesetenv(&usual) }
}
