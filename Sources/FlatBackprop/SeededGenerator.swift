import Foundation

/// Random numbers that are the same for the same seed in every run and on every machine, except for
/// the last digits of normally distributed ones, which use the system's logarithm and cosine.
///
/// SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  /// A generator seeded with this value continues from here.
  package private(set) var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from `range`, uniformly distributed.
  public mutating func uniform(_ range: ClosedRange<Double> = 0...1) -> Double {
    let fraction = Double(next() >> 11) * 0x1p-53
    return range.lowerBound + fraction * (range.upperBound - range.lowerBound)
  }

  /// A normally distributed number with mean 0 and standard deviation 1 (Box–Muller).
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }

  /// `count` random class indices, each from 0 to `classes - 1`.
  public mutating func labels(_ count: Int, classes: Int) -> [Int] {
    guard count >= 0, classes > 0 else {
      misuse("labels(\(count), classes: \(classes)): there is no such number of labels or classes.")
    }
    return (0..<count).map { _ in Int(next() % UInt64(classes)) }
  }
}

extension Tensor {
  /// A tensor of the given shape with independent numbers, uniformly distributed in `range`.
  public static func uniform(
    _ shape: [Int], in range: ClosedRange<Double>, using generator: inout SeededGenerator
  ) -> Tensor {
    Tensor.zeros(shape).map { _ in generator.uniform(range) }
  }

  /// A tensor of the given shape with independent, normally distributed numbers with mean 0 and
  /// standard deviation `deviation`.
  public static func normal(
    _ shape: [Int], deviation: Double = 1, using generator: inout SeededGenerator
  ) -> Tensor {
    Tensor.zeros(shape).map { _ in deviation * generator.normal() }
  }
}
