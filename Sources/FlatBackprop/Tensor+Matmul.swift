extension Tensor {
  /// The matrix product: `[N, D].matmul([D, C])` has shape `[N, C]`.
  public func matmul(_ other: Tensor) -> Tensor {
    guard rank == 2, other.rank == 2, shape[1] == other.shape[0] else {
      misuse(
        "matmul: \(shape) times \(other.shape) is no matrix product. It takes [N, D] and [D, C]: "
          + "the columns of the left side are as many as the rows of the right side.")
    }
    let (n, d, c) = (shape[0], shape[1], other.shape[1])
    let result = [Double](unsafeUninitializedCapacity: n * c) { target, filled in
      target.initialize(repeating: 0)
      elements.withUnsafeBufferPointer { left in
        other.elements.withUnsafeBufferPointer { right in
          // In this order the innermost loop walks along rows of both right and result.
          for i in 0..<n {
            for k in 0..<d {
              let factor = left[i * d + k]
              for j in 0..<c { target[i * c + j] += factor * right[k * c + j] }
            }
          }
        }
      }
      filled = n * c
    }
    return Tensor(shape: [n, c], result)
  }

  /// The matrix with rows and columns exchanged: `[N, D]` becomes `[D, N]`.
  public func transposed() -> Tensor {
    guard rank == 2 else {
      misuse("transposed() takes a matrix, but the shape is \(shape). See permuted(_:).")
    }
    return permuted([1, 0])
  }
}
