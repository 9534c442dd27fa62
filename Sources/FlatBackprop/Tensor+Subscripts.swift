extension Tensor {
  /// The element at the given index of a vector.
  @inlinable
  public subscript(_ i: Int) -> Double {
    get {
      check(i, -1, -1, -1, rank: 1)
      return storage[i]
    }
    set {
      check(i, -1, -1, -1, rank: 1)
      storage[i] = newValue
    }
  }

  /// The element at the given row and column of a matrix.
  @inlinable
  public subscript(_ i: Int, _ j: Int) -> Double {
    get {
      check(i, j, -1, -1, rank: 2)
      return storage[i * shape[1] + j]
    }
    set {
      check(i, j, -1, -1, rank: 2)
      storage[i * shape[1] + j] = newValue
    }
  }

  /// The element at the given index of a tensor with three axes.
  @inlinable
  public subscript(_ i: Int, _ j: Int, _ k: Int) -> Double {
    get {
      check(i, j, k, -1, rank: 3)
      return storage[(i * shape[1] + j) * shape[2] + k]
    }
    set {
      check(i, j, k, -1, rank: 3)
      storage[(i * shape[1] + j) * shape[2] + k] = newValue
    }
  }

  /// The element at the given index of a tensor with four axes, as in a batch of images
  /// `[N, C, H, W]`.
  @inlinable
  public subscript(_ i: Int, _ j: Int, _ k: Int, _ l: Int) -> Double {
    get {
      check(i, j, k, l, rank: 4)
      return storage[((i * shape[1] + j) * shape[2] + k) * shape[3] + l]
    }
    set {
      check(i, j, k, l, rank: 4)
      storage[((i * shape[1] + j) * shape[2] + k) * shape[3] + l] = newValue
    }
  }

  /// The element at an index of any rank.
  package subscript(index: [Int]) -> Double {
    get { storage[offset(of: index)] }
    set { storage[offset(of: index)] = newValue }
  }

  /// The position of an index in ``elements``.
  public func offset(of index: [Int]) -> Int {
    guard index.count == rank, zip(index, shape).allSatisfy({ $0 >= 0 && $0 < $1 }) else {
      outOfBounds(index)
    }
    return zip(index, shape).reduce(0) { $0 * $1.1 + $1.0 }
  }

  /// The index of the element at a position in ``elements``: the inverse of ``offset(of:)``.
  public func index(at offset: Int) -> [Int] {
    guard offset >= 0, offset < count else {
      misuse("\(offset) is no place in a tensor of shape \(shape), which has \(count) elements.")
    }
    var rest = offset
    var index = [Int](repeating: 0, count: rank)
    for axis in shape.indices.reversed() {
      index[axis] = rest % shape[axis]
      rest /= shape[axis]
    }
    return index
  }

  /// Checks the rank and the bounds without building an array, because students' loops run through
  /// here.
  @inlinable
  func check(_ i: Int, _ j: Int, _ k: Int, _ l: Int, rank expected: Int) {
    let fits =
      rank == expected && i >= 0 && i < shape[0]
      && (expected < 2 || (j >= 0 && j < shape[1]))
      && (expected < 3 || (k >= 0 && k < shape[2]))
      && (expected < 4 || (l >= 0 && l < shape[3]))
    if !fits { outOfBounds(Array([i, j, k, l].prefix(expected))) }
  }

  @usableFromInline
  func outOfBounds(_ index: [Int]) -> Never {
    if index.count != rank {
      misuse(
        "The index \(index) does not fit the shape \(shape): it takes one number for each axis.")
    }
    misuse("\(index) is out of bounds: the tensor has shape \(shape), and indices start at 0.")
  }
}
