import Diagnosis
import FlatBackprop
import Testing

// What is divided and should be multiplied, with a name and without.

extension TruthTests {
  @Test("names the part that is divided by its variable, and should be multiplied")
  func invertedTerms() {
    func sentence(_ line: @escaping (Values) -> Tensor) -> String? {
      Self.sentence(
        [Self.w, 0.7 * Self.w + 0.3].map { a in
          .of(
            ["a": a, "b": 1.9 * a * a - 0.4, "v": 0.6 * Self.x - 2.1], line: line,
            right: { $0["a"]! + $0["b"]! * $0["v"]! }, readByRight: ["a", "b", "v"])
        })
    }
    let told = "the part with \"v\" is divided by it, where it should be multiplied"
    #expect(sentence { $0["a"]! + $0["b"]! / $0["v"]! } == told)
    // What is off by as much, but does not halve when the variable doubles, is something else.
    #expect(sentence { $0["a"]! + $0["b"]! / $0["v"]! * (2 + tanh($0["v"]!)) } != told)
    #expect(sentence { $0["a"]! + $0["b"]! * $0["v"]! * $0["v"]! * $0["v"]! } != told)
  }

  @Test("names what is divided by something that has no name")
  func inverseFactors() {
    func sentence(
      _ line: @escaping (Tensor, Tensor) -> Tensor, _ right: (Tensor, Tensor) -> Tensor
    ) -> String? {
      Self.sentence(
        [Self.w, 0.7 * Self.w + 0.3].map { a in
          .of(
            ["a": a, "v": 0.6 * Self.x - 2.1], line: { line($0["v"]!, $0["a"]!) },
            right: { right($0["v"]!, $0["a"]!) }, readByRight: ["a", "v"])
        })
    }
    func power(_ a: Tensor) -> Tensor { 1 + a * a }
    let told = "is divided by something that it should be multiplied by, or the other way round"
    #expect(sentence({ $0 / power($1) }, { $0 * power($1) }) == "\"v\" \(told)")
    #expect(sentence({ 3 / power($1 * $0) }, { 3 * power($1 * $0) }) == "it \(told)")
    // The square of v stands for v, by accident.
    #expect(sentence({ v, _ in v * v }, { v, _ in 1 + 0 * v })?.contains(told) != true)
  }

  @Test("sees a division by a variable that is 0 on some case")
  func divisionByZero() {
    func observation(_ c: Double) -> Observation {
      var one = Observation.of(
        ["a": Self.x, "c": Tensor(c)], line: { $0["a"]! / $0["c"]!.scalar }, right: { $0["a"]! },
        readByRight: ["a"])
      // If a line gives no finite numbers, it is not known what it reads.
      if c == 0 { one.reads = [] }
      return one
    }
    let told = "it is divided by \"c\" once too often"
    #expect(Self.sentence([observation(0.3), observation(-1.7), observation(0)]) == told)
    var odd = observation(0)
    odd.value = 2 * Self.x + 1
    #expect(Self.sentence([observation(0.3), observation(-1.7), odd]) != told)
  }
}
