import Diagnosis
import FlatBackprop
import Testing

/// What a cause has to go through before it is told.
@Suite("A cause that is told")
struct TruthTests {
  private static let x = Tensor([[1.3, -0.7, 2.2], [0.4, 3.1, -1.6]])
  private static let w = Tensor([[0.9, 1.7, -2.4], [-1.2, 0.6, 2.8]])

  private static func sentence(_ observations: [Observation]) -> String? {
    Diagnosis.cause(of: observations)?.sentence
  }

  /// A line on `x` and `w`, where `x · w` is asked for.
  private static func product(
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
    #expect(Self.sentence([observation(positive), odd]) == nil)
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
    #expect(sentence(0) == "\"b\" goes in several times: is it added inside a loop?")
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

  @Test("names no factor too many that the line does not look at")
  func factorsNotRead() {
    // "u" is "w" where it counts, so that it could be either by the values alone.
    let values: Values = ["a": Self.x, "u": Self.w, "w": Self.w]
    let observation = Observation.of(
      values, line: { $0["a"]! * $0["w"]! }, right: { $0["a"]! + 0 }, readByRight: ["a"])
    #expect(Self.sentence([observation]) == "it has a factor of \"w\" too many")
  }

  @Test("leads to the right line when it is obeyed: what is divided by is no factor too many")
  func divisions() {
    func sentence(_ line: @escaping (Values) -> Tensor, _ right: (Values) -> Tensor) -> String? {
      Self.sentence([
        .of(
          ["a": Self.x, "std": Tensor([[1.3, 2.6, 0.7], [1.9, 3.4, 2.2]])], line: line,
          right: right, readByRight: ["a", "std"])
      ])
    }
    #expect(
      sentence({ $0["a"]! / $0["std"]! }, { $0["a"]! / ($0["std"]! * $0["std"]!) })
        == "a division by \"std\" is missing")
    #expect(
      sentence({ $0["a"]! / ($0["std"]! * $0["std"]!) }, { $0["a"]! / $0["std"]! })
        == "it is divided by \"std\" once too often")
    #expect(
      sentence({ $0["a"]! * $0["std"]! * $0["std"]! }, { $0["a"]! * $0["std"]! })
        == "it has a factor of \"std\" too many")
    #expect(
      sentence({ $0["a"]! * $0["std"]! }, { $0["a"]! * $0["std"]! * $0["std"]! })
        == "a factor of \"std\" is missing")
  }

  @Test("asks for what the line looks at before it says that something is ignored")
  func ignored() {
    // What arrives is 2 everywhere, so that half of it is the local gradient, 1.
    let two = Tensor([2.0, 2, 2])
    let path = Observation.Path(
      reader: "out", contribution: two, local: .ones([3]), upstream: two)
    func observation(_ line: @escaping (Values) -> Tensor) -> Observation {
      .of(
        ["dout": two, "x": Tensor([1.2, 3.4, 5.6])], line: line, right: { $0["dout"]! },
        readByRight: ["dout"], paths: [path])
    }
    #expect(Self.sentence([observation { $0["dout"]! / 2 }]) == "it is 2 times too small")
    #expect(
      Self.sentence([observation { 0 * $0["x"]! + 1 }])?.hasSuffix("is ignored") == true)
  }

  @Test("is about the size of an error alone, where that is all but nothing")
  func allButRight() {
    func sentence(_ line: @escaping (Values) -> Tensor) -> String? {
      Self.sentence([Self.product(Self.x, Self.w) { line($0) }])
    }
    #expect(sentence { $0["x"]! * $0["w"]! + 1e-8 } == "it is 1e-8 too large everywhere")
    #expect(sentence { $0["x"]! * $0["w"]! * 1.000001 } == "it is 1.000001 times what it should be")
    #expect(sentence { $0["x"]! * ($0["w"]! + 1e-9 * $0["u"]! * $0["u"]!) } == nil)
  }

  @Test("swaps nothing with a one: to put that in is to leave out what stood there")
  func swappedWithOne() {
    let ones = Tensor.ones(Self.x.shape)
    let observation = Observation.of(
      ["x": Self.x, "df": ones], line: { $0["df"]! * $0["x"]! * $0["x"]! },
      right: { $0["df"]! * $0["x"]! }, readByRight: ["x", "df"])
    #expect(Self.sentence([observation]) == "it is the square of what it should be")
  }

  @Test("is no matter of a number that neither line looks at")
  func unreadNumber() {
    func observation(isWrong: Bool, _ reads: Set<VariableName>) -> Observation {
      var observation = Observation(
        value: isWrong ? Self.x * Self.x + 2 : Self.x, right: Self.x, isWrong: isWrong,
        properties: [
          Observation.Property("\"reg\" is 0", !isWrong, .option, of: "reg")
        ])
      observation.reads = reads
      observation.possibleDependencies = ["x"]
      return observation
    }
    func sentence(_ reads: Set<VariableName>) -> String? {
      Self.sentence([observation(isWrong: true, reads), observation(isWrong: false, reads)])
    }
    #expect(sentence(["x", "reg"]) == "it is right only where \"reg\" is 0")
    #expect(sentence(["x"]) == nil)
  }

  @Test("is no matter of a size, where something else about the cases would do as well")
  func rivalProperty() {
    func observation(isWrong: Bool, one: Bool, other: Bool) -> Observation {
      Observation(
        value: isWrong ? Self.x * Self.x + 2 : Self.x, right: Self.x, isWrong: isWrong,
        properties: [
          Observation.Property("N is 1", one, .size),
          Observation.Property("bins is 1", other, .option),
        ])
    }
    let wrong = observation(isWrong: true, one: false, other: false)
    let both = observation(isWrong: false, one: true, other: true)
    // It is right by accident: what it depends on is all zeros.
    var accident = observation(isWrong: false, one: true, other: false)
    accident.others = [Observation.Variable("x", .zeros([2, 3]))]
    accident.dependencies = ["x"]
    #expect(Self.sentence([wrong, both, accident]) == nil)
    #expect(
      Self.sentence([wrong, observation(isWrong: false, one: true, other: false)])
        == "it is right only where N is 1")
  }
}
