import Diagnosis
import FlatBackprop
import Foundation
import Testing

// One function in place of another, one way to bring numbers together in place of another, and
// constants that are added.

extension TruthTests {
  /// What is told of a line on two sets of numbers.
  private static func sentence(
    _ line: @escaping (Values) -> Tensor, _ right: (Values) -> Tensor,
    reading names: Set<VariableName> = ["a", "b"],
    on sets: [(a: Tensor, b: Tensor)] = [(x, w), (0.6 * x + 0.3, 0.4 * w - 0.2)]
  ) -> String? {
    sentence(
      sets.map { a, b in
        .of(
          ["a": a, "b": b, "reg": Tensor(0.3 + 0.1 * a.elements[0])], line: line, right: right,
          readByRight: names)
      })
  }

  static func sigmoid(_ value: Tensor) -> Tensor { 1 / (1 + exp(-value)) }

  @Test("names a function that stands for another, of a variable or of what has no line")
  func otherFunctions() {
    #expect(
      Self.sentence({ 2 * $0["a"]! }, { $0["a"]! * $0["a"]! }, reading: ["a"])
        == "it is twice \"a\", the square's derivative, where the square itself belongs")
    #expect(
      Self.sentence({ Self.sigmoid($0["a"]!) }, { max(0, $0["a"]!) }, reading: ["a"])
        == "it is the sigmoid of \"a\", but should be the larger of \"a\" and 0")
    #expect(
      Self.sentence(
        { tanh($0["a"]! * $0["b"]! + 0.1) }, { Self.sigmoid($0["a"]! * $0["b"]! + 0.1) })
        == "the hyperbolic tangent stands where the sigmoid belongs")
    #expect(
      Self.sentence({ $0["a"]! * $0["b"]! + 0.1 }, { Self.sigmoid($0["a"]! * $0["b"]! + 0.1) })
        == "the sigmoid is missing")
    #expect(
      Self.sentence({ abs($0["a"]! * $0["b"]! + 0.1) }, { $0["a"]! * $0["b"]! + 0.1 })
        == "it is the absolute value of what it should be")
  }

  @Test("takes no function for another where the right value cannot be the other's")
  func noOtherFunction() {
    // Beyond 1 there is no sigmoid, whatever the line gives there.
    let told = Self.sentence(
      { $0["a"]! * $0["b"]! + 0.1 }, { Self.sigmoid($0["a"]! * $0["b"]! + 0.1) * 1.7 })
    #expect(told != "the sigmoid is missing")
    // The square of 2 is its double, too.
    let few = Tensor([2.0, 0, 2])
    let simple = Self.sentence(
      { 2 * $0["a"]! + $0["b"]! * 0 }, { $0["a"]! * $0["a"]! + 1e-3 * $0["b"]! },
      on: [(few, Tensor([0.0, 0, 1]))])
    #expect(simple?.contains("twice") != true)
  }

  @Test("names the square of a sum for the sum of squares, whatever it is multiplied by")
  func otherReductions() {
    #expect(
      Self.sentence(
        { $0["reg"]! * $0["a"]!.sum() * $0["a"]!.sum() },
        { $0["reg"]! * ($0["a"]! * $0["a"]!).sum() }, reading: ["a", "reg"])
        == "it takes the square of the sum of \"a\", where the sum of the squares belongs")
    #expect(
      Self.sentence(
        { Tensor(abs($0["a"]! - $0["b"]!).sum()) },
        {
          let d = $0["a"]! - $0["b"]!; return Tensor((d * d).sum())
        })
        == "it takes the sum of the absolute values of the difference of \"a\" and \"b\", where the "
        + "sum of the squares belongs")
    // The same factor on all cases is a factor.
    let one = (Self.x, Self.w)
    let factor = Self.x.sum() / (Self.x * Self.x).sum()
    #expect(
      Self.sentence(
        { _ in Tensor(factor * (Self.x * Self.x).sum()) }, { Tensor(($0["a"]! * $0["a"]!).sum()) },
        reading: ["a"], on: [one, one])?.contains("it takes") != true)
  }

  @Test("names a constant under a root, inside a logarithm, or outside of a root, and not another")
  func constants() {
    func squares(_ values: Values) -> Tensor { values["a"]! * values["a"]! + 0.4 }
    #expect(
      Self.sentence({ sqrt(squares($0) + 0.09) }, { sqrt(squares($0)) }, reading: ["a"])
        == "under the root there is 0.09 too much")
    #expect(
      Self.sentence({ sqrt(squares($0)) + 0.01 }, { sqrt(squares($0) + 0.01) }, reading: ["a"])
        == "0.01 belongs under the root")
    #expect(
      Self.sentence({ log(squares($0) + 1e-8) }, { log(squares($0)) }, reading: ["a"])
        == "inside the logarithm there is 1e-8 too much")
    let varying = Self.sentence(
      { sqrt(squares($0) + 0.01 * abs($0["a"]!)) }, { sqrt(squares($0)) }, reading: ["a"])
    #expect(varying?.contains("under the root") != true)
  }

  @Test("asks whether a factor of 2 is missing where twice a variable is right")
  func twice() {
    #expect(
      Self.sentence({ tanh($0["a"]!) + $0["b"]! }, { tanh(2 * $0["a"]!) + $0["b"]! })
        == "it is right with twice \"a\" in its place: is a factor of 2 missing, or too many?")
    #expect(
      Self.sentence({ tanh($0["a"]!) + $0["b"]! }, { tanh($0["a"]! / 2) + $0["b"]! })
        == "it is right with half of \"a\" in its place: is a factor of 2 missing, or too many?")
  }

  @Test("names the larger of two, and the length of two, as operators")
  func operatorsOfSize() {
    func larger(_ values: Values) -> Tensor { max(values["a"]!, values["b"]!) }
    #expect(
      Self.sentence({ $0["a"]! + $0["b"]! }, larger)
        == "\"a\" and \"b\" are added, where the larger of them belongs")
    #expect(
      Self.sentence(larger, { $0["a"]! + $0["b"]! })
        == "the larger of \"a\" and \"b\" is taken, but they should be added")
    #expect(
      Self.sentence(
        { $0["a"]! + $0["b"]! }, { sqrt($0["a"]! * $0["a"]! + $0["b"]! * $0["b"]!) })
        == "\"a\" and \"b\" are added, where the root of the sum of their squares belongs")
    // If the one is always the larger, it is just that one.
    let apart = [(Self.x + 10, Self.w)]
    #expect(
      Self.sentence({ $0["a"]! * $0["b"]! }, larger, on: apart)?.contains("the larger") != true)
    let touching = [(Self.x, Self.x - abs(Self.w)), (Self.w, Self.w)]
    #expect(
      Self.sentence({ $0["a"]! * $0["b"]! }, larger, on: touching)?.contains("the larger") != true)
  }
}
