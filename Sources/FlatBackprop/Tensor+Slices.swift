// Slices along an axis, such as the steps of a sequence `[T, N, D]`. `slice` takes one out, and
// stacking puts them back together.

extension Tensor {
  /// The slice at one index of an axis, which disappears: `[T, N, D].slice(axis: 0, at: t)` has
  /// shape `[N, D]`.
  public func slice(axis: Int, at index: Int) -> Tensor {
    guard shape.indices.contains(axis) else {
      misuse("slice(axis: \(axis), at: \(index)): a tensor of shape \(shape) has no such axis.")
    }
    guard (0..<shape[axis]).contains(index) else {
      misuse(
        "slice(axis: \(axis), at: \(index)): axis \(axis) of the shape \(shape) has the indices 0 "
          + "to \(shape[axis] - 1).")
    }
    let inner = shape[(axis + 1)...].reduce(1, *)
    let outer = shape[..<axis].reduce(1, *)
    var result: [Double] = []
    result.reserveCapacity(outer * inner)
    for o in 0..<outer {
      let from = (o * shape[axis] + index) * inner
      result += elements[from..<(from + inner)]
    }
    return Tensor(shape: Array(shape[..<axis] + shape[(axis + 1)...]), result)
  }

  /// Stacks tensors of the same shape along a new first axis: `T` tensors of shape `[N, D]` give
  /// `[T, N, D]`.
  /// - Parameter slices: At least one tensor, all of the same shape.
  public init(stacking slices: [Tensor]) {
    guard let first = slices.first else { misuse("Tensor(stacking:) takes at least one tensor.") }
    if let place = slices.firstIndex(where: { $0.shape != first.shape }) {
      misuse(
        "Tensor(stacking:): the tensors at 0 and \(place) have the shapes \(first.shape) and "
          + "\(slices[place].shape), but all must match.")
    }
    self.init(shape: [slices.count] + first.shape, slices.flatMap(\.elements))
  }
}
