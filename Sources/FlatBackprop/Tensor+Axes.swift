// Reductions along an axis, and their opposites. `sum` and `expand` are each other's backward pass.

extension Tensor {
  /// The sum of all elements.
  public func sum() -> Double {
    storage.withUnsafeBufferPointer { numbers in
      numbers.baseAddress.map { Summation.sum($0, count: numbers.count) } ?? 0
    }
  }

  /// The sum along an axis, which disappears: `[N, D].sum(axis: 0)` has shape `[D]`.
  public func sum(axis: Int) -> Tensor {
    let (outer, size, inner) = split(at: axis)
    let result = [Double](unsafeUninitializedCapacity: outer * inner) { target, filled in
      target.initialize(repeating: 0)
      filled = outer * inner
      storage.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        for o in 0..<outer {
          let from = source + o * size * inner
          if inner == 1 {  // The last axis: the numbers to add are neighbors.
            target[o] = Summation.sum(from, count: size)
          } else {
            Summation.addRows(from, count: size, width: inner, to: target + o * inner)
          }
        }
      }
    }
    return Tensor(fitting: without(axis), result)
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
        guard let source = source.baseAddress, var to = target.baseAddress else { return }
        for o in 0..<outer {
          if inner == 1 {
            to.initialize(repeating: source[o], count: count)
            to += count
            continue
          }
          for _ in 0..<count {
            to.initialize(from: source + o * inner, count: inner)
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
    let (_, size, inner) = split(at: axis)
    let places = argmax(axis: axis)
    let result = [Double](unsafeUninitializedCapacity: places.count) { target, filled in
      storage.withUnsafeBufferPointer { source in
        for place in places.indices {
          let first = inner == 1 ? place * size : place / inner * size * inner + place % inner
          target[place] = source[first &+ places[place] &* inner]
        }
      }
      filled = places.count
    }
    return Tensor(fitting: without(axis), result)
  }

  /// The index of the largest element along an axis (the first one if several are equal), in
  /// row-major order of the remaining axes: `[N, C].argmax(axis: 1)` gives `N` class indices. A NaN
  /// counts as the largest.
  public func argmax(axis: Int) -> [Int] {
    let (outer, size, inner) = split(at: axis)
    if size == 0 { misuse("A tensor of shape \(shape) has no largest element along axis \(axis).") }
    return [Int](unsafeUninitializedCapacity: outer * inner) { target, filled in
      storage.withUnsafeBufferPointer { source in
        guard let target = target.baseAddress else { return }
        Cores.split(outer, of: size * inner) { part in
          for o in part {
            for i in 0..<inner {
              var next = o * size * inner + i
              var (best, largest) = (0, source[next])
              for s in 1..<size {
                next &+= inner
                let value = source[next]
                let isLarger = value > largest || (value.isNaN && !largest.isNaN)
                if isLarger { (best, largest) = (s, value) }
              }
              target[o * inner + i] = best
            }
          }
        }
      }
      filled = outer * inner
    }
  }

  /// The entries at the given indices of the first axis, in the given order: from images
  /// `[N, C, H, W]`, a batch of shape `[indices.count, C, H, W]`.
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

  /// The tensor with its axes in another order: `[N, C, H, W].permuted([0, 2, 3, 1])` has shape
  /// `[N, H, W, C]`.
  public func permuted(_ axes: [Int]) -> Tensor {
    let named = axes.reduce(0) { $0 | ((0..<rank).contains($1) ? 1 << $1 : 0) }
    guard axes.count == rank, named == (1 << rank) - 1 else {
      misuse("permuted(\(axes)): name each of the \(rank) axes of the shape \(shape) once, from 0.")
    }
    let permutation = Permutation(of: shape, axes)
    let result = [Double](unsafeUninitializedCapacity: count) { target, filled in
      storage.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        permutation.copy(source, to: target)
      }
      filled = count
    }
    return Tensor(fitting: axes.map { shape[$0] }, result)
  }

  /// The product of the sizes before an axis, its own size, and the product of those after it.
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
