// Reductions along an axis, and their opposites. `sum` and `expand` are each other's backward.

extension Tensor {
  /// The sum of all elements.
  public func sum() -> Double { elements.reduce(0, +) }

  /// The sum along an axis, which disappears: `[N, D].sum(axis: 0)` has shape `[D]`.
  public func sum(axis: Int) -> Tensor {
    let (outer, size, inner) = split(at: axis)
    var result = [Double](repeating: 0, count: outer * inner)
    storage.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        for o in 0..<outer {
          if inner == 1 {  // The last axis: the numbers to add are neighbors.
            target[o] = source[(o * size)..<((o + 1) * size)].reduce(0, +)
            continue
          }
          for s in 0..<size {
            let (from, to) = ((o * size + s) * inner, o * inner)
            // `&+`: a check of overflow would keep this loop from being vectorized.
            for i in 0..<inner { target[to &+ i] += source[from &+ i] }
          }
        }
      }
    }
    return Tensor(shape: without(axis), result)
  }

  /// Copies the tensor `count` times along a new axis: `[D].expand(axis: 0, count: N)` has shape
  /// `[N, D]`, and `[N].expand(axis: 1, count: C)` has shape `[N, C]`.
  public func expand(axis: Int, count: Int) -> Tensor {
    guard (0...rank).contains(axis), count >= 0 else {
      misuse(
        "expand(axis: \(axis), count: \(count)): a tensor of shape \(shape) takes a new axis at "
          + "0 to \(rank), and a count that is not negative.")
    }
    let inner = shape[axis...].reduce(1, *)
    let outer = shape[..<axis].reduce(1, *)
    let total = elements.count * count
    let result = [Double](unsafeUninitializedCapacity: total) { target, filled in
      storage.withUnsafeBufferPointer { source in
        var to = 0
        for o in 0..<outer {
          for _ in 0..<count {
            for i in 0..<inner { target[to + i] = source[o * inner + i] }
            to += inner
          }
        }
      }
      filled = total
    }
    return Tensor(fitting: shape[..<axis] + [count] + shape[axis...], result)
  }

  /// The largest element along an axis, which disappears: `[N, C].max(axis: 1)` has shape `[N]`.
  /// A NaN counts as the largest.
  public func max(axis: Int) -> Tensor {
    let places = argmax(axis: axis)
    let (_, size, inner) = split(at: axis)
    let result = places.enumerated().map { place, winner in
      storage[((place / inner) * size + winner) * inner + place % inner]
    }
    return Tensor(shape: without(axis), result)
  }

  /// Where along an axis the largest element stands (the first of equals), in row-major order of
  /// the axes that remain: `[N, C].argmax(axis: 1)` gives `N` class indices.
  public func argmax(axis: Int) -> [Int] {
    let (outer, size, inner) = split(at: axis)
    if size == 0 { misuse("A tensor of shape \(shape) has no largest element along axis \(axis).") }
    var result: [Int] = []
    result.reserveCapacity(outer * inner)
    for o in 0..<outer {
      for i in 0..<inner {
        var (best, largest) = (0, storage[o * size * inner + i])
        for s in 1..<size {
          let value = storage[(o * size + s) * inner + i]
          if value > largest || (value.isNaN && !largest.isNaN) { (best, largest) = (s, value) }
        }
        result.append(best)
      }
    }
    return result
  }

  /// The given entries along the first axis, in the given order: of images `[N, C, H, W]`, a batch
  /// `[indices.count, C, H, W]`.
  public func rows(_ indices: [Int]) -> Tensor {
    guard let n = shape.first else { misuse("rows: a single number has no rows.") }
    let size = shape.dropFirst().reduce(1, *)
    var result: [Double] = []
    result.reserveCapacity(indices.count * size)
    for i in indices {
      guard (0..<n).contains(i) else {
        misuse("rows: there is no row \(i) in a tensor of shape \(shape).")
      }
      result += elements[(i * size)..<((i + 1) * size)]
    }
    return Tensor(shape: [indices.count] + shape.dropFirst(), result)
  }

  /// The axes taken in another order: `[N, C, H, W].permuted([0, 2, 3, 1])` has shape
  /// `[N, H, W, C]`.
  public func permuted(_ axes: [Int]) -> Tensor {
    let named = axes.reduce(0) { $0 | ((0..<rank).contains($1) ? 1 << $1 : 0) }
    guard axes.count == rank, named == (1 << rank) - 1 else {
      misuse("permuted(\(axes)): name each of the \(rank) axes of the shape \(shape) once, from 0.")
    }
    var strides = [Int](repeating: 1, count: rank)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    let newShape = axes.map { shape[$0] }
    let newStrides = axes.map { strides[$0] }
    // The last of the new axes is walked in a plain loop, the others like an odometer.
    let (run, step) = (newShape.last ?? 1, newStrides.last ?? 1)
    let result = [Double](unsafeUninitializedCapacity: count) { target, filled in
      storage.withUnsafeBufferPointer { source in
        var index = [Int](repeating: 0, count: rank)
        var offset = 0
        for start in stride(from: 0, to: count, by: Swift.max(run, 1)) {
          for i in 0..<run { target[start + i] = source[offset + i * step] }
          for axis in newShape.indices.dropLast().reversed() {
            index[axis] += 1
            offset += newStrides[axis]
            if index[axis] < newShape[axis] { break }
            offset -= newStrides[axis] * newShape[axis]
            index[axis] = 0
          }
        }
      }
      filled = count
    }
    return Tensor(fitting: newShape, result)
  }

  /// The sizes before, at and after an axis.
  private func split(at axis: Int) -> (outer: Int, size: Int, inner: Int) {
    guard shape.indices.contains(axis) else {
      misuse("A tensor of shape \(shape) has no axis \(axis): axes are counted from 0.")
    }
    return (shape[..<axis].reduce(1, *), shape[axis], shape[(axis + 1)...].reduce(1, *))
  }

  private func without(_ axis: Int) -> [Int] {
    var rest = shape
    rest.remove(at: axis)
    return rest
  }
}
