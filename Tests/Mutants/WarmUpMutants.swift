import FlatBackprop

extension Mutants {
  private static let sumTimes = Site("00-warm-up", "sumTimes")

  static let warmUpMistakes: [Mutant] = [
    sumTimes.mistake("q", "a difference", cause: "\"y\" goes in with the wrong sign") {
      $0["x"] - $0["y"]
    },
    sumTimes.mistake("f", "the product with x", cause: "\"x\" seems to stand where \"z\"") {
      $0["q"] * $0["x"]
    },
    // The right number, but with it nothing would flow back through q.
    sumTimes.mistake("f", "past the sum", cause: "write it with \"q\"") {
      $0["x"] * $0["z"] + $0["y"] * $0["z"]
    },
    sumTimes.mistake("df", "zero", cause: "zero everywhere") { _ in Tensor(0) },
    sumTimes.mistake("dq", "q itself", cause: "\"q\" seems to stand where \"z\"") {
      $0["df"] * $0["q"]
    },
    sumTimes.mistake("dz", "z itself", cause: "\"z\" seems to stand where \"q\"") {
      $0["df"] * $0["z"]
    },
    sumTimes.mistake("dz", "only handed on", cause: "local gradient of \"f\" is missing") {
      $0["df"]
    },
    sumTimes.mistake("dx", "times x", cause: "a factor of \"x\" too many") {
      $0["dq"] * $0["x"]
    },
    sumTimes.mistake("dy", "one", cause: "\"dq\" is ignored") { _ in Tensor(1) },
  ]

  static let warmUpVariants: [Mutant] = [
    sumTimes.variant("q", "in a loop") { [$0["y"], $0["x"]].reduce(Tensor(0), +) },
    sumTimes.variant("dx", "all the way from f") { $0["df"] * $0["z"] },
    sumTimes.variant("dz", "the sum once more") { ($0["x"] + $0["y"]) * $0["df"] },
  ]
}
