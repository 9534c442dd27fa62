import FlatBackprop
import GradientCheck

/// How often the error bars of numeric derivatives cover the true errors, and how long they are.
public struct Coverage: Sendable {
  /// The points at which the true derivative lies within the bar.
  public private(set) var covered = 0

  /// The points at which a bar is too long for a verdict.
  public private(set) var uncertain = 0

  /// The points at which a smooth function is taken for one with a kink.
  public private(set) var kinked = 0

  public internal(set) var evaluations = 0

  private var bars: [Double] = []
  private var errors: [Double] = []

  init() {}

  /// Measures a function at random points.
  public init(of function: SmoothFunction, points: Int, seed: UInt64) {
    self.init()
    var random = SeededGenerator(seed: seed)
    for _ in 0..<points {
      let x = function.point(&random)
      let truth = function.derivative(x)
      let slope = Slope(of: function.value, at: x, evaluations: &evaluations)
      add(slope, truth: truth, scale: abs(truth), rounding: 8 * truth.ulp)
    }
  }

  /// Adds a point.
  /// - Parameters:
  ///   - scale: What the bar is relative to.
  ///   - rounding: How far the true derivative may itself be wrong, as it is computed.
  mutating func add(_ slope: Slope, truth: Double, scale: Double, rounding: Double) {
    let error = max(0, abs(slope.value - truth) - rounding)
    if error <= slope.error { covered += 1 }
    if slope.agreement(with: truth, scale: scale) == .cannotTell { uncertain += 1 }
    if slope.kink != nil { kinked += 1 }
    bars.append(slope.error / scale)
    errors.append(error / scale)
  }

  public var points: Int { bars.count }

  /// The part of the points that is covered.
  public var rate: Double { Double(covered) / Double(points) }

  /// Half of the bars are shorter than this, relative to the derivative.
  public var medianBar: Double { bars.sorted()[points / 2] }

  /// Half of the true errors are smaller than this, relative to the derivative.
  public var medianError: Double { errors.sorted()[points / 2] }
}
