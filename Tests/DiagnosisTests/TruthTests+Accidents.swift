import Diagnosis
import FlatBackprop
import Testing

// What agrees by an accident of a case's numbers.

extension TruthTests {
  @Test("refutes what repairs a line only with the numbers of the case")
  func moved() {
    // The columns of b add up to 0, so that a (b + 1) has the right sums when both are swapped.
    let b = Tensor([[0.5, -1.25, 2], [-0.5, 1.25, -2]])
    let values: Values = ["a": Self.x, "b": b]
    func observation(_ values: Values) -> Observation {
      .of(
        values, line: { ($0["a"]! * ($0["b"]! + 1)).sum(axis: 0) },
        right: { ($0["a"]! * $0["b"]!).sum(axis: 0) }, readByRight: ["a", "b"])
    }
    var one = observation(values)
    #expect(Self.sentence([one]) == "\"a\" and \"b\" are swapped")
    one.moving = { names in
      observation(
        values.merging(
          names.map { ($0, values[$0]! * Tensor([[0.9, 1.2, 0.8], [1.1, 0.7, 1]])) }
        ) {
          $1
        })
    }
    #expect(Self.sentence([one])?.contains("swapped") != true)
  }

  @Test("does not blame an upstream gradient of ones that is not read")
  func ones() {
    func sentence(upstream: Double) -> String? {
      let first = Observation.Path(
        reader: "scores", contribution: Self.x, local: Self.x, upstream: .ones([2, 3]))
      let second = Observation.Path(
        reader: "loss", contribution: 2 * upstream * Self.w, local: 2 * Self.w,
        upstream: Tensor(upstream))
      var observation = Observation(
        value: Self.x + Self.w, right: Self.x + 2 * upstream * Self.w, paths: [first, second],
        others: [
          Observation.Variable("dloss", Tensor(upstream)), Observation.Variable("w", Self.w),
        ])
      observation.reads = ["w"]
      observation.unread = ["dloss"]
      observation.dependencies = ["dloss"]
      return Self.sentence([observation])
    }
    #expect(sentence(upstream: 2) == "it does not use \"dloss\"")
    #expect(sentence(upstream: 1) == "the path through \"loss\" is 2 times too small")
  }

  @Test("names a quotient of whole numbers, and does not take other zeros for one")
  func integerDivision() {
    func observation(_ n: Int, _ value: (Tensor) -> Tensor) -> Observation {
      let right = Self.x / Double(n)
      return Observation(
        value: value(right), right: right, isWrong: value(right) != right, sizes: [("N", n)])
    }
    let zeros: (Tensor) -> Tensor = { 0 * $0 }
    let told = "it is 0 unless N is 1: 1 / 2 of whole numbers is 0, so divide by a Double"
    #expect(Self.sentence([observation(3, zeros), observation(1) { $0 }]) == told)
    #expect(Self.sentence([observation(3, zeros)]) == "it is zero everywhere")
    #expect(Self.sentence([observation(3, zeros), observation(2) { $0 }]) != told)
  }

  @Test("does not take what belongs there for a mask, nor zeros for a repair")
  func standIns() {
    func sentence(_ step: VariableName?, _ right: @escaping (Values) -> Tensor) -> String? {
      var values: Values = ["nets": Self.x, "dout": Self.w]
      values.merge(step.map { [$0: Self.x .> 0] } ?? [:]) { $1 }
      let path = Observation.Path(
        reader: "out", contribution: right(values), local: Self.x, upstream: Self.w)
      return Self.sentence([
        .of(
          values, line: { $0["dout"]! * $0["nets"]! }, right: right, readByRight: ["dout"],
          paths: [path])
      ])
    }
    let told = "it is multiplied by \"nets\" itself, which should only decide what passes"
    #expect(sentence(nil) { $0["dout"]! * ($0["nets"]! .> 0) } == told)
    #expect(sentence("hidden") { $0["dout"]! * ($0["nets"]! .> 0) } != told)
    // With a mask in its place the line gives zeros, and so do many others.
    let negative: Values = ["nets": Tensor([[-1.5, 2, -0.5], [-2, 3, -1]]), "dout": Self.w]
    let zeros = Tensor.zeros([2])
    let path = Observation.Path(
      reader: "out", contribution: zeros, local: zeros, upstream: Tensor([1, 1]))
    let zeroed = Observation.of(
      negative, line: { $0["nets"]!.slice(axis: 1, at: 0) }, right: { _ in zeros },
      readByRight: ["dout"], paths: [path])
    #expect(Self.sentence([zeroed]) != told)
  }
}
