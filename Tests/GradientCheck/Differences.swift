/// Numeric derivatives by Ridders' method: central differences at shrinking steps, extrapolated to
/// step zero, with an error bar. (C. J. F. Ridders, "Accurate computation of F′(x) and F′(x)F″(x)",
/// 1982.)
///
/// All coordinates are searched at once, a level of steps at a time, because asking a process once
/// for a thousand numbers is much cheaper than asking it a thousand times for one.
public enum Differences {
  /// A value moved by an offset: one evaluation.
  public struct Step: Equatable, Sendable {
    public var place: Int
    public var offset: Double
  }

  /// The derivatives of a function of many numbers with respect to each.
  /// - Parameters:
  ///   - values: Where the derivatives are wanted.
  ///   - loss: The function's value there.
  ///   - scale: The size of the terms that add up to the function's value; its rounding errors are
  ///     as large as theirs, even where the terms cancel.
  ///   - evaluate: The function's values after each of some steps, each made from `values`.
  /// - Returns: A slope for each of `values`.
  public static func slopes(
    at values: [Double], loss: Double, scale: Double,
    evaluate: ([Step]) throws -> [Double]
  ) rethrows -> [Slope] {
    // A few units in the last place: an evaluation's own rounding.
    let noise = 4 * Double.ulpOfOne * Swift.max(scale, abs(loss), .leastNormalMagnitude)
    var searches = values.map { Search(at: $0, loss: loss, noise: noise) }
    var active = Array(values.indices)
    while !active.isEmpty {
      var steps: [Step] = []
      steps.reserveCapacity(2 * active.count)
      for place in active {
        let (up, down) = searches[place].offsets
        steps.append(Step(place: place, offset: up))
        steps.append(Step(place: place, offset: -down))
      }
      let results = try evaluate(steps)
      for (position, place) in active.enumerated() {
        searches[place].take(up: results[2 * position], down: results[2 * position + 1])
      }
      active = active.filter { !searches[$0].isDone }
    }
    return searches.map(\.slope)
  }
}
