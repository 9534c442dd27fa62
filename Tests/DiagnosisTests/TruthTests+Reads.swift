import Diagnosis
import FlatBackprop
import Testing

// What the line looks at, and what would do as well.

extension TruthTests {
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
    func observation(
      isWrong: Bool, _ reads: Set<VariableName>, _ possible: Set<VariableName>,
      _ local: Set<VariableName>
    ) -> Observation {
      var observation = Observation(
        value: isWrong ? Self.x * Self.x + 2 : Self.x, right: Self.x, isWrong: isWrong,
        properties: [
          Observation.Property("\"reg\" is 0", !isWrong, .option, of: "reg")
        ])
      observation.reads = reads
      (observation.possibleDependencies, observation.localInputs) = (possible, local)
      return observation
    }
    func sentence(
      _ reads: Set<VariableName>, _ possible: Set<VariableName> = ["x"],
      local: Set<VariableName> = []
    ) -> String? {
      Self.sentence(
        [true, false].map { observation(isWrong: $0, reads, possible, local) })
    }
    let told = "it is right only on cases where \"reg\" is 0"
    #expect(sentence(["x", "reg"]) == told)
    #expect(sentence(["x"]) == nil)
    // Nor of one that what the line goes on with is made of.
    #expect(sentence(["x"], ["x", "reg"], local: ["x"]) == nil)
    #expect(sentence(["x"], ["x", "reg"], local: ["x", "reg"]) == told)
  }

  @Test("does not say that a variable goes unused which is taken up, but times 0")
  func timesZero() {
    func sentence(_ line: @escaping (Values) -> Tensor) -> String? {
      var observation = Observation.of(
        ["x": Self.x, "w": Self.w, "s": .zeros(Self.x.shape)], line: line,
        right: { $0["x"]! * $0["w"]! }, readByRight: ["x", "w"])
      observation.unread = ["w"]
      return Self.sentence([observation])
    }
    #expect(sentence { $0["x"]! + 0.3 } == "it does not use \"w\"")
    #expect(sentence { $0["x"]! + 0.3 + $0["s"]! * $0["w"]! } == nil)
  }

  @Test(
    "is no matter of a size, or of two that are equal, where something else about the cases would do",
    arguments: [Observation.Property.Kind.size, .pair])
  func rivalProperty(_ kind: Observation.Property.Kind) {
    func observation(isWrong: Bool, one: Bool, other: Bool) -> Observation {
      Observation(
        value: isWrong ? Self.x * Self.x + 2 : Self.x, right: Self.x, isWrong: isWrong,
        properties: [
          Observation.Property("N is 1", one, kind),
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
        == "it is right only on cases where N is 1")
  }
}
