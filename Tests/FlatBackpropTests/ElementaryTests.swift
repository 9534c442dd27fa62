import FlatBackprop
import Foundation
import Testing

@Suite("exp, log and tanh of many numbers, against the system's")
struct ElementaryTests {
  typealias Kernel = @Sendable (UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void
  typealias Twin = @Sendable (Double) -> Double

  /// - Parameter error: What the two differ by at most, in units in the last place: the kernel's own
  ///   error and the system's.
  struct Function: Sendable, CustomTestStringConvertible {
    let name: String
    let kernel: Kernel
    let twin: Twin
    let error: Double
    var testDescription: String { name }
  }

  static let all = [
    Function(
      name: "exp", kernel: { Elementary.exp($0, $1, $2) }, twin: { Foundation.exp($0) }, error: 1),
    Function(
      name: "log", kernel: { Elementary.log($0, $1, $2) }, twin: { Foundation.log($0) }, error: 1),
    Function(
      name: "tanh", kernel: { Elementary.tanh($0, $1, $2) }, twin: { Foundation.tanh($0) },
      error: 4),
  ]

  private func values(_ function: Function, _ numbers: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: numbers.count) { target, filled in
      function.kernel(numbers, target.baseAddress!, numbers.count)
      filled = numbers.count
    }
  }

  /// How far two results lie apart, in units in the last place of the second.
  private func distance(_ a: Double, _ b: Double) -> Double {
    if a == b || (a.isNaN && b.isNaN) { return 0 }
    return a.isFinite && b.isFinite ? abs(a - b) / b.ulp : .infinity
  }

  private func check(_ function: Function, _ numbers: [Double]) {
    for (x, y) in zip(numbers, values(function, numbers)) {
      let expected = function.twin(x)
      if distance(y, expected) > function.error || (y == 0 && y.sign != expected.sign) {
        Issue.record("\(function.name)(\(x)) is \(y), should be \(expected)")
      }
    }
  }

  @Test("differ by their stated error at most, on dense samples", arguments: all)
  func samples(function: Function) {
    var random = SeededGenerator(seed: 1)
    for range in [-1...1, 0.3...0.4, 0.7...1.5, -25...25, -750...715, -1e-8...1e-8, 0...1e300] {
      check(function, (0..<20_000).map { _ in random.uniform(range) })
    }
  }

  @Test("differ by their stated error at most, on numbers of all sizes", arguments: all)
  func patterns(function: Function) {
    var random = SeededGenerator(seed: 2)
    check(function, (0..<100_000).map { _ in Double(bitPattern: random.next()) })
    // Those too small for a full mantissa.
    check(function, (0..<1000).map { _ in Double(bitPattern: random.next() >> 12) })
  }

  @Test("agree where they begin, end, overflow and vanish", arguments: all)
  func edges(function: Function) {
    let edges: [Double] = [
      0, 1, 2, 0.5, 0.5.squareRoot(), 2.0.squareRoot(), .pi, 22, 44, .infinity, .nan,
      .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, .ulpOfOne,
      // The last with a finite exponential, and the first without; the last with one above 0.
      709.782712893384, 709.7827128933841, 710, 745.1332191019411, 745.1332191019412, 746,
      0.34657359027997264, 0.3465735902799727, 708.3964185322641,
    ]
    check(function, edges + edges.map { -$0 } + edges.map(\.nextUp) + edges.map(\.nextDown))
  }

  @Test("keep what is exact", arguments: all)
  func exact(function: Function) {
    switch function.name {
    case "exp": #expect(values(function, [0, -0.0, -.infinity]) == [1, 1, 0])
    case "log": #expect(values(function, [1, .infinity, 0]) == [0, .infinity, -.infinity])
    default: #expect(values(function, [0, .infinity, -.infinity, 30]) == [0, 1, -1, 1])
    }
  }

  @Test("give a number the same value wherever it stands", arguments: all)
  func places(function: Function) {
    for count in 1...40 {
      for value in values(function, [Double](repeating: 0.7310585, count: count)) {
        #expect(value == values(function, [0.7310585])[0])
      }
    }
  }

  @Test("work in place", arguments: all)
  func inPlace(function: Function) {
    let numbers = (1...37).map { Double($0) / 7 }
    var target = numbers
    target.withUnsafeMutableBufferPointer { place in
      function.kernel(UnsafePointer(place.baseAddress!), place.baseAddress!, place.count)
    }
    #expect(target == values(function, numbers))
  }
}
