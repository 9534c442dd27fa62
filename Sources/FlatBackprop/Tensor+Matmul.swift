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
      storage.withUnsafeBufferPointer { left in
        other.storage.withUnsafeBufferPointer { right in
          guard let left = left.baseAddress, let right = right.baseAddress,
            let target = target.baseAddress
          else { return }
          MatrixProduct(rows: n, depth: d, columns: c).fill(
            MatrixView(start: left, down: d, across: 1),
            MatrixView(start: right, down: c, across: 1), to: target)
        }
      }
      filled = n * c
    }
    return Tensor(fitting: [n, c], result)
  }

  /// The matrix with rows and columns exchanged: `[N, D]` becomes `[D, N]`.
  public func transposed() -> Tensor {
    guard rank == 2 else {
      misuse("transposed() takes a matrix, but the shape is \(shape). See permuted(_:).")
    }
    let result = [Double](unsafeUninitializedCapacity: count) { target, filled in
      storage.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        Permutation.transpose(source, rows: shape[0], columns: shape[1], to: target)
      }
      filled = count
    }
    return Tensor(fitting: [shape[1], shape[0]], result)
  }
}
