import FlatBackprop
import Protocol

// How single entries depend on single entries.

extension Observer {
  static let step = 0x1p-14

  /// How each entry of a reader depends on one entry of the variable.
  func rightRow(_ reader: Expected.Line, _ entry: Int) throws -> [Double] {
    guard let value = reader.value else { return [] }
    let sweep = Request.Sweep(
      variable: variable,
      nudges: [0, Self.step, -Self.step].map { Request.Nudge(place: entry, offset: $0) },
      handOn: run.given,
      watch: (0..<value.count).map {
        Request.Watch(line: reader.name, weights: .unit(at: $0, value.shape))
      })
    let rows = sweep.watched(in: try function.sweep(run, sweep))
    return (0..<value.count).map { place in
      let (base, up, down) = (rows[0][place], rows[1][place], rows[2][place])
      let (above, below) = ((up - base) / Self.step, (base - down) / Self.step)
      // At a kink the two sides differ, and nothing can be told.
      let isKink = abs(above - below) > 1e-2 * (abs(above) + abs(below)) + 1e-3
      return isKink ? .nan : (above + below) / 2
    }
  }

  /// How some entries of the student's line depend on each entry of an upstream gradient; `nil` if
  /// the function has no variable for that gradient.
  func studentRows(
    _ reader: Expected.Line, _ entries: [Int], _ upstream: Tensor
  ) throws -> [[Double]]? {
    guard student.value(of: name(reader.name.gradient)) != nil else { return nil }
    if entries.isEmpty { return [] }
    let step = Self.step * max(1, upstream.elements.map { abs($0) }.max() ?? 0)
    let sweep = Request.Sweep(
      variable: reader.name.gradient,
      nudges: (0..<upstream.count).flatMap { place in
        [step, -step].map { Request.Nudge(place: place, offset: $0) }
      },
      handOn: student.handOn,
      watch: entries.map { Request.Watch(line: line.name, weights: .unit(at: $0, value.shape)) })
    let rows = sweep.watched(in: try function.sweep(run, sweep))
    return entries.indices.map { index in
      (0..<upstream.count).map { (rows[2 * $0][index] - rows[2 * $0 + 1][index]) / (2 * step) }
    }
  }
}

extension Tensor {
  /// One at a place, zero elsewhere.
  package static func unit(at place: Int, _ shape: [Int]) -> Tensor {
    var elements = [Double](repeating: 0, count: shape.reduce(1, *))
    elements[place] = 1
    return Tensor(shape: shape, elements)
  }
}
