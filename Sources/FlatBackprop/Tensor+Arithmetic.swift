import Foundation

// Elementwise arithmetic. Both sides have the same shape, or one side is a number.

extension Tensor {
  /// A new tensor with `transform` applied to each element.
  @inlinable
  public func map(_ transform: (Double) throws -> Double) rethrows -> Tensor {
    let result = try [Double](unsafeUninitializedCapacity: count) { target, filled in
      try storage.withUnsafeBufferPointer { source in
        for i in 0..<source.count { target[i] = try transform(source[i]) }
      }
      filled = count
    }
    return Tensor(fitting: shape, result)
  }

  /// A new tensor of the same shape, filled by a function that takes many numbers at once.
  fileprivate func filled(
    by kernel: (UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void
  ) -> Tensor {
    let result = [Double](unsafeUninitializedCapacity: count) { target, filled in
      storage.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        Cores.split(count, of: 4) { part in
          kernel(source + part.lowerBound, target + part.lowerBound, part.count)
        }
      }
      filled = count
    }
    return Tensor(fitting: shape, result)
  }

  /// Combines two tensors of the same shape element by element; `name` is what a message about a
  /// mismatch calls the operation.
  @inline(__always)
  fileprivate func combined(
    _ other: Tensor, _ name: String, _ f: (Double, Double) -> Double
  ) -> Tensor {
    if shape != other.shape { mismatch(name, other) }
    let result = [Double](unsafeUninitializedCapacity: count) { target, filled in
      storage.withUnsafeBufferPointer { a in
        other.storage.withUnsafeBufferPointer { b in
          for i in 0..<a.count { target[i] = f(a[i], b[i]) }
        }
      }
      filled = count
    }
    return Tensor(fitting: shape, result)
  }

  /// The same in place, overwriting the left side.
  @inline(__always)
  private mutating func combine(
    _ other: Tensor, _ name: String, _ f: (Double, Double) -> Double
  ) {
    if shape != other.shape { mismatch(name, other) }
    storage.withUnsafeMutableBufferPointer { a in
      other.storage.withUnsafeBufferPointer { b in
        for i in 0..<a.count { a[i] = f(a[i], b[i]) }
      }
    }
  }

  /// Applies a function to each element in place.
  @inline(__always)
  private mutating func update(_ f: (Double) -> Double) {
    storage.withUnsafeMutableBufferPointer { a in
      for i in 0..<a.count { a[i] = f(a[i]) }
    }
  }

  private func mismatch(_ name: String, _ other: Tensor) -> Never {
    misuse(
      "\(name): the shapes \(shape) and \(other.shape) differ. Nothing is broadcast: "
        + "expand or sum one side so that the shapes match.")
  }

  public static func + (a: Tensor, b: Tensor) -> Tensor { a.combined(b, "+") { $0 + $1 } }
  public static func - (a: Tensor, b: Tensor) -> Tensor { a.combined(b, "-") { $0 - $1 } }
  public static func * (a: Tensor, b: Tensor) -> Tensor { a.combined(b, "*") { $0 * $1 } }
  public static func / (a: Tensor, b: Tensor) -> Tensor { a.combined(b, "/") { $0 / $1 } }

  public static func + (a: Tensor, b: Double) -> Tensor { a.map { $0 + b } }
  public static func - (a: Tensor, b: Double) -> Tensor { a.map { $0 - b } }
  public static func * (a: Tensor, b: Double) -> Tensor { a.map { $0 * b } }
  public static func / (a: Tensor, b: Double) -> Tensor { a.map { $0 / b } }

  public static func + (a: Double, b: Tensor) -> Tensor { b.map { a + $0 } }
  public static func - (a: Double, b: Tensor) -> Tensor { b.map { a - $0 } }
  public static func * (a: Double, b: Tensor) -> Tensor { b.map { a * $0 } }
  public static func / (a: Double, b: Tensor) -> Tensor { b.map { a / $0 } }

  public static prefix func - (a: Tensor) -> Tensor { a.map { -$0 } }

  public static func += (a: inout Tensor, b: Tensor) { a.combine(b, "+") { $0 + $1 } }
  public static func -= (a: inout Tensor, b: Tensor) { a.combine(b, "-") { $0 - $1 } }
  public static func *= (a: inout Tensor, b: Tensor) { a.combine(b, "*") { $0 * $1 } }
  public static func /= (a: inout Tensor, b: Tensor) { a.combine(b, "/") { $0 / $1 } }

