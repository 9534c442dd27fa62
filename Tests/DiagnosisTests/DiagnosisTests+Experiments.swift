import Diagnosis
import FlatBackprop
import Testing

// What is put to the test, and what is not told.

extension DiagnosisTests {
  @Test("names a logarithm of another base, and a function that is missing")
  func functions() {
    let right = Tensor([-0.7, -1.3, -3, -0.2])
    #expect(
      Self.sentence(Observation(value: right * 0.4342944819032518, right: right))
        == "it is a constant times what it should be: is its logarithm the natural one?")
    #expect(
      Self.sentence(Observation(value: exp(right), right: right))
        == "the logarithm is missing, or an exponential is too much")
  }

  @Test("names what an experiment repairs, in every case")
  func experiments() {
    func observation(_ x: Double, _ right: @escaping (Values) -> Tensor) -> Observation {
      .of(
        ["x": Tensor([x, 3]), "out": Tensor([2, 5])], line: { $0["x"]! * 2 - 1 }, right: right,
        readByRight: ["out"])
    }
    func wanted(_ values: Values) -> Tensor { values["out"]! * 2 - 1 }
    #expect(
      Self.sentence(observation(4, wanted)) == "\"x\" seems to stand where \"out\" belongs")
    #expect(
      Self.sentence(observation(4, wanted), observation(6) { $0["out"]! * 2 }) == nil)
    // A one can stand in anything's place.
    let one = Observation.of(
      ["x": Tensor([1, 1]), "out": Tensor([2, 5])], line: { $0["x"]! * 2 - 1 }, right: wanted,
      readByRight: ["out"])
    #expect(Self.sentence(one) == nil)
  }

  @Test("names what the line does not look at")
  func unread() {
    var observation = Observation(value: Tensor([1.3, 2.1]), right: Tensor([0.2, 5]))
    observation.unread = ["b1"]
    observation.dependencies = ["b1"]
    #expect(Self.sentence(observation) == "it does not use \"b1\"")
  }

  @Test("takes one entry apart where the sum hides what is wrong")
  func rows() {
    func observation(_ value: [Double], _ right: [Double]) -> Observation {
      let upstream = Tensor([2, -1, 0.5, 3])
      func sum(_ row: [Double]) -> Tensor {
        Tensor([zip(row, upstream.elements).reduce(0) { $0 + $1.0 * $1.1 }])
      }
      return Observation(
        value: sum(value), right: sum(right),
        paths: [
          Observation.Path(
            reader: "out", contribution: sum(right), local: Tensor([right.reduce(0, +)]),
            upstream: upstream, rows: [Observation.Row(entry: 0, value: value, right: right)])
        ])
    }
    let right = [1.5, 2, -3, 0.5]
    #expect(
      Self.sentence(observation([0, 0, -3, 0], right))?.hasSuffix("gradients add") == true)
    #expect(
      Self.sentence(observation([1.5, 0, -3, 0], right))
        == "an entry is a sum over several entries of \"dout\", and some are left out")
    #expect(
      Self.sentence(observation(right, [1.5, 2, -3, 0]))
        == "entries of \"dout\" go into it where the local gradient of \"out\" is 0")
    #expect(
      Self.sentence(observation([1.25, -2, 4, 0.75], right))
        == "the local gradient of \"out\" is wrong, which the gradient of \"out\" is multiplied by")
  }

  @Test("is silent about a value that nothing explains")
  func silence() {
    let value = Tensor([[0.51, -1.1, 2.3], [2.9, -0.2, 0.4]])
    var observation = Self.onePath(value)
    observation.sizes = [("N", 2), ("D", 3)]
    observation.others = [
      Observation.Variable("x", Self.upstream + 1),
      Observation.Variable("w", Self.upstream * 2 - 0.3),
    ]
    #expect(Self.sentence(observation) == nil)
  }

  @Test("is silent about a single number that could be anything's multiple")
  func singleNumber() {
    #expect(Self.sentence(Observation(value: Tensor(3.7), right: Tensor(1.1))) == nil)
    #expect(Self.sentence(Observation(value: Tensor(3), right: Tensor(1))) == nil)
  }

  @Test("is silent where no case is wrong, and stands at no kink")
  func nothingWrong() {
    #expect(Self.sentence() == nil)
    #expect(
      Self.sentence(Observation(value: Self.right, right: Self.right, isWrong: false)) == nil)
    // At a kink several values are right, so that entry tells nothing.
    var value = -Self.right
    value[0, 0] = 0.125
    #expect(
      Self.sentence(Observation(value: value, right: Self.right, blind: [0])) == "its sign is wrong"
    )
  }

  @Test("never tells a number of the right value")
  func secrets() {
    let wrong = Observation(value: Self.right + 0.75, right: Self.right)
    #expect(Self.sentence(wrong) == "it is 0.75 too large everywhere")
  }
}
