import Diagnosis
import FlatBackprop
import Testing

// Another operator, and what only looks like a surplus.

extension TruthTests {
  @Test("names axes that are exchanged; where a line asks for the shape, only a square shows it")
  func exchangedAxes() {
    func numbers(_ shape: [Int]) -> Tensor {
      let count: Int = shape.reduce(1, *)
      let remainders: [Int] = (0..<count).map { ($0 * 37 + 11) % 101 }
      return Tensor(shape: shape, remainders.map { Double($0) / 9 })
    }
    func observation(
      _ shape: [Int], _ line: @escaping (Tensor) -> Tensor, _ right: (Tensor) -> Tensor
    ) -> Observation {
      .of(
        ["w": numbers(shape), "b": Tensor(0.7)],
        line: { line($0["w"]!) + $0["b"]!.scalar }, right: { right($0["w"]!) + $0["b"]!.scalar },
        readByRight: ["w", "b"])
    }
    func rows(_ w: Tensor) -> Tensor { w.reshaped([w.shape[0], w.count / w.shape[0]]) }
    let square = observation([2, 3, 4, 4], { rows($0.permuted([0, 1, 3, 2])) }, rows)
    let oblong = observation([2, 3, 4, 5], { rows($0.permuted([0, 1, 3, 2])) }, rows)
    let told = "the rows and columns of \"w\" are exchanged"
    #expect(Self.sentence([square]) == told)
    #expect(Self.sentence([square, oblong]) == told)
    #expect(
      Self.sentence([observation([2, 3, 2, 4], { rows($0.permuted([2, 1, 0, 3])) }, rows)])
        == "the axes 0 and 2 of \"w\" are taken for each other")
    // A line that is right on a square has nothing exchanged.
    let right = observation([2, 3, 4, 4], rows, rows)
    #expect(Self.sentence([square, right]) != told)
  }

  @Test("names an operator that is another one, whichever side comes first in the alphabet")
  func operators() {
    func sentence(_ line: @escaping (Values) -> Tensor, _ right: (Values) -> Tensor) -> String? {
      Self.sentence([
        .of(["a": Self.x, "b": Self.w], line: line, right: right, readByRight: ["a", "b"])
      ])
    }
    #expect(
      sentence({ $0["a"]! * $0["b"]! }, { $0["a"]! + $0["b"]! })
        == "\"a\" and \"b\" are multiplied, but should be added")
    #expect(
      sentence({ $0["a"]! * $0["b"]! }, { $0["a"]! - $0["b"]! })
        == "\"a\" and \"b\" are multiplied, but should be subtracted")
    #expect(
      sentence({ $0["a"]! * $0["b"]! }, { $0["b"]! - $0["a"]! })
        == "\"b\" and \"a\" are multiplied, but should be subtracted")
    // Both at once are no operator that is another one.
    #expect(sentence({ $0["a"]! * $0["b"]! + 1 }, { $0["a"]! + $0["b"]! }) == nil)
  }

  @Test("names a maximum that should be a sum, and the other way round")
  func reductions() {
    func sentence(_ line: @escaping (Values) -> Tensor, _ right: (Values) -> Tensor) -> String? {
      Self.sentence([.of(["a": Self.x], line: line, right: right, readByRight: ["a"])])
    }
    #expect(
      sentence({ $0["a"]!.max(axis: 0) }, { $0["a"]!.sum(axis: 0) })
        == "it is the maximum of \"a\" along axis 0, but should be the sum")
    #expect(
      sentence({ $0["a"]!.sum(axis: 0) }, { $0["a"]!.max(axis: 0) })
        == "it is the sum of \"a\" along axis 0, but should be the maximum")
  }

  @Test("takes no factor for one too many that stands for a mask")
  func masks() {
    func sentence(_ hidden: Tensor, _ right: (Values) -> Tensor) -> String? {
      Self.sentence([
        .of(
          ["a": Self.x, "hidden": hidden], line: { $0["a"]! * $0["hidden"]! }, right: right,
          readByRight: ["a", "hidden"])
      ])
    }
    let surplus = "it has a factor of \"hidden\" too many"
    #expect(
      sentence(Tensor([[2.5, 0, 3.5], [0, 1.7, 2.2]]), { $0["a"]! * ($0["hidden"]! .> 0) })
        != surplus)
    #expect(sentence(Tensor([[2.5, 1.4, 3.5], [0.3, 1.7, 2.2]]), { $0["a"]! + 0 }) == surplus)
  }

  @Test("does not say of what a local gradient is made of that it plays no part")
  func localInputs() {
    func sentence(_ localInputs: Set<VariableName>) -> String? {
      var observation = Observation.of(
        ["a": Self.x, "z": Self.w], line: { $0["a"]! + $0["z"]! }, right: { $0["a"]! + 0 },
        readByRight: ["a"])
      observation.localInputs = localInputs
      return Self.sentence([observation])
    }
    let surplus = "\"z\" plays a part in it, but should not"
    #expect(sentence([]) == surplus)
    #expect(sentence(["z"]) != surplus)
  }

  @Test("takes no variable for another because both make 0 of it")
  func zeros() {
    let values: Values = ["u": Self.x, "v": Tensor([[-1.5, 0, -2.5], [0, -3.5, -1.2]])]
    func sentence(
      _ localInputs: Set<VariableName>, _ line: @escaping (Values) -> Tensor,
      _ right: (Values) -> Tensor
    ) -> String? {
      var observation = Observation.of(values, line: line, right: right, readByRight: ["v"])
      observation.localInputs = localInputs
      return Self.sentence([observation])
    }
    for localInputs in [[], ["u"]] as [Set<VariableName>] {
      #expect(
        sentence(localInputs, { $0["u"]!.max(axis: 1) }, { $0["v"]!.max(axis: 1) })
          == "this is the maximum of \"u\" along axis 1")
    }
    #expect(
      sentence(["u"], { $0["u"]!.sum(axis: 1) }, { $0["v"]!.sum(axis: 1) })
        == "\"u\" seems to stand where \"v\" belongs")
  }

  @Test("leaves open how a size has come in twice")
  func squaredSizes() {
    func sentence(_ factor: Double) -> String? {
      Self.sentence([
        .of(
          ["a": Self.x], line: { factor * $0["a"]! }, right: { $0["a"]! + 0 }, readByRight: ["a"],
          sizes: [("N", 3)])
      ])
    }
    #expect(
      sentence(9)
        == "it is N·N times too large: is a division by N·N missing, or is it multiplied by N where "
        + "it should be divided?")
    #expect(
      sentence(1.0 / 9)
        == "it is N·N times too small: is it divided by N·N once too often, or by N where it should "
        + "be multiplied?")
  }

  @Test("names a maximum inside a line that should be a sum, but not where the line only compares")
  func maximumForSum() {
    func sentence(
      of values: [Tensor] = [Self.x, Self.w], _ line: @escaping (Tensor) -> Tensor,
      _ right: (Tensor) -> Tensor
    ) -> String? {
      Self.sentence(
        values.map { a in
          .of(
            ["a": a, "b": Tensor(0.7)], line: { line($0["a"]!) + $0["b"]!.scalar },
            right: { right($0["a"]!) + $0["b"]!.scalar }, readByRight: ["a", "b"])
        })
    }
    let told = "the maximum of \"a\" along axis 1 is taken, where its sum belongs"
    #expect(sentence({ $0.max(axis: 1) / 3 }, { $0.sum(axis: 1) / 3 }) == told)
    // Of each row one number passes, and all would if they were the sum.
    let rows = Tensor([[0.9, -0.1, -0.2], [-0.5, 2, -0.7]])
    #expect(
      sentence(of: [rows], { 2 * ($0 .> 0).sum(axis: 1) }, { _ in Tensor([6, 6]) })?
        .contains("maximum") != true)
  }

  @Test("names a value that is multiplied in where only its sign should count")
  func valueForMask() {
    func sentence(_ values: [Tensor], _ line: @escaping (Tensor, Tensor) -> Tensor) -> String? {
      Self.sentence(
        values.map { z in
          .of(
            ["dh": Self.w, "z": z], line: { line($0["dh"]!, $0["z"]!) },
            right: { $0["dh"]! * ($0["z"]! .> 0) }, readByRight: ["dh", "z"],
            paths: [
              Observation.Path(
                reader: "h", contribution: Self.w * (z .> 0), local: z .> 0, upstream: Self.w)
            ])
        })
    }
    let told = "it is multiplied by \"z\" itself, which should only decide what passes"
    let mixed = Tensor([[0.3, -1.2, 0.4], [-0.7, 2, 0.1]])
    #expect(sentence([mixed], *) == told)
    #expect(sentence([max(0, mixed)], *) == told)
    // Where all of it passes, it is a factor too many.
    #expect(sentence([abs(mixed)], *) == "it has a factor of \"z\" too many")
  }
}
