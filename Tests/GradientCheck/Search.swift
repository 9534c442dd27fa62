/// The search for one derivative.
///
/// It looks through windows that shrink, each with a few steps `h, h/2, h/4, h/8`. Within a window
/// the central differences extrapolate to the derivative, and the *gaps* between the one-sided
/// differences extrapolate to the jump of the derivative: 0 on a smooth function, not 0 at a kink.
/// A window is believed if both extrapolations have settled and there is no jump. Where a smaller
/// window shows none, a kink was only nearby; one that is still there in the smallest is at the point.
struct Search {
  private static let widestStep = 0x1p-6
  private static let windows = 4
  private static let shrinking = 0x1p-5
  private static let levels = 4

  private let x: Double
  private let loss: Double
  private let noise: Double
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
  private var sawKink = false
  private(set) var isDone = false

  init(at x: Double, loss: Double, noise: Double) {
    self.x = x
    self.loss = loss
    self.noise = noise
    widest = Swift.max(Self.widestStep, (abs(x) * 0x1p-20).powerOfTwo)
    step = widest
  }

  /// The next steps up and down: exactly what is added to `x`, so that no rounding of `x + h` gets
  /// into the quotient.
  var offsets: (up: Double, down: Double) { ((x + step) - x, x - (x - step)) }

  /// The derivative found.
  var slope: Slope {
    if sawKink, let kinked { return kinked }
    return smooth ?? Slope(value: .nan, error: .infinity)
  }

  /// Takes the function's values after the two steps.
  mutating func take(up: Double, down: Double) {
    let (h, g) = offsets
    guard up.isFinite, down.isFinite else { return shrink() }
    let above = (up - loss) / h
    let below = (loss - down) / g
    let rounding = noise / step
    central.add((up - down) / (h + g))
    gaps.add(above - below)
    right.add(above)
    left.add(below)
    guard central.count > 1 else { return next() }

    let size = Swift.max(abs(above), abs(below), abs(central.value))
    let error = central.spread + 2 * rounding
    let jumpError = gaps.spread + 16 * rounding
    let hasJump = abs(gaps.value) > jumpError
    if !hasJump, error < (smooth?.error ?? .infinity) {
      smooth = Slope(value: central.value, error: error)
    }
    sawKink = hasJump
    if hasJump { rememberKink(rounding) }
    let isSettled =
      error <= 1e-9 * size + 4 * rounding && jumpError <= 1e-6 * size + 32 * rounding
    if !hasJump, isSettled {
      isDone = true
    } else {
      next()
    }
  }

  private mutating func rememberKink(_ rounding: Double) {
    let ends = [left.value, right.value].sorted()
    let error = Swift.max(left.spread, right.spread) + 8 * rounding
    guard error < (kinked?.error ?? .infinity) else { return }
    kinked = Slope(value: (ends[0] + ends[1]) / 2, error: error, kink: ends[0]...ends[1])
  }

  private mutating func next() {
    if central.count < Self.levels { step /= 2 } else { shrink() }
  }

  private mutating func shrink() {
    window += 1
    guard window < Self.windows else {
      isDone = true
      return
    }
    step = widest
    for _ in 0..<window { step *= Self.shrinking }
    central.reset()
    gaps.reset()
    right.reset()
    left.reset()
  }
}

/// Values at steps that halve, extrapolated to step zero (Richardson): each column of the tableau
/// cancels one more power of the step.
struct Extrapolation {
  private let powers: [Int]
  private var row: [Double] = []

  /// The number of values so far.
  private(set) var count = 0

  /// The extrapolated value.
  private(set) var value = Double.nan

  /// How far the last entries of the tableau lie apart: an estimate of the error that is long rather
  /// than short.
  private(set) var spread = Double.infinity

  init(powers: [Int]) { self.powers = powers }

  mutating func reset() { self = Extrapolation(powers: powers) }

  mutating func add(_ entry: Double) {
    var newRow = [entry]
    for (column, coarser) in row.enumerated() where column < powers.count {
      let factor = Double(1 << powers[column])
      newRow.append((factor * newRow[column] - coarser) / (factor - 1))
    }
    if let diagonal = row.last, newRow.count > 1 {
      let last = newRow[newRow.count - 1]
      spread = Swift.max(abs(last - newRow[newRow.count - 2]), abs(last - diagonal))
    }
    row = newRow
    value = newRow[newRow.count - 1]
    count += 1
  }
}

extension Double {
  /// The largest power of two that is not larger, or 0.
  fileprivate var powerOfTwo: Double { self == 0 ? 0 : binade }
}
