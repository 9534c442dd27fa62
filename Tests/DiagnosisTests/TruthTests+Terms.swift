import Diagnosis
import FlatBackprop
import Foundation
import Testing

// One term among several, paths that are multiplied, rows that have a sum, and what a gradient owes
// to what arrives.

extension TruthTests {
  @Test("names the one term that lacks a factor, or has one too many")
  func termFactors() {
    func sentence(_ line: @escaping (Values) -> Tensor, _ right: (Values) -> Tensor) -> String? {
      Self.sentence(of: ["a", "b", "v"], line, right)
    }
    #expect(
      sentence(
        { $0["a"]! - $0["b"]! * $0["v"]!.scalar }, { ($0["a"]! - $0["b"]!) * $0["v"]!.scalar })
        == "the part with \"a\" is not multiplied by \"v\": are parentheses missing?")
    #expect(
      sentence(
        { ($0["a"]! + $0["b"]!) * $0["v"]!.scalar }, { $0["a"]! * $0["v"]!.scalar + $0["b"]! })
        == "the part with \"b\" is multiplied by \"v\", and should not be: do parentheses reach too "
        + "far?")
    func average(_ values: Values) -> Tensor {
      values["v"]!.scalar * values["a"]! + (1 - values["v"]!.scalar) * values["b"]!
    }
    #expect(
      sentence({ ($0["a"]! + $0["b"]!) * $0["v"]!.scalar }, average)
        == "\"b\" is multiplied by \"v\", where 1 − \"v\" belongs")
    #expect(
      sentence({ (1 - $0["v"]!.scalar) * ($0["a"]! + $0["b"]!) }, average)
        == "\"a\" is multiplied by 1 − \"v\", where \"v\" belongs")
    #expect(
      sentence({ $0["v"]!.scalar * $0["a"]! + $0["b"]! }, average)
        == "the part with \"b\" is not multiplied by 1 − \"v\": are parentheses missing?")
    // What is off by as much, but not by a term of the line's, is something else.
    let folded = sentence(
      { ($0["a"]! - $0["b"]!) * $0["v"]!.scalar + tanh($0["a"]!) * (1 - $0["v"]!.scalar) },
      { ($0["a"]! - $0["b"]!) * $0["v"]!.scalar })
    #expect(folded?.contains("the part with") != true)
  }

  @Test("names what is subtracted and divided by a size, and should not be")
  func sizes() {
    func observation(_ a: Tensor, _ n: Int) -> Observation {
      .of(
        ["a": a, "b": 0.9 * a - 0.4], line: { $0["a"]! - $0["b"]! / Double(n) },
        right: { $0["a"]! - $0["b"]! }, readByRight: ["a", "b"], sizes: [("N", n), ("D", 5 - n)])
    }
    #expect(
      Self.sentence([observation(Self.x, 2), observation(Self.w.transposed(), 3)])
        == "the part with \"b\" is divided by N, and should not be: do parentheses reach too far?")
  }

  @Test("names the sum of squares that lacks the factor of another")
  func squaredTerms() {
    func squares(_ value: Tensor) -> Double { (value * value).sum() }
    let cases: [(a: Tensor, v: Double)] = [
      (Self.x, 0.3), (0.7 * Self.w + 0.2, 0.8), (0.2 * Self.x - 1, 0.0), (Self.w, 2.5),
    ]
    let told = Self.sentence(
      cases.map { a, v in
        Observation.of(
          ["a": a, "b": 0.9 * a - 0.4, "v": Tensor(v)],
          line: { Tensor($0["v"]!.scalar * squares($0["a"]!) + squares($0["b"]!)) },
          right: { Tensor($0["v"]!.scalar * (squares($0["a"]!) + squares($0["b"]!))) },
          readByRight: ["a", "b", "v"])
      })
    #expect(told == "the part with \"b\" is not multiplied by \"v\": are parentheses missing?")
  }

  private static func paths(_ contributions: [Tensor]) -> [Observation.Path] {
    zip(["sum", "product"], contributions).map {
      Observation.Path(reader: $0, contribution: $1, local: .ones($1.shape), upstream: $1)
    }
  }

  @Test("sees that contributions are multiplied that should be added")
  func multipliedPaths() {
    func observation(_ line: @escaping (Values) -> Tensor) -> Observation {
      .of(
        ["dsum": Self.x, "dproduct": Self.w], line: line, right: { $0["dsum"]! + $0["dproduct"]! },
        readByRight: ["dsum", "dproduct"], paths: Self.paths([Self.x, Self.w]))
    }
    #expect(
      Self.sentence([observation { tanh($0["dsum"]!) * $0["dproduct"]! }])?.contains("multiplied")
        != true)
    var told = observation { $0["dsum"]! * $0["dproduct"]! }
    told.possibleDependencies = []
    #expect(
      Self.sentence([told]) == "what the paths contribute is multiplied, but should be added")
  }

  @Test("tells a line that is not proportional to what arrives, and one that goes a step too far")
  func upstream() {
    let path = Observation.Path(
      reader: "out", contribution: Self.x * Self.w, local: Self.w, upstream: Self.x)
    func observation(_ line: @escaping (Values) -> Tensor) -> Observation {
      .of(
        ["dout": Self.x, "w": Self.w], line: line, right: { $0["dout"]! * $0["w"]! },
        readByRight: ["dout", "w"], paths: [path])
    }
    var square = observation { tanh($0["dout"]!) * (1.3 - $0["dout"]!) }
    #expect(Self.sentence([square]) == nil)
    square.isProportional = false
    #expect(
      Self.sentence([square])?.hasPrefix("twice \"dout\" should give twice the gradient") == true)
    var later = observation { $0["dout"]! * $0["w"]! * ($0["w"]! + 0.3) }
    #expect(Self.sentence([later]) == nil)
    later.later = [Observation.Variable("dx", Self.x * Self.w * (Self.w + 0.3))]
    #expect(
      Self.sentence([later])
        == "this is \"dx\" already, a later line: it takes several steps at once")
  }

  @Test("names the function whose derivative is in it")
  func derivatives() {
    let out = Self.sigmoid(Self.w)
    let local = out * (1 - out)
    func sentence(_ line: @escaping (Values) -> Tensor) -> String? {
      Self.sentence([
        .of(
          ["dout": Self.x, "out": out], line: line,
          right: { $0["dout"]! * $0["out"]! * (1 - $0["out"]!) }, readByRight: ["dout", "out"],
          paths: [
            Observation.Path(
              reader: "out", contribution: Self.x * local, local: local, upstream: Self.x)
          ])
      ])
    }
    #expect(
      sentence { $0["dout"]! * (1 - $0["out"]! * $0["out"]!) }
        == "the derivative in it is that of a hyperbolic tangent, 1 − \"out\"²")
    #expect(
      sentence { $0["dout"]! / (2 * $0["out"]!) }
        == "the derivative in it is that of a square root, 1 / (2 · \"out\")")
    #expect(sentence { $0["dout"]! * (1.1 - $0["out"]! * $0["out"]!) } == nil)
    // The same number everywhere may be anything: 2 · (1 − 2) is −2.
    let two = 2 * Tensor.ones([2, 3])
    let doubled = Observation.of(
      ["dout": Self.x, "v": two], line: { -($0["dout"]! * $0["v"]!) },
      right: { $0["dout"]! * ($0["v"]! + 3.3) }, readByRight: ["dout", "v"],
      paths: [
        Observation.Path(
          reader: "out", contribution: 5.3 * Self.x, local: two + 3.3, upstream: Self.x)
      ])
    #expect(Self.sentence([doubled])?.contains("derivative") != true)
  }

  @Test("names a number that goes into what the line divides by only if nothing else is known")
  func settings() {
    let std = sqrt(Self.x * Self.x + 0.1)
    func told(_ reads: Bool) -> String? {
      var observation = Observation.of(
        ["dstd": Self.w, "std": std, "epsilon": Tensor(0.1)], line: { 0.5 * $0["dstd"]! },
        right: { 0.5 * $0["dstd"]! / $0["std"]! }, readByRight: ["dstd", "std", "epsilon"],
        paths: [
          Observation.Path(
            reader: "std", contribution: 0.5 * Self.w / std, local: 0.5 / std, upstream: Self.w)
        ])
      observation.unread = ["epsilon"]
      observation.properties = [
        Observation.Property("\"epsilon\" is 0", false, .option, of: "epsilon")
      ]
      if reads { observation.possibleDependencies = ["dstd", "epsilon"] }
      return Self.sentence([observation])
    }
    #expect(told(false) == "a division by \"std\" is missing")
    #expect(told(true) == "it does not use \"epsilon\"")
  }

  @Test("knows what the rows of probabilities, of their logarithms and of their gradients sum to")
  func rows() {
    func softmax(_ a: Tensor) -> Tensor {
      exp(a) / exp(a).sum(axis: 1).expand(axis: 1, count: a.shape[1])
    }
    func sentence(_ line: @escaping (Tensor) -> Tensor, _ right: (Tensor) -> Tensor) -> String? {
      Self.sentence(
        [Self.x, Self.w].map { a in
          .of(["a": a], line: { line($0["a"]!) }, right: { right($0["a"]!) }, readByRight: ["a"])
        })
    }
    #expect(
      sentence({ softmax($0) * (1 + 0.1 * tanh($0)) }, softmax) == "each row should sum to 1")
    #expect(
      sentence({ log(softmax($0)) + 0.1 * tanh($0) }, { log(softmax($0)) })
        == "the exponentials of each row should sum to 1, as they are probabilities")
    // Of what has no such sum, nothing is said.
    #expect(sentence({ $0 * (1 + 0.1 * tanh($0)) }, { $0 }) == nil)
  }
}
