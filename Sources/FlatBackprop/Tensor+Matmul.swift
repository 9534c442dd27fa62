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
      storage.withUnsafeBufferPointer { left in
        other.storage.withUnsafeBufferPointer { right in
          guard let left = left.baseAddress, let right = right.baseAddress,
            let target = target.baseAddress
          else { return }
          // Four rows at a time, so that four sums grow side by side even where C is small.
          for i in stride(from: 0, to: n - n % 4, by: 4) {
            if c < 8 {
              fillFourShortRows(left + i * d, right, d: d, c: c, to: target + i * c)
            } else {
              addFourRows(left + i * d, right, d: d, c: c, to: target + i * c)
            }
          }
          for i in (n - n % 4)..<n {
            addRow(left + i * d, right, d: d, c: c, to: target + i * c)
          }
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
    return permuted([1, 0])
  }
}

// The loops of the matrix product. The innermost walks along rows of both `right` and `target`.

private func addRow(
  _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, d: Int, c: Int,
  to target: UnsafeMutablePointer<Double>
) {
  for k in 0..<d {
    let (factor, row) = (left[k], right + k * c)
    for j in 0..<c { target[j] += factor * row[j] }
  }
}

private func addFourRows(
  _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, d: Int, c: Int,
  to target: UnsafeMutablePointer<Double>
) {
  let (row1, row2, row3) = (target + c, target + 2 * c, target + 3 * c)
  for k in 0..<d {
    let (factor0, factor1) = (left[k], left[d + k])
    let (factor2, factor3) = (left[2 * d + k], left[3 * d + k])
    let row = right + k * c
    for j in 0..<c {
      target[j] += factor0 * row[j]
      row1[j] += factor1 * row[j]
      row2[j] += factor2 * row[j]
      row3[j] += factor3 * row[j]
    }
  }
}

/// Where a row holds only a few numbers, each sum grows in a register. The terms are added in the
/// same order, so that the bits are the same.
private func fillFourShortRows(
  _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, d: Int, c: Int,
  to target: UnsafeMutablePointer<Double>
) {
  for j in 0..<c {
    var (sum0, sum1, sum2, sum3) = (0.0, 0.0, 0.0, 0.0)
    var factor = right + j
    for k in 0..<d {
      sum0 += left[k] * factor.pointee
      sum1 += left[d &+ k] * factor.pointee
      sum2 += left[2 &* d &+ k] * factor.pointee
      sum3 += left[3 &* d &+ k] * factor.pointee
      factor += c
    }
    (target[j], target[c + j]) = (sum0, sum1)
    (target[2 * c + j], target[3 * c + j]) = (sum2, sum3)
  }
}
