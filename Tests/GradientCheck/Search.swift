/// The search for one derivative.
///
/// It looks through windows that shrink, each with a few steps `h, h/2, h/4, h/8`. Within a window
/// the central differences extrapolate to the derivative, and the *gaps* between the one-sided
/// differences extrapolate to the jump of the derivative: 0 on a smooth function, not 0 at a kink.
/// The search ends with the first window in which both have settled and there is no jump. Where a
/// smaller window shows none, a kink was only nearby; one that no window resolves is at the point.
struct Search {
  private static let widestStep = 0x1p-6
  private static let shrinking = 0x1p-5
  private static let windows = 6
  private static let levels = 4

  private let x: Double
  private let loss: Double
  private let scale: Double

  private let widest: Double
  private var window = 0
  private var step: Double
  private var central = Extrapolation(powers: [2, 4, 6])
  private var gaps = Extrapolation(powers: [1, 3, 5])
  private var right = Extrapolation(powers: [1, 2, 3])
  private var left = Extrapolation(powers: [1, 2, 3])

  /// The best estimates of all windows so far: of the derivative, and of the two sides of a kink.
  private var smooth: Slope?
  private var kinked: Slope?
  private(set) var isDone = false

  init(along target: Point.Target, at point: Point) {
    if case .place(let place) = target { x = point.values[place] } else { x = 0 }
    loss = point.loss
    scale = point.scale
    widest = Swift.max(Self.widestStep, (abs(x) * 0x1p-20).powerOfTwo)
    step = widest
  }

  /// The next steps up and down: exactly what is added to `x`, so that no rounding of `x + h` gets
  /// into the quotient.
  var offsets: (up: Double, down: Double) { ((x + step) - x, x - (x - step)) }

  /// The derivative found.
  var slope: Slope {
    kinked ?? smooth ?? Slope(value: .nan, error: .infinity, doubt: .notFinite)
  }

  /// Takes the function's values after the two steps.
  /// - Parameter noise: The size of their rounding errors, as far as it was measured.
  mutating func take(up: Double, down: Double, noise: Double) {
    let (h, g) = offsets
    guard up.isFinite, down.isFinite, h.isFinite, g.isFinite else { return shrink() }
    let above = (up - loss) / h
    let below = (loss - down) / g
    let largest = Swift.max(scale, abs(up), abs(down))
    let rounding = Swift.max(noise, largest * .ulpOfOne) / step
    central.add((up - down) / (h + g))
    gaps.add(above - below)
    right.add(above)
    left.add(below)
    guard central.count > 1 else { return next() }

    let size = Swift.max(abs(above), abs(below), abs(central.value))
    let jumpError = 3 * gaps.spread + 16 * rounding
    let sidesError = Swift.max(left.spread, right.spread) + 8 * rounding
    if abs(gaps.value) > jumpError, abs(right.value - left.value) > sidesError {
      rememberKink(sidesError, rounding)
      next()
    } else {
      // The jump that is still possible: each side lies half of it from the middle.
      let jump = abs(gaps.value) + jumpError
      let error = Swift.max(central.spread + 8 * rounding, jump / 2)
      rememberSmooth(error, rounding)
      if error <= 1e-9 * size + 12 * rounding { isDone = true } else { next() }
    }
  }

  private mutating func rememberKink(_ error: Double, _ rounding: Double) {
    smooth = nil
    guard error < kinked?.error ?? .infinity else { return }
    let sides = [left.value, right.value].sorted()
    kinked = Slope(
      value: (sides[0] + sides[1]) / 2, error: error, kink: sides[0]...sides[1],
      doubt: doubt(error, rounding))
  }

  private mutating func rememberSmooth(_ error: Double, _ rounding: Double) {
    if let kink = kinked?.kink {
      // To dismiss a kink, the error must be small enough to tell its sides apart, and for a
      // verdict.
      let size = Swift.max(abs(kink.lowerBound), abs(kink.upperBound))
      guard error < (kink.upperBound - kink.lowerBound) / 2, error < Tolerance.longestBar * size
      else { return }
    }
    kinked = nil
    guard error < smooth?.error ?? .infinity else { return }
    smooth = Slope(value: central.value, error: error, doubt: doubt(error, rounding))
  }

  private func doubt(_ error: Double, _ rounding: Double) -> Slope.Doubt {
    error < 24 * rounding ? .rounding : .rough
  }

  private mutating func next() {
    if central.count < Self.levels { step /= 2 } else { shrink() }
  }

  private mutating func shrink() {
    window += 1
    guard let first = firstStep else {
      isDone = true
      return
    }
    step = first
    central.reset()
    gaps.reset()
    right.reset()
    left.reset()
  }

  /// The first step of the window.
  private var firstStep: Double? {
    if window < Self.windows {
      return (0..<window).reduce(widest) { step, _ in step * Self.shrinking }
    }
    // A tiny number in a small domain, as in log x, needs steps that are smaller still.
    let tiny = (abs(x) * 0x1p-6).powerOfTwo
    return window == Self.windows && tiny > 0 && tiny < step ? tiny : nil
  }
}

/// Values at steps that halve, extrapolated to step zero (Richardson): each column of the tableau
/// cancels one more power of the step.
struct Extrapolation {
  /// What halving the step divides each power by, column by column.
  private let factors: SIMD4<Double>
  private var row = SIMD4<Double>.zero

  /// The number of values so far: at most four.
  private(set) var count = 0

  /// The extrapolated value.
  private(set) var value = Double.nan

  /// How far apart the last entries of the tableau lie: an estimate of the error that is too large
  /// rather than too small.
  private(set) var spread = Double.infinity

  /// - Parameter powers: The powers of the step that the values depend on.
  init(powers: SIMD3<Int>) {
    factors = SIMD4(Double(1 << powers.x), Double(1 << powers.y), Double(1 << powers.z), 1)
  }

  mutating func reset() { (count, value, spread) = (0, .nan, .infinity) }

  mutating func add(_ entry: Double) {
    let coarser = row
    row[0] = entry
    for column in 0..<count {
      row[column + 1] =
        (factors[column] * row[column] - coarser[column]) / (factors[column] - 1)
    }
    value = row[count]
    if count > 0 {
      spread = Swift.max(abs(value - row[count - 1]), abs(value - coarser[count - 1]))
    }
    count += 1
  }
}
