import Diagnosis
import FlatBackprop
import Testing

// What is multiplied in, and what a mask lets through.

extension DiagnosisTests {
  @Test("names a variable that is one factor too many, or missing, or 0")
  func variables() {
    let x = Tensor([[2, 3, -1], [4, 0.5, 7]])
    var observation = Observation(
      value: Self.right * x, right: Self.right, others: [Observation.Variable("x", x)])
    observation.reads = ["x"]
    #expect(Self.sentence(observation) == "it has a factor of \"x\" too many")
    observation = Observation(
      value: Self.right, right: Self.right * x, others: [Observation.Variable("x", x)])
    #expect(Self.sentence(observation) == "a factor of \"x\" is missing")
    let none = Observation(
      value: Self.right, right: .zeros([2, 3]), scale: 1,
      others: [Observation.Variable("x", .zeros([2, 3]))])
    #expect(Self.sentence(observation, none) == "a factor of \"x\" is missing")
  }

  @Test("sees that a gradient does not vanish with what arrives")
  func added() {
    var observation = Self.onePath(Self.upstream + Self.right.map { $0 * $0 })
    #expect(Self.sentence(observation) == nil)
    observation.vanishes = false
    #expect(
      Self.sentence(observation)
        == "it is not 0 where \"dout\" is 0: some of it is not multiplied by what arrives")
  }

  @Test("takes no part of a gradient that is 0 anyway for a factor")
  func factorOfZero() {
    let observation = Observation(
      value: 3.5 * Self.right, right: Self.right,
      paths: [
        Observation.Path(
          reader: "out", contribution: Self.right, local: Self.right / Self.upstream,
          upstream: Self.upstream),
        Observation.Path(
          reader: "maxima", contribution: .zeros([2, 3]), local: Self.upstream,
          upstream: .zeros([2, 3])),
      ],
      others: [Observation.Variable("dmaxima", .zeros([2, 3]))])
    #expect(
      Self.sentence(observation) == "the path through \"out\" is 3.5 times what it should be")
  }

  @Test("names a mask that is turned round, or asks for another variable")
  func masks() {
    let mask = Tensor([[1, 0, 1], [1, 0, 0]])
    func observation(_ value: Tensor) -> Observation {
      var observation = Observation(
        value: value, right: Self.upstream * mask,
        paths: [
          Observation.Path(
            reader: "out", contribution: Self.upstream * mask, local: mask,
            upstream: Self.upstream)
        ],
        others: [Observation.Variable("dout", Self.upstream)])
      observation.reads = ["dout"]
      return observation
    }
    #expect(
      Self.sentence(observation(Self.upstream * (1 - mask)))
        == "it lets through what \"out\" stops, and stops what \"out\" lets through")
    #expect(
      Self.sentence(observation(max(0, Self.upstream)))
        == "it passes where \"dout\" is positive: \"out\" passes elsewhere")
  }
}
