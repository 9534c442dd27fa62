/// A derivative as the checker knows it: a number with an error bar, or the two sides of a kink.
public struct Slope: Equatable, Sendable {
  /// The numeric derivative; at a kink, the middle of the two one-sided derivatives.
  public var value: Double

  /// How far the true derivative can be from ``value`` (or from the ends of ``kink``).
  public var error: Double

  /// The one-sided derivatives where they differ. Every value between them is a subgradient, and
  /// right.
  public var kink: ClosedRange<Double>?

  public init(value: Double, error: Double, kink: ClosedRange<Double>? = nil) {
    self.value = value
    self.error = error
    self.kink = kink
  }

  /// What the checker thinks of an analytic derivative.
  public enum Agreement: Sendable {
    case agrees, differs

    /// The error bar is so long that a wrong value could hide in it.
    case cannotTell
  }

  /// Compares an analytic derivative with this one.
  ///
  /// They agree if `|a − n| ≤ atol + rtol · max(|a|, |n|) + error`. What is not `≤` does not agree, so
  /// a NaN never does.
  /// - Parameters:
  ///   - analytic: The student's value.
  ///   - scale: The largest derivative of the same variable: what counts as small beside it. Not 0.
  public func agreement(with analytic: Double, scale: Double) -> Agreement {
    guard analytic.isFinite else { return .differs }
    guard value.isFinite, error <= Tolerance.longestBar * Swift.max(abs(value), scale) else {
      return .cannotTell
    }
    let nearest = kink.map { Swift.min(Swift.max(analytic, $0.lowerBound), $0.upperBound) } ?? value
    let allowed =
      Tolerance.absolute * scale + Tolerance.relative * Swift.max(abs(analytic), abs(nearest))
      + error
    return abs(analytic - nearest) <= allowed ? .agrees : .differs
  }
}

/// What counts as equal. The numeric derivative brings its own error bar, so these are only for the
/// rounding of the student's formula.
public enum Tolerance {
  /// Of the larger of the two values.
  public static let relative = 1e-8

  /// Of the largest derivative of the same variable.
  public static let absolute = 1e-10

  /// The longest error bar with which a verdict is given, relative to the variable's derivatives.
  public static let longestBar = 1e-4
}
