import FlatBackprop

extension Mutants {
  private static func mistake(
    _ function: String, _ line: String, _ name: String, cause: String,
    _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .mistake("11-convnet", function, line, name, cause: cause, body)
  }

  private static func variant(
    _ function: String, _ line: String, _ name: String,
    _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .variant("11-convnet", function, line, name, body)
  }

  static let convNetMistakes: [Mutant] = [
    mistake("heInitialized", "fanIn", "the outputs", cause: "") {
      Tensor($0["shape"].count == 4 ? $0.filterCount : $0["shape"][1])
    },
    mistake("heInitialized", "fanIn", "one channel", cause: "") {
      $0["shape"].count == 4
        ? Tensor($0["shape"][2] * $0["shape"][3]) : Tensor($0["shape"][0])
    },
    mistake("heInitialized", "deviation", "no root", cause: "the square of what it should be") {
      2 / $0["fanIn"]
    },
    mistake("heInitialized", "deviation", "no 2", cause: "1/√2 times") {
      sqrt(1 / $0["fanIn"])
    },
    mistake(
      "heInitialized", "deviation", "not the reciprocal",
      cause: "the reciprocal of what it should be"
    ) {
      sqrt($0["fanIn"] / 2)
    },
    mistake(
      "heInitialized", "w", "the variance for the deviation",
      cause: "factor of \"deviation\" too many"
    ) { values in
      var random = SeededGenerator(seed: UInt64(values.integer("seed")))
      let deviation = values["deviation"].scalar
      return .normal(
        values["shape"].elements.map { Int($0) }, deviation: deviation * deviation,
        using: &random)
    },
    mistake("momentumStep", "nextVelocity", "uphill", cause: "goes in with the wrong sign") {
      $0["momentum"].scalar * $0["velocity"] + $0["rate"].scalar * $0["dw"]
    },
    mistake("momentumStep", "nextVelocity", "no momentum", cause: "does not use \"momentum\"") {
      -$0["rate"].scalar * $0["dw"]
    },
    mistake("momentumStep", "nextVelocity", "no rate", cause: "does not use \"rate\"") {
      $0["momentum"].scalar * $0["velocity"] - $0["dw"]
    },
    mistake(
      "momentumStep", "nextVelocity", "momentum is not used", cause: "does not use \"momentum\""
    ) { $0["velocity"] - $0["rate"].scalar * $0["dw"] },
    mistake(
      "momentumStep", "nextW", "subtracted", cause: "\"nextVelocity\" goes in with the wrong sign"
    ) { $0["w"] - $0["nextVelocity"] },
    mistake(
      "momentumStep", "nextW", "the velocity before", cause: "\"velocity\" seems to stand where"
    ) { $0["w"] + $0["velocity"] },
    mistake(
      "momentumStep", "nextW", "only the step", cause: "does not use \"w\""
    ) {
      $0["nextVelocity"]
    },
  ]

  static let convNetVariants: [Mutant] = [
    variant("heInitialized", "fanIn", "by the number of weights") {
      let sizes = $0["shape"].elements
      return Tensor(sizes.reduce(1, *) / (sizes.count == 4 ? sizes[0] : sizes[1]))
    },
    variant("heInitialized", "w", "standard numbers, scaled") { values in
      var random = SeededGenerator(seed: UInt64(values.integer("seed")))
      return .normal(values["shape"].elements.map { Int($0) }, using: &random)
        * values["deviation"].scalar
    },
    variant("momentumStep", "nextVelocity", "the other order") {
      -($0["rate"].scalar * $0["dw"] - $0["velocity"] * $0["momentum"].scalar)
    },
    variant("momentumStep", "nextW", "without the velocity's line") {
      $0["w"] + $0["momentum"].scalar * $0["velocity"] - $0["rate"].scalar * $0["dw"]
    },
  ]
}

extension Values {
  /// The number of outputs that a filter's weights have a share in: as many as there are filters
  /// and places in a filter.
  fileprivate var filterCount: Double {
    self["shape"][0] * self["shape"][2] * self["shape"][3]
  }
}