  public static func += (a: inout Tensor, b: Double) { a.update { $0 + b } }
  public static func -= (a: inout Tensor, b: Double) { a.update { $0 - b } }
  public static func *= (a: inout Tensor, b: Double) { a.update { $0 * b } }
  public static func /= (a: inout Tensor, b: Double) { a.update { $0 / b } }
}

// Comparisons, spelled with a dot like those of the standard library's SIMD vectors. They give 1
// where the comparison holds and 0 elsewhere, so that a mask can be multiplied like any other
// tensor.

extension Tensor {
  public static func .> (a: Tensor, b: Double) -> Tensor { a.map { $0 > b ? 1 : 0 } }
  public static func .>= (a: Tensor, b: Double) -> Tensor { a.map { $0 >= b ? 1 : 0 } }
  public static func .< (a: Tensor, b: Double) -> Tensor { a.map { $0 < b ? 1 : 0 } }
  public static func .<= (a: Tensor, b: Double) -> Tensor { a.map { $0 <= b ? 1 : 0 } }
  public static func .== (a: Tensor, b: Double) -> Tensor { a.map { $0 == b ? 1 : 0 } }

  public static func .> (a: Tensor, b: Tensor) -> Tensor { a.combined(b, ".>") { $0 > $1 ? 1 : 0 } }
  public static func .>= (a: Tensor, b: Tensor) -> Tensor {
    a.combined(b, ".>=") { $0 >= $1 ? 1 : 0 }
  }
  public static func .< (a: Tensor, b: Tensor) -> Tensor { a.combined(b, ".<") { $0 < $1 ? 1 : 0 } }
  public static func .<= (a: Tensor, b: Tensor) -> Tensor {
    a.combined(b, ".<=") { $0 <= $1 ? 1 : 0 }
  }
  public static func .== (a: Tensor, b: Tensor) -> Tensor {
    a.combined(b, ".==") { $0 == $1 ? 1 : 0 }
  }
}

/// Each element's exponential.
public func exp(_ x: Tensor) -> Tensor { x.filled(by: Elementary.exp) }

/// Each element's natural logarithm.
public func log(_ x: Tensor) -> Tensor { x.filled(by: Elementary.log) }

/// Each element's square root.
public func sqrt(_ x: Tensor) -> Tensor { x.map { $0.squareRoot() } }

/// Each element's hyperbolic tangent.
public func tanh(_ x: Tensor) -> Tensor { x.filled(by: Elementary.tanh) }

/// Each element's absolute value.
public func abs(_ x: Tensor) -> Tensor { x.map { Swift.abs($0) } }

/// Each element raised to a power.
public func pow(_ x: Tensor, _ exponent: Double) -> Tensor {
  exponent == 2 ? x.map { $0 * $0 } : x.map { pow($0, exponent) }
}

/// The angle of each vector `(x, y)` from the x axis, in radians from −π to π. Both tensors have
/// the same shape.
public func atan2(_ y: Tensor, _ x: Tensor) -> Tensor { y.combined(x, "atan2") { atan2($0, $1) } }

/// The larger of a number and each element.
public func max(_ a: Double, _ b: Tensor) -> Tensor { b.map { larger(a, $0) } }

/// The larger of each element and a number.
public func max(_ a: Tensor, _ b: Double) -> Tensor { a.map { larger($0, b) } }

/// The elementwise maximum of two tensors of the same shape.
public func max(_ a: Tensor, _ b: Tensor) -> Tensor { a.combined(b, "max") { larger($0, $1) } }

/// The smaller of a number and each element.
public func min(_ a: Double, _ b: Tensor) -> Tensor { b.map { -larger(-a, -$0) } }

/// The smaller of each element and a number.
public func min(_ a: Tensor, _ b: Double) -> Tensor { a.map { -larger(-$0, -b) } }

/// The elementwise minimum of two tensors of the same shape.
public func min(_ a: Tensor, _ b: Tensor) -> Tensor { a.combined(b, "min") { -larger(-$0, -$1) } }

/// The larger of two numbers, or NaN if either is NaN, which must not vanish in a ReLU.
private func larger(_ a: Double, _ b: Double) -> Double { a > b || a.isNaN ? a : b }
