/// Numeric derivatives by Ridders' method: central differences at shrinking steps, extrapolated to
/// step zero, with an error bar. (C. J. F. Ridders, "Accurate computation of F′(x) and F′(x)F″(x)",
/// 1982.)
///
/// All derivatives are searched for at once, a level of steps at a time, because asking a process
/// once for a thousand numbers is much cheaper than asking it a thousand times for one.
public enum Differences {
  /// A step away from the values: one evaluation.
  public struct Step: Equatable, Sendable {
    /// Which value moves; or, past the last value, which direction they all move along.
    public var place: Int

    /// How far; along a direction, this times the direction.
    public var offset: Double

    public init(place: Int, offset: Double) {
      self.place = place
      self.offset = offset
    }
  }

  /// Evaluates a function after some steps, each from the same point. The directions are those that
  /// places past the last value refer to.
  public typealias Evaluate = (_ steps: [Step], _ directions: [[Double]]) throws -> [Double]

  /// The derivatives of a function of many numbers with respect to each.
  /// - Parameters:
  ///   - values: Where the derivatives are wanted.
  ///   - loss: The function's value there.
  ///   - scale: The size of the terms that add up to the function's value; its rounding errors are
  ///     as large as theirs, even where the terms cancel.
  ///   - evaluate: The function.
  /// - Returns: A slope for each of `values`.
  public static func slopes(
    at values: [Double], loss: Double, scale: Double, evaluate: Evaluate
  ) rethrows -> [Slope] {
    var point = Point(values: values, loss: loss, scale: scale)
    return try slopes(along: values.indices.map { .place($0) }, at: &point, evaluate)
  }

  /// The derivative of a function of many numbers along a direction.
  public static func slope(
    along direction: [Double], at values: [Double], loss: Double, scale: Double,
    evaluate: Evaluate
  ) rethrows -> Slope {
    var point = Point(values: values, loss: loss, scale: scale)
    return try slopes(along: [.direction(direction)], at: &point, evaluate)[0]
  }

  /// The derivatives along some targets. The first call at a point takes a few more steps to
  /// measure how large the function's rounding errors are there.
  static func slopes(
    along targets: [Point.Target], at point: inout Point, _ evaluate: Evaluate
  ) rethrows -> [Slope] {
    var searches = targets.map { Search(along: $0, at: point) }
    var active = Array(searches.indices)
    while !active.isEmpty {
      var batch = Batch(point)
      if point.noise == nil {
        let probe = Direction.random(at: point.values, seed: 0)
        for offset in Noise.offsets { batch.add(.direction(probe), [offset]) }
      }
      let probing = batch.steps.count
      for index in active {
        let (up, down) = searches[index].offsets
        batch.add(targets[index], [up, -down])
      }
      let results = try evaluate(batch.steps, batch.directions)
      let noise =
        point.noise ?? Noise.level(loss: point.loss, results: Array(results[..<probing]))
      point.noise = noise
      for (position, index) in active.enumerated() {
        let first = probing + 2 * position
        searches[index].take(up: results[first], down: results[first + 1], noise: noise)
      }
      active = active.filter { !searches[$0].isDone }
    }
    return searches.map(\.slope)
  }
}

/// Steps that are evaluated together.
private struct Batch {
  private(set) var steps: [Differences.Step] = []
  private(set) var directions: [[Double]] = []
  private let count: Int

  init(_ point: Point) { count = point.values.count }

  mutating func add(_ target: Point.Target, _ offsets: [Double]) {
    let place: Int
    switch target {
    case .place(let value): place = value
    case .direction(let direction):
      if directions.last != direction { directions.append(direction) }
      place = count + directions.count - 1
    }
    for offset in offsets { steps.append(Differences.Step(place: place, offset: offset)) }
  }
}
