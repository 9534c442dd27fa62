import Foundation

// The system's functions of a single number, so that a loop or a `map` finds them next to those of
// a tensor. They are "disfavored" so that a file that also imports Foundation gets Foundation's.

/// The exponential of a number.
@_disfavoredOverload public func exp(_ x: Double) -> Double { Foundation.exp(x) }

/// `eˣ − 1`, accurate even where x is close to 0.
@_disfavoredOverload public func expm1(_ x: Double) -> Double { Foundation.expm1(x) }

/// The natural logarithm of a number.
@_disfavoredOverload public func log(_ x: Double) -> Double { Foundation.log(x) }

/// `ln(1 + x)`, accurate even where x is close to 0.
@_disfavoredOverload public func log1p(_ x: Double) -> Double { Foundation.log1p(x) }

/// The square root of a number.
@_disfavoredOverload public func sqrt(_ x: Double) -> Double { x.squareRoot() }

/// A number raised to a power.
@_disfavoredOverload
public func pow(_ x: Double, _ exponent: Double) -> Double { Foundation.pow(x, exponent) }

/// The hyperbolic tangent of a number.
@_disfavoredOverload public func tanh(_ x: Double) -> Double { Foundation.tanh(x) }

/// The sine of an angle in radians.
@_disfavoredOverload public func sin(_ x: Double) -> Double { Foundation.sin(x) }

/// The cosine of an angle in radians.
@_disfavoredOverload public func cos(_ x: Double) -> Double { Foundation.cos(x) }

/// The angle in radians, between −π/2 and π/2, whose tangent is x.
@_disfavoredOverload public func atan(_ x: Double) -> Double { Foundation.atan(x) }

/// The angle of the vector `(x, y)` from the x axis, in radians from −π to π.
@_disfavoredOverload
public func atan2(_ y: Double, _ x: Double) -> Double { Foundation.atan2(y, x) }

/// The largest whole number that is not above x.
@_disfavoredOverload public func floor(_ x: Double) -> Double { x.rounded(.down) }

/// The smallest whole number that is not below x.
@_disfavoredOverload public func ceil(_ x: Double) -> Double { x.rounded(.up) }
