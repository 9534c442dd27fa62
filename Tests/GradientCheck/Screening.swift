/// Checks a long gradient without differentiating by each of its values.
///
/// A wrong entry shows in the derivative along nearly every direction that moves its value. So a few
/// random directions are tried first, in which all values move by ±1; a right gradient passes after
/// so few evaluations. A direction that fails is cut in two, again and again, and the halves that
/// fail lead to the wrong entries. Once these are corrected, all directions must pass.
public struct Screening: Sendable {
  /// How many random directions are tried.
  static let directions = 8

  /// How many entries are checked one by one, whatever the directions say.
  static let samples = 16

  /// How many wrong entries are looked for.
  static let most = 8

  /// The wrong entries that were found, and what they should be.
  public private(set) var wrong: [Int: Slope] = [:]

  /// The gradient with these entries put right.
  public private(set) var corrected: [Double]

  /// Whether nothing else is wrong: with the entries put right, every direction agrees, and would
  /// not if some entry were wrong.
  public private(set) var isComplete = false

  private var point: Point

  /// Checks a gradient.
  /// - Parameters:
  ///   - gradient: An analytic gradient, all of it finite: the student's.
  ///   - values: Where it was taken.
  ///   - loss, scale, evaluate: As for ``Differences/slopes(at:loss:scale:evaluate:)``.
  public init(
    of gradient: [Double], at values: [Double], loss: Double, scale: Double,
    evaluate: Differences.Evaluate
  ) rethrows {
    corrected = gradient
    point = Point(values: values, loss: loss, scale: scale)
    guard !gradient.isEmpty else {
      isComplete = true
      return
    }
    let random = (1...Self.directions).map {
      Direction.random(at: values, seed: UInt64($0))
    }
    let sampled = Self.sampled(of: gradient.count)
    let slopes = try Differences.slopes(
      along: random.map { .direction($0) } + sampled.map { .place($0) }, at: &point, evaluate)
    let samples = Array(zip(sampled, slopes[random.count...]))
    for (place, slope) in samples { correct(place, slope) }

    let tried = Array(zip(random, slopes))
    while wrong.count < Self.most,
      let failing = tried.first(where: { agreement($1, along: $0) == .differs })?.0
    {
      let before = wrong.count
      try bisect(failing, evaluate)
      // What fails cannot be told apart from what passes.
      if wrong.count == before { return }
    }
    isComplete =
      tried.allSatisfy { agreement($1, along: $0) == .agrees }
      && samples.allSatisfy { $1.agreement(with: corrected[$0], scale: scale) == .agrees }
  }

  /// Places all over the gradient, the first and the last among them.
  private static func sampled(of count: Int) -> [Int] {
    let last = count - 1
    return Set((0..<samples).map { $0 * last / (samples - 1) }).sorted()
  }

  /// Looks for the wrong entries that make a direction fail.
  private mutating func bisect(
    _ direction: [Double], _ evaluate: Differences.Evaluate
  ) rethrows {
    var groups = [direction.indices]
    while groups.contains(where: { $0.count > 1 }) {
      let halves = groups.flatMap { group in
        let middle = group.lowerBound + (group.count + 1) / 2
        return [group.lowerBound..<middle, middle..<group.upperBound].filter { !$0.isEmpty }
      }
      let parts = halves.map { half in
        direction.indices.map { half.contains($0) ? direction[$0] : 0 }
      }
      let slopes = try Differences.slopes(
        along: parts.map { .direction($0) }, at: &point, evaluate)
      groups = halves.indices.filter { agreement(slopes[$0], along: parts[$0]) == .differs }
        .prefix(Self.most).map { halves[$0] }
    }
    let places = groups.map(\.lowerBound)
    let slopes = try Differences.slopes(along: places.map { .place($0) }, at: &point, evaluate)
    for (place, slope) in zip(places, slopes) { correct(place, slope) }
  }

  /// Puts an entry right if its slope says so.
  private mutating func correct(_ place: Int, _ slope: Slope) {
    guard slope.agreement(with: corrected[place], scale: scale) == .differs else { return }
    wrong[place] = slope
    corrected[place] = slope.value
  }

  /// What a derivative along a direction says about the gradient as it is now.
  private func agreement(_ slope: Slope, along direction: [Double]) -> Slope.Agreement {
    var (sum, squares, moved) = (0.0, 0.0, 0.0)
    for (entry, step) in zip(corrected, direction) where step != 0 {
      sum += entry * step
      squares += entry * step * entry * step
      moved += step * step
    }
    // The entries' rounding errors add up as independent ones do.
    let allowance =
      Tolerance.relative * squares.squareRoot() + Tolerance.absolute * scale * moved.squareRoot()
    return slope.agreement(
      with: sum, allowance: allowance, longestBar: Tolerance.longestBar * scale)
  }

  /// The largest entry; where all are zero, what is small beside the function.
  private var scale: Double {
    let largest = corrected.reduce(0) { Swift.max($0, abs($1)) }
    return largest > 0 ? largest : Tolerance.smallest(beside: point.scale)
  }
}
