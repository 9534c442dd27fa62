import Diagnosis
import FlatBackprop
import Testing

/// What a cause has to go through before it is told.
@Suite("A cause that is told")
struct TruthTests {
  static let x = Tensor([[1.3, -0.7, 2.2], [0.4, 3.1, -1.6]])
  static let w = Tensor([[0.9, 1.7, -2.4], [-1.2, 0.6, 2.8]])

  static func sentence(_ observations: [Observation]) -> String? {
    Diagnosis.cause(of: observations)?.sentence
  }

  /// What is said of a line of tensors a and b and numbers m and v, observed on two cases.
  /// - Parameter names: Those that it can read, all of which the right line reads.
  static func sentence(
    of names: Set<VariableName>, _ line: @escaping (Values) -> Tensor, _ right: (Values) -> Tensor
  ) -> String? {
    sentence(
      [(x, 0.3), (0.7 * w + 0.2, 0.8)].map { (a: Tensor, v: Double) in
        let all: Values = [
          "a": a, "b": 1.9 * a * a - 0.4, "m": Tensor(1.7 - v), "v": Tensor(v),
        ]
        return .of(
          all.filter { names.contains($0.key) }, line: line, right: right, readByRight: names)
      })
  }

  /// A line on `x` and `w`, where `x · w` is asked for.
  static func product(
    _ x: Tensor, _ w: Tensor, line: @escaping (Values) throws -> Tensor
  ) -> Observation {
    .of(
      ["x": x, "w": w, "u": w + 0.7], line: line, right: { $0["x"]! * $0["w"]! },
      readByRight: ["x", "w"])
  }

  @Test("agrees with the cases on which the line crashes")
  func crash() {
    struct Crash: Error {}
    func line(_ values: Values) throws -> Tensor {
      if values["x"]!.shape == [2, 2] { throw Crash() }
      return -(values["x"]! * values["w"]!)
    }
    let square = Tensor([[1.5, -0.3], [0.8, 2.7]])
    #expect(Self.sentence([Self.product(Self.x, Self.w, line: line)]) == "its sign is wrong")
    #expect(
      Self.sentence([
        Self.product(Self.x, Self.w, line: line), Self.product(square, square + 0.4, line: line),
      ]) == nil)
  }

  @Test("explains a crash by an experiment that mends it")
  func mendedCrash() {
    struct Crash: Error {}
    func line(_ values: Values) throws -> Tensor {
      if values["u"]!.elements.contains(where: { $0 > 9 }) { throw Crash() }
      return values["x"]! * values["u"]!
    }
    func observation(_ u: Tensor) -> Observation {
      .of(
        ["x": Self.x, "w": Self.w, "u": u], line: line, right: { $0["x"]! * $0["w"]! },
        readByRight: ["x", "w"])
    }
    #expect(
      Self.sentence([observation(Self.w + 0.7), observation(Self.w + 11)])
        == "\"u\" seems to stand where \"w\" belongs")
  }

  @Test("agrees with the cases on which the line gives no number")
  func notANumber() {
    // The square root of what it should be, where that is positive, and NaN elsewhere.
    func observation(_ x: Tensor) -> Observation {
      .of(
        ["x": x], line: { $0["x"]!.map { $0.squareRoot() } },
        right: { $0["x"]! }, readByRight: ["x"])
    }
    let positive = Tensor([2.25, 3, 7])
    #expect(Self.sentence([observation(positive)]) == "it is the square root of what it should be")
    // A root of what is negative is NaN, so that this agrees.
    #expect(
      Self.sentence([observation(positive), observation(Tensor([2.25, -3, 7]))])
        == "it is the square root of what it should be")
    var odd = observation(Tensor([2.25, 3, 7]))
    odd.value = Tensor([1.5, .nan, 7.0.squareRoot()])
    #expect(
      Self.sentence([observation(positive), odd]) != "it is the square root of what it should be")
  }

  @Test("explains all of an error, however small that is")
  func smallErrors() {
    // In the ninth digit any exchange would be near enough: "x" and "w" can be swapped in a product.
    let off = 1e-9 * (Self.w + 0.3)
    let observation = Self.product(Self.x, Self.w) { $0["x"]! * $0["w"]! + off }
    #expect(observation.isWrong)
    #expect(Self.sentence([observation]) == nil)
  }

  @Test("tells what goes in several times by taking it away")
  func repeatedTerms() {
    func sentence(_ extra: Double) -> String? {
      Self.sentence([
        .of(
          ["p": Self.x, "b": Tensor([0.4, -1.9, 2.3])],
          line: { $0["p"]! + 4 * $0["b"]!.expand(axis: 0, count: 2) + extra },
          right: { $0["p"]! + $0["b"]!.expand(axis: 0, count: 2) }, readByRight: ["p", "b"])
      ])
    }
    #expect(
      sentence(0) == "\"b\" goes in several times: is it added inside a loop, or "
        + "multiplied by a number?")
    #expect(sentence(0.3) == nil)
  }

  @Test("tells single precision")
  func singlePrecision() {
    let observation = Self.product(Self.x, Self.w) {
      ($0["x"]! * $0["w"]!).map { Double(Float($0)) }
    }
    #expect(Self.sentence([observation]) == "it is right but for rounding: is a Float in it?")
  }

  @Test("is no matter of entries at which several values are right")
  func kinks() {
    var value = Self.x
    value[0, 1] = 17
    #expect(Self.sentence([Observation(value: value, right: Self.x, blind: [1])]) == nil)
  }

  @Test("has been put to the test: an exchange that does not mend the line is none")
  func experiments() {
    #expect(
      Self.sentence([Self.product(Self.x, Self.w) { $0["x"]! * $0["u"]! }])
        == "\"u\" seems to stand where \"w\" belongs")
    #expect(Self.sentence([Self.product(Self.x, Self.w) { $0["x"]! * $0["u"]! + 0.3 }]) == nil)
  }

  @Test("has no rival that sends the student elsewhere")
  func rivals() {
    func observation(_ n: Int, _ c: Int) -> Observation {
      Observation(
        value: Double(n) * Self.x, right: Self.x, sizes: [("N", n), ("C", c)])
    }
    #expect(
      Self.sentence([observation(3, 5)]) == "it is N times too large: is a division by N missing?")
    #expect(
      Self.sentence([observation(3, 3)])
        == "every entry is off by the same factor: is it scaled as it should be?")
  }

  @Test("does not rest on a case that is too special to tell")
  func specialCases() {
    var special = Observation(value: -Self.x, right: Self.x)
    special.hasSpecialValues = true
    #expect(Self.sentence([special]) == "its sign is wrong")
    // On the case that tells something it is not the sign that is wrong; nothing else agrees.
    var other = Observation(value: Self.x * Self.x - Self.w, right: Self.x)
    #expect(Self.sentence([special, other]) == nil)
    // A case that could be anything does not speak for it either.
    other = Observation(value: .zeros([2, 3]), right: .zeros([2, 3]), isWrong: true, scale: 1)
    other.value[0, 0] = 3
    #expect(Self.sentence([special, other]) == nil)
  }
}
