// The exponential, the logarithm and the hyperbolic tangent in plain arithmetic: no branches, no
// tables, no calls. So the compiler can vectorize each loop, where the system's functions take one
// number at a time. Those serve as the naive twins.

/// Functions of many numbers at once. Source and target may be the same.
package enum Elementary {
  /// eˣ, less than 1 unit in the last place from the true value.
  package static func exp(
    _ source: UnsafePointer<Double>, _ target: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    // Where no result comes close to overflow or underflow, there is less to do.
    for start in stride(from: 0, to: count, by: 256) {
      let part = start..<Swift.min(start &+ 256, count)
      var farthest: UInt64 = 0
      for i in part { farthest |= 708.0.bitPattern &- source[i].magnitude.bitPattern }
      if farthest >> 63 == 0 {
        for i in part { target[i] = moderateExponential(source[i]) }
      } else {
        for i in part { target[i] = exponential(source[i]) }
      }
    }
  }

  /// ln x, less than 1 unit in the last place from the true value.
  package static func log(
    _ source: UnsafePointer<Double>, _ target: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    for i in 0..<count { target[i] = logarithm(source[i]) }
  }

  /// tanh x, less than 2.5 units in the last place from the true value.
  package static func tanh(
    _ source: UnsafePointer<Double>, _ target: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    for i in 0..<count { target[i] = hyperbolicTangent(source[i]) }
  }
}

/// eˣ = 2ⁿ · eʳ, where n is the whole number that leaves |r| ≤ ½ ln 2.
@inline(__always)
private func exponential(_ x: Double) -> Double {
  // Beyond these limits eˣ is ∞ or 0. A NaN fails both comparisons and passes through.
  let x = x > 710 ? 710 : x < -746 ? -746 : x
  let (n, high, rest) = reduced(x)
  // 2ⁿ as two factors, because n may be outside the range of an exponent. The first product is
  // exact; the second gives ∞, a subnormal number or 0 where that is the result.
  let half = n &>> 1
  return (1 + (high + rest)) * powerOfTwo(half) * powerOfTwo(n &- half)
}

/// The same where |x| ≤ 708: to multiply eʳ by 2ⁿ is to add n to its exponent.
@inline(__always)
private func moderateExponential(_ x: Double) -> Double {
  let (n, high, rest) = reduced(x)
  return Double(bitPattern: (1 + (high + rest)).bitPattern &+ UInt64(bitPattern: n) &<< 52)
}

/// tanh x = t / (t + 2), where t = e²ˣ − 1.
@inline(__always)
private func hyperbolicTangent(_ x: Double) -> Double {
  // From 22 on the result rounds to 1. A NaN fails the comparison and passes through.
  let doubled = 2 * x.magnitude
  let (n, high, rest) = reduced(doubled > 44 ? 44 : doubled)
  // t = (2ⁿ − 1) + 2ⁿ (high + rest). Near 0, where n is 0, no precision is lost.
  let power = powerOfTwo(n)
  let (whole, part) = (power - 1, power * high)
  let sum = whole + part
  let t = sum + ((part - (sum - whole)) + power * rest)
  let sign = x.bitPattern & (1 &<< 63)
  return Double(bitPattern: (t / (t + 2)).bitPattern | sign)
}

/// The whole number n in x = n ln 2 + r, and eʳ − 1 in two parts: `high` is exact and close to r,
/// and `rest` is small.
@inline(__always)
private func reduced(_ x: Double) -> (n: Int64, high: Double, rest: Double) {
  // Adding 1.5 · 2⁵² rounds to a whole number, and leaves it in the last bits.
  let rounder = 0x1.8p52
  let shifted = multiplyAdd(x, 1.4426950408889634, rounder)
  let n = shifted - rounder
  // ln 2 in two parts: the first has so few digits that the product and the difference are exact.
  let high = multiplyAdd(n, -0x1.62e42feep-1, x)
  let low = n * 0x1.a39ef35793c76p-33
  // r²/2! + r³/3! + … + r¹³/13!, the even and the odd powers side by side.
  let r = high - low
  let square = r * r
  var even = multiplyAdd(square, 1 / 479_001_600, 1 / 3_628_800)
  var odd = multiplyAdd(square, 1 / 6_227_020_800, 1 / 39_916_800)
  even = multiplyAdd(square, even, 1 / 40_320)
  odd = multiplyAdd(square, odd, 1 / 362_880)
  even = multiplyAdd(square, even, 1 / 720)
  odd = multiplyAdd(square, odd, 1 / 5040)
  even = multiplyAdd(square, even, 1 / 24)
  odd = multiplyAdd(square, odd, 1 / 120)
  even = multiplyAdd(square, even, 1 / 2)
  odd = multiplyAdd(square, odd, 1 / 6)
  let series = multiplyAdd(r, odd, even)
  return (
    Int64(bitPattern: shifted.bitPattern &- rounder.bitPattern), high,
    multiplyAdd(square, series, -low)
  )
}

/// ln x = e ln 2 + ln m, where m lies between √½ and √2.
@inline(__always)
private func logarithm(_ x: Double) -> Double {
  // A subnormal number is scaled up first.
  let isTiny = x < 0x1p-1022
  let scaled = isTiny ? x * 0x1p54 : x
  let root = (0.5 as Double).squareRoot().bitPattern
  let steps = Int64(bitPattern: scaled.bitPattern &- root) &>> 52
  let m = Double(bitPattern: scaled.bitPattern &- UInt64(bitPattern: steps) &<< 52)
  // A whole number in the last bits of 1.5 · 2⁵² becomes a Double in one subtraction.
  let rounder = 0x1.8p52
  let e =
    Double(bitPattern: rounder.bitPattern &+ UInt64(bitPattern: steps)) - rounder
    - (isTiny ? 54 : 0)
  // ln(1 + f) = f − f²/2 + s (f²/2 + 2 (s²/3 + s⁴/5 + …)), where s = f / (2 + f).
  let f = m - 1
  let s = f / (2 + f)
  let z = s * s
  let square = z * z
  var even = multiplyAdd(square, 2 / 23, 2 / 19)
  var odd = multiplyAdd(square, 2 / 21, 2 / 17)
  even = multiplyAdd(square, even, 2 / 15)
  odd = multiplyAdd(square, odd, 2 / 13)
  even = multiplyAdd(square, even, 2 / 11)
  odd = multiplyAdd(square, odd, 2 / 9)
  even = multiplyAdd(square, even, 2 / 7)
  odd = multiplyAdd(square, odd, 2 / 5)
  even = multiplyAdd(square, even, 2 / 3)
  let series = multiplyAdd(z, odd, even)
  let half = 0.5 * f * f
  let tail = multiplyAdd(s, multiplyAdd(z, series, half), e * 0x1.a39ef35793c76p-33)
  let y = e * 0x1.62e42feep-1 - ((half - tail) - f)
  // The logarithm of ∞ is ∞ and that of 0 is −∞; negative numbers and NaN have none.
  return x > 0 ? (x < .infinity ? y : x) : x == 0 ? -.infinity : .nan
}

@inline(__always)
private func powerOfTwo(_ exponent: Int64) -> Double {
  Double(bitPattern: UInt64(bitPattern: (exponent &+ 1023) &<< 52))
}

/// a b + c, with a single rounding where the processor can do that; elsewhere it would be a slow
/// call.
@inline(__always)
private func multiplyAdd(_ a: Double, _ b: Double, _ c: Double) -> Double {
  #if FMA || arch(arm64)
    c.addingProduct(a, b)
  #else
    a * b + c
  #endif
}
