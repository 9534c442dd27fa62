// Operators that Python has and Swift lacks, or lacks for these types.

@available(
  *, unavailable,
  message: """
    an Int goes with no Double and no tensor. Write Double(n), also in a quotient: 1 / Double(n)
    """
)
extension Int: Slip.Operand {}

@available(
  *, unavailable,
  message: "a Bool is no number. A mask is a tensor of ones and zeros: margins .> 0"
)
extension Bool: Slip.Operand {}

extension Tensor {
  public static func + <Other: Slip.Operand>(a: Tensor, b: Other) -> Tensor { fatalError() }
  public static func - <Other: Slip.Operand>(a: Tensor, b: Other) -> Tensor { fatalError() }
  public static func * <Other: Slip.Operand>(a: Tensor, b: Other) -> Tensor { fatalError() }
  public static func / <Other: Slip.Operand>(a: Tensor, b: Other) -> Tensor { fatalError() }

  public static func + <Other: Slip.Operand>(a: Other, b: Tensor) -> Tensor { fatalError() }
  public static func - <Other: Slip.Operand>(a: Other, b: Tensor) -> Tensor { fatalError() }
  public static func * <Other: Slip.Operand>(a: Other, b: Tensor) -> Tensor { fatalError() }
  public static func / <Other: Slip.Operand>(a: Other, b: Tensor) -> Tensor { fatalError() }
}

extension Double {
  public static func + <Other: Slip.Operand>(a: Double, b: Other) -> Double { fatalError() }
  public static func - <Other: Slip.Operand>(a: Double, b: Other) -> Double { fatalError() }
  public static func * <Other: Slip.Operand>(a: Double, b: Other) -> Double { fatalError() }
  public static func / <Other: Slip.Operand>(a: Double, b: Other) -> Double { fatalError() }

  public static func + <Other: Slip.Operand>(a: Other, b: Double) -> Double { fatalError() }
  public static func - <Other: Slip.Operand>(a: Other, b: Double) -> Double { fatalError() }
  public static func * <Other: Slip.Operand>(a: Other, b: Double) -> Double { fatalError() }
  public static func / <Other: Slip.Operand>(a: Other, b: Double) -> Double { fatalError() }
}

public func pow<Other: Slip.Operand>(_ x: Tensor, _ exponent: Other) -> Tensor { fatalError() }

extension Int {
  @available(
    *, unavailable, message: "this variable is an Int, because it starts from 0: start it from 0.0"
  )
  public static func += (a: inout Int, b: Double) { fatalError() }
}

// Numbers.

@available(
  *, unavailable,
  message: "a tensor is no number. Add its elements, x.sum(), or take one of them, x[i, j]"
)
extension Tensor: Slip.Whole {}

extension Double {
  @_disfavoredOverload
  public init<Other: Slip.Whole>(_ other: Other) { fatalError() }
}

// Comparisons.

@available(
  *, unavailable,
  message: """
    a tensor is compared with a dot, which gives a mask of ones and zeros: margins .> 0. \
    An if takes a number: margins[i, j] > 0
    """
)
extension Int: Slip.Comparison {}

@available(
  *, unavailable,
  message: """
    a tensor is compared with a dot, which gives a mask of ones and zeros: margins .> 0. \
    An if takes a number: margins[i, j] > 0
    """
)
extension Double: Slip.Comparison {}

@available(
  *, unavailable,
  message: """
    a tensor is compared with a dot, which gives a mask of ones and zeros: a .> b. \
    An if takes a number: a[i, j] > b[i, j]
    """
)
extension Tensor: Slip.Comparison {}

extension Tensor {
  public static func > <Other: Slip.Comparison>(a: Tensor, b: Other) -> Tensor { fatalError() }
  public static func < <Other: Slip.Comparison>(a: Tensor, b: Other) -> Tensor { fatalError() }
  public static func >= <Other: Slip.Comparison>(a: Tensor, b: Other) -> Tensor { fatalError() }
  public static func <= <Other: Slip.Comparison>(a: Tensor, b: Other) -> Tensor { fatalError() }

  @_disfavoredOverload
  public static func > <Other: Slip.Comparison>(a: Tensor, b: Other) -> Bool { fatalError() }
  @_disfavoredOverload
  public static func < <Other: Slip.Comparison>(a: Tensor, b: Other) -> Bool { fatalError() }
  @_disfavoredOverload
  public static func >= <Other: Slip.Comparison>(a: Tensor, b: Other) -> Bool { fatalError() }
  @_disfavoredOverload
  public static func <= <Other: Slip.Comparison>(a: Tensor, b: Other) -> Bool { fatalError() }

  // Comparing two tensors with `==` gives a Bool, unless the context asks for a tensor.
  @_disfavoredOverload
  public static func == <Other: Slip.Comparison>(a: Tensor, b: Other) -> Tensor { fatalError() }
  @_disfavoredOverload
  public static func != <Other: Slip.Comparison>(a: Tensor, b: Other) -> Tensor { fatalError() }
}

// Powers.

infix operator ** : BitwiseShiftPrecedence

@available(*, unavailable, message: "Swift has no sign for a power: write x * x, or pow(x, 2)")
extension Int: Slip.Exponent {}

@available(*, unavailable, message: "Swift has no sign for a power: write x * x, or pow(x, 2)")
extension Double: Slip.Exponent {}

extension Tensor {
  public static func ** <Other: Slip.Exponent>(a: Tensor, b: Other) -> Tensor { fatalError() }
  public static func ^ <Other: Slip.Exponent>(a: Tensor, b: Other) -> Tensor { fatalError() }
}

extension Double {
  public static func ** <Other: Slip.Exponent>(a: Double, b: Other) -> Double { fatalError() }
  public static func ^ <Other: Slip.Exponent>(a: Double, b: Other) -> Double { fatalError() }
}
