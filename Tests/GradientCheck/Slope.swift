/// A derivative as the checker knows it: a number with an error bar, or the two sides of a kink.
public struct Slope: Equatable, Sendable {
  /// The numeric derivative; at a kink, the middle of the two one-sided derivatives.
  public var value: Double

  /// How far the true derivative can be from ``value`` (or from the ends of ``kink``).
  public var error: Double

  /// The one-sided derivatives where they differ. Every value between them is a subgradient, and
  /// right.
  public var kink: ClosedRange<Double>?

  /// What the error bar is mostly due to.
  public var doubt: Doubt

  public init(
    value: Double, error: Double, kink: ClosedRange<Double>? = nil, doubt: Doubt = .rounding
  ) {
    self.value = value
    self.error = error
    self.kink = kink
    self.doubt = doubt
  }

  /// Why a derivative is not known better.
  public enum Doubt: Sendable {
    /// Each value of the function is rounded, so that small differences get lost.
    case rounding

    /// Even over the smallest steps the function does not look like a line, or like two that meet:
    /// it jumps, or bends too sharply.
    case rough

    /// The function has no finite value close by, as `log x` at 0.
    case notFinite

    /// The reason, and what would help, as a clause: "because …".
    public var reason: String {
      switch self {
      case .rounding:
        "rounding hides it: a case whose loss is smaller, or whose numbers are less extreme, would "
          + "show it"
      case .rough:
        "the loss jumps or bends too sharply there: a case farther away from that would show it"
      case .notFinite:
        "the loss is not a finite number close by: a case farther inside the domain would show it"
      }
    }
  }

  /// Whether the derivative is known well enough for a verdict.
  public var isKnown: Bool { value.isFinite && error <= Tolerance.longestBar * abs(value) }

  /// What the checker thinks of an analytic derivative.
  public enum Agreement: Sendable {
    case agrees, differs

    /// The error bar is so long that a wrong value could hide in it.
    case cannotTell
  }

  /// Compares an analytic derivative with this one.
  ///
  /// They agree if `|a − n| ≤ atol + rtol · max(|a|, |n|) + error`. A NaN never does.
  /// - Parameters:
  ///   - analytic: The student's value.
  ///   - scale: The variable's largest derivative, which says what counts as small. Not 0.
  public func agreement(with analytic: Double, scale: Double) -> Agreement {
    agreement(
      with: analytic,
      allowance: Tolerance.absolute * scale
        + Tolerance.relative * Swift.max(abs(analytic), abs(nearest(to: analytic))),
      longestBar: Tolerance.longestBar * Swift.max(abs(value), scale))
  }

  /// Compares an analytic derivative with this one, given how far they may differ beyond the error.
  func agreement(with analytic: Double, allowance: Double, longestBar: Double) -> Agreement {
    guard value.isFinite, error <= longestBar else { return .cannotTell }
    guard analytic.isFinite else { return .differs }
    return abs(analytic - nearest(to: analytic)) <= allowance + error ? .agrees : .differs
  }

  /// The right derivative that lies nearest.
  private func nearest(to analytic: Double) -> Double {
    guard let kink else { return value }
    return Swift.min(Swift.max(analytic, kink.lowerBound), kink.upperBound)
  }
}

/// The tolerances of a comparison. The numeric derivative brings its own error bar, so these only
/// cover the rounding errors of the student's formula.
public enum Tolerance {
  /// Of the larger of the two values.
  public static let relative = 1e-8

  /// Of the largest derivative of the same variable.
  public static let absolute = 1e-10

  /// The longest error bar that still allows a verdict, relative to the variable's derivatives.
  public static let longestBar = 1e-4

  /// The largest share of the loss that a mere rounding error of a value may change.
  public static let ofTheLoss = 1e-6

  /// Derivatives smaller than this are negligible for a function of this size.
  public static func smallest(beside function: Double) -> Double {
    Swift.max(1e-3 * function, 1e-8)
  }
}
