import Diagnosis
import FlatBackprop
import Foundation
import Testing

// What should have gone through a function on its way into a line, and what should not.

extension TruthTests {
  @Test("names what goes in without its square, alone or with all that goes in beside it")
  func squares() {
    func sentence(
      _ line: @escaping (Values) -> Tensor, _ right: (Values) -> Tensor,
      reading names: Set<VariableName> = ["reg", "a", "b"]
    ) -> String? {
      Self.sentence(
        [Self.x, 3 * Self.x + 0.7].map { a in
          .of(
            ["reg": Tensor(0.3), "a": a, "b": Self.w], line: line, right: right,
            readByRight: names)
        })
    }
    #expect(
      sentence(
        { $0["reg"]! * $0["a"]!.sum() }, { $0["reg"]! * ($0["a"]! * $0["a"]!).sum() },
        reading: ["reg", "a"])
        == "it takes the sum of \"a\", where the sum of the squares belongs")
    #expect(
      sentence(
        { ($0["a"]! + 1).map(tanh) * $0["reg"]!.scalar },
        { ($0["a"]! * $0["a"]! + 1).map(tanh) * $0["reg"]!.scalar },
        reading: ["reg", "a"])
        == "it is right with the square of \"a\" in its place: is the square missing, or the square "
        + "root too much?")
    #expect(
      sentence(
        { $0["a"]! + $0["b"]! + $0["reg"]!.scalar },
        { $0["a"]! * $0["a"]! + $0["b"]! * $0["b"]! + $0["reg"]!.scalar })
        == "it is right with the squares of \"a\" and \"b\" in their places: are the squares missing, "
        + "or the square roots too much?")
    // One squared, the other cubed: no single function repairs it.
    #expect(
      sentence(
        { $0["a"]! + $0["b"]! + $0["reg"]!.scalar },
        { $0["a"]! * $0["a"]! + $0["b"]! * $0["b"]! * $0["b"]! + $0["reg"]!.scalar }) == nil)
  }

  @Test("names a root that is taken of what should go in as it is")
  func roots() {
    func line(_ v: Tensor) -> Tensor { 0.1 * v + 1.35 }
    func observation(_ v: Tensor) -> Observation {
      .of(
        ["m": Tensor(0.9), "v": v], line: { line(sqrt($0["v"]!)) }, right: { line($0["v"]!) },
        readByRight: ["m", "v"])
    }
    let one = observation(Tensor([4, 2.25, 0.49]))
    #expect(
      Self.sentence([one, observation(Tensor([1.3, 7, 0.2]))])?
        .contains("or the square root too much") == true)
    // A single number may be an accident.
    #expect(Self.sentence([observation(Tensor([4]))]) == nil)
  }

  @Test("takes no exponential for missing that only lets through what a mask stops")
  func masked() {
    func sentence(_ mask: Tensor) -> String? {
      Self.sentence(
        [Self.x, 3 * Self.x + 0.7].map { a in
          .of(
            ["a": a, "m": mask], line: { $0["a"]! + $0["m"]! },
            right: { $0["a"]! + $0["m"]!.map(exp) }, readByRight: ["a", "m"])
        })
    }
    let told =
      "it is right with the exponential of \"m\" in its place: is the exponential missing, or the "
      + "logarithm too much?"
    #expect(sentence(Tensor([[0.3, 1.2, -0.4], [0.7, 2, 0.1]])) == told)
    #expect(sentence(Tensor([[0, 1.2, 0], [0.7, 2, 0.1]])) != told)
    // A threshold of 1 in place of 0 is no exponential, either.
    let threshold = Self.sentence(
      [Self.x, 0.4 * Self.x + 0.1].map { a in
        .of(["m": a], line: { $0["m"]! .> 1 }, right: { $0["m"]! .> 0 }, readByRight: ["m"])
      })
    #expect(threshold != told)
    // Nor where the mask is multiplied in.
    let gradient = Self.sentence(
      [Self.x, 0.4 * Self.x + 0.1].map { a in
        .of(
          ["m": a, "dh": Self.w], line: { $0["dh"]! * ($0["m"]! .> 1) },
          right: { $0["dh"]! * ($0["m"]! .> 0) }, readByRight: ["m", "dh"])
      })
    #expect(gradient != told)
  }

  @Test(
    "names a number that belongs under the root, in all three ways to leave it outside",
    arguments: [0.25, 1e-3])
  func outsideTheRoot(_ number: Double) {
    func sentence(
      _ variance: Tensor, _ line: @escaping (Tensor, Double) -> Tensor,
      _ right: (Tensor, Double) -> Tensor
    ) -> String? {
      Self.sentence([
        .of(
          ["variance": variance, "epsilon": Tensor(number)],
          line: { line($0["variance"]!, $0["epsilon"]!.scalar) },
          right: { right($0["variance"]!, $0["epsilon"]!.scalar) },
          readByRight: ["variance", "epsilon"])
      ])
    }
    func root(_ variance: Tensor, _ epsilon: Double) -> Tensor { sqrt(variance + epsilon) }
    func inverse(_ variance: Tensor, _ epsilon: Double) -> Tensor { 1 / root(variance, epsilon) }
    let told = "\"epsilon\" belongs under the root"
    for variance in [Tensor([3, 0.7, 1.9]), Tensor([3, 0, 1.9])] {
      #expect(sentence(variance, { sqrt($0) + $1 }, root) == told)
      #expect(sentence(variance, { 1 / (sqrt($0) + $1) }, inverse) == told)
    }
    #expect(sentence(Tensor([3, 0.7, 1.9]), { 1 / sqrt($0) + $1 }, inverse) == told)
    // Twice the number under the root is another mistake.
    #expect(sentence(Tensor([3, 0.7, 1.9]), { sqrt($0 + 2 * $1) }, root) != told)
  }
}
