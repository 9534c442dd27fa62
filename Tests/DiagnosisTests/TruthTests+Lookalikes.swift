import Diagnosis
import FlatBackprop
import Foundation
import Testing

// What looks like one slip and is another.

extension TruthTests {
  @Test("tells a mask that is turned round from two sides that are exchanged")
  func sides() {
    func sentence(_ line: @escaping (Tensor) -> Tensor, _ right: (Tensor) -> Tensor) -> String? {
      Self.sentence([
        .of(
          ["x": Tensor([[0.3, -1.2, 0.4], [-0.7, 2, 0.1]])], line: { line($0["x"]!) },
          right: { right($0["x"]!) }, readByRight: ["x"])
      ])
    }
    #expect(
      sentence({ ($0 .<= 0) + 0.1 * ($0 .> 0) }, { ($0 .> 0) + 0.1 * ($0 .<= 0) })
        == "what belongs where \"x\" is positive stands where it is negative, and the other way round"
    )
    #expect(sentence({ 3 - $0 }, { 3 + $0 }) == "\"x\" goes in with the wrong sign")
    let ones = Observation.of(
      ["m": Tensor([[0, 1, 1], [1, 0, 1]]), "x": Self.x],
      line: { (1 - $0["m"]!) * $0["x"]! }, right: { $0["m"]! * $0["x"]! }, readByRight: ["m", "x"])
    #expect(Self.sentence([ones]) == "the ones and zeros of \"m\" are exchanged")
  }

  @Test("swaps nothing with what is the same everywhere, and divides by nothing that has a twin")
  func twins() {
    func sentence(_ even: Tensor) -> String? {
      Self.sentence([
        .of(
          ["r": Self.x - 2, "d": even], line: { 2 * $0["d"]! * abs($0["r"]!) },
          right: { 2 * $0["d"]! * $0["r"]! }, readByRight: ["r", "d"])
      ])
    }
    #expect(sentence(Tensor(repeating: 0.25, shape: Self.x.shape))?.contains("swapped") != true)
    // What is too much is what the line looks at, and not what it would be divided by.
    let mask = Tensor([[1, 0, 1], [0, 1, 1]])
    let second = mask * (abs(Self.x) + 1.3) - 0.4 * (1 - mask)
    let twin = Observation.of(
      ["dout": Self.w, "second": second, "out": mask * second + 0.7 * (1 - mask)],
      line: { $0["dout"]! * mask * $0["second"]! }, right: { $0["dout"]! * mask },
      readByRight: ["dout", "out"])
    #expect(Self.sentence([twin])?.contains("division by \"out\"") != true)
  }

  @Test("tells what scales a whole entry from a local gradient that is wrong in some of its terms")
  func scaledEntries() {
    func sentence(_ factors: [Double]) -> String? {
      let (upstream, terms) = (Tensor([1.5, -0.7, 2.2]), [0.4, 1.1, -0.6])
      let right = zip(terms, upstream.elements).map { $0 * $1 }.reduce(0, +)
      let given = zip(factors, terms).map { $0 * $1 }
      let value = zip(given, upstream.elements).map { $0 * $1 }.reduce(0, +)
      var path = Observation.Path(
        reader: "out", contribution: Tensor([right, 1.3]), local: Tensor([0.9, 0.2]),
        upstream: upstream)
      path.rows = [Observation.Row(entry: 0, value: given, right: terms)]
      return Self.sentence([
        Observation(value: Tensor([value, 1.3]), right: Tensor([right, 1.3]), paths: [path])
      ])
    }
    let told = "each entry is off by a factor of its own"
    #expect(sentence([0.23, 0.23, 0.23])?.hasPrefix(told) == true)
    #expect(
      sentence([0.23, 0.31, 0.23])?.hasPrefix("the local gradient of \"out\" is wrong") == true)
  }

  @Test("does not miss a path that the line takes up, though nothing is left of it")
  func pathTakenUp() {
    let (first, second) = (Self.x + 9, Self.w)
    func sentence(_ reads: Set<VariableName>) -> String? {
      var observation = Observation(
        value: first, right: first + second,
        paths: [("product", first), ("sum", second)].map {
          Observation.Path(reader: $0, contribution: $1, local: 0.3 * $1, upstream: $1 / 0.3)
        })
      observation.reads = reads
      return Self.sentence([observation])
    }
    let told = "the path through \"sum\" is missing"
    #expect(sentence(["dproduct"]) == told)
    #expect(sentence(["dproduct", "dsum"]) != told)
  }

  @Test("takes no factor away that stands under a root")
  func factorsUnderRoots() {
    func sentence(_ line: @escaping (Double) -> Double) -> String? {
      Self.sentence(
        [[3.0, 1.7, 5.1], [2.6, 0.4, 7.3]].map { n in
          .of(
            ["n": Tensor(n), "b": Tensor(2)], line: { $0["n"]!.map(line) },
            right: { $0["n"]!.map { (2 / $0).squareRoot() } }, readByRight: ["n", "b"])
        })
    }
    #expect(sentence { (2 * $0).squareRoot() }?.contains("factor of \"n\"") != true)
  }
}
