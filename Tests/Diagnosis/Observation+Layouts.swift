import FlatBackprop

// The ways to bring a variable into the shape of a value that it may have gone into.

extension Observation {
  /// The ways to broadcast a variable to a shape, each as a value for every entry.
  static func broadcasts(of other: Tensor, to shape: [Int]) -> [[Double]] {
    if other.shape == shape { return [other.elements] }
    let places = Tensor.zeros(shape)
    if other.count == 1 { return [places.elements.map { _ in other.elements[0] }] }
    guard other.rank == 1 else {
      return shape.indices.filter { axis in
        shape[..<axis] + shape[(axis + 1)...] == other.shape[...]
      }.map { other.expand(axis: $0, count: shape[$0]).elements }
    }
    return shape.indices.filter { shape[$0] == other.count }.map { axis in
      (0..<places.count).map { other.elements[places.index(at: $0)[axis]] }
    }
  }

  /// The ways to broadcast a variable to a shape, or to lay it out in it: the same numbers in the
  /// same order, or each of them for as many entries in a row.
  static func layouts(of other: Tensor, to shape: [Int]) -> [[Double]] {
    let broadcasts = broadcasts(of: other, to: shape)
    let count = shape.reduce(1, *)
    guard broadcasts.isEmpty, other.count > 1, count % other.count == 0 else { return broadcasts }
    let times = count / other.count
    return [other.elements.flatMap { Array(repeating: $0, count: times) }]
  }

  /// The ways to bring a value to another shape without scaling it: summed over axes that the shape
  /// lacks, or copied along axes that the value lacks.
  static func spreads(of value: Tensor, to shape: [Int]) -> [[Double]] {
    if value.shape == shape { return [value.elements] }
    if shape.count == 2, shape[0] == value.count {
      // One row for each number, as each window has its cells.
      return [value.elements.flatMap { Array(repeating: $0, count: shape[1]) }]
    }
    if value.rank > shape.count {
      return value.shape.indices.flatMap { spreads(of: value.sum(axis: $0), to: shape) }
    }
    guard value.rank < shape.count else { return [] }
    return (0...value.rank).flatMap { axis in
      spreads(of: value.expand(axis: axis, count: shape[axis]), to: shape)
    }
  }
}
