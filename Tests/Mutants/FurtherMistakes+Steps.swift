import FlatBackprop

// Steps through time, the rules before backprop, and features.

extension Mutants {
  private static let recurrent = Site("12-recurrent", "recurrentNet")
  private static let vanishing = Site("12-recurrent", "gradientNorms")

  static let moreRecurrentMistakes: [Mutant] = [
    recurrent.mistake("s", "the biases subtracted", cause: "\"b\" goes in with the wrong sign") {
      $0.previous.matmul($0["wx"]) + $0.arriving.matmul($0["wa"])
        - $0["b"].expand(axis: 0, count: $0["x0"].shape[0])
    },
    recurrent.mistake("s", "the state before the last", cause: "does not use \"x(t−1)\"") {
      let x = $0.step <= 2 ? $0["x0"] : $0["x", $0.step - 2]
      return x.matmul($0["wx"]) + $0.arriving.matmul($0["wa"])
        + $0["b"].expand(axis: 0, count: x.shape[0])
    },
    recurrent.mistake("loss", "over the steps", cause: "divided by T where it should be") {
      Tensor(pow($0["residuals"], 2).sum() / Double($0["a"].shape[0]))
    },
    recurrent.mistake("ds", "the square less 1", cause: "its sign is wrong") {
      $0["dx", $0.step] * ($0["x", $0.step] * $0["x", $0.step] - 1)
    },
    recurrent.mistake("dwa", "dx for ds", cause: "\"dx\" seems to stand where \"ds\"") {
      values in
      (1...values["a"].shape[0]).reduce(.zeros(values["wa"].shape)) {
        $0 + values["a"].slice(axis: 0, at: $1 - 1).transposed().matmul(values["dx", $1])
      }
    },
    recurrent.mistake("db", "the mean over the steps", cause: "divided by T once too often") {
      values in
      let steps = values["a"].shape[0]
      return (1...steps).reduce(.zeros(values["b"].shape)) {
        $0 + values["ds", $1].sum(axis: 0)
      } / Double(steps)
    },
    recurrent.mistake(
      "dx0", "the weights are not transposed",
      cause: "\"wx\" goes in the wrong way round"
    ) { $0["ds", 1].matmul($0["wx"]) },
    vanishing.mistake(
      "locals", "always tanh", cause: "right only on cases where \"activation\" is 1"
    ) {
      let states = $0["states"]
      return Tensor(shape: states.shape) { $0[0] == 0 ? 0 : 1 - states[$0] * states[$0] }
    },
  ]

  private static let perceptron = Site("13-before-backprop", "perceptronStep")
  private static let adaline = Site("13-before-backprop", "adalineStep")
  private static let stepNet = Site("13-before-backprop", "stepNet")
  private static let layers = Site("13-before-backprop", "twoLayerStep")

  static let moreHistoricMistakes: [Mutant] = [
    perceptron.mistake("output", "1 or −1", cause: "right except where \"net\"") {
      $0["net"].map { $0 > 0 ? 1 : -1 }
    },
    perceptron.mistake("newW", "no input", cause: "does not use \"x\"") {
      $0["w"] + $0["rate"].scalar * $0["error"].scalar
    },
    adaline.mistake("newW", "by the output", cause: "\"output\" seems to stand where \"error\"") {
      $0["w"] + $0["rate"].scalar * $0["output"].scalar * $0["x"]
    },
    stepNet.mistake(
      "predictions", "past the step", cause: "\"nets\" seems to stand where \"hidden\""
    ) {
      $0["nets"].matmul($0["w2"])
    },
    layers.mistake(
      "newW2", "of the errors", cause: "\"errors\" seems to stand where \"outputDeltas\""
    ) { $0["w2"] + $0["rate"].scalar * $0["hidden"].transposed().matmul($0["errors"]) },
    layers.mistake("newW1", "no rate", cause: "does not use \"rate\"") {
      $0["w1"] + $0["x"].transposed().matmul($0["hiddenDeltas"])
    },
    layers.mistake("loss", "not halved", cause: "2 times too large") {
      Tensor(pow($0["errors"], 2).sum())
    },
    layers.mistake("derrors", "a minus", cause: "its sign is wrong") { -$0["errors"] },
  ]

  private static let polar = Site("14-features", "polarTransform")
  private static let count = Site("14-features", "orientedGradientCount")
  private static let gradients = Site("14-features", "orientedGradients")
  private static let bag = Site("14-features", "bagOfWords")
  private static let neighbors = Site("14-features", "nearestNeighbors")

  static let moreFeatureMistakes: [Mutant] = [
    // The root of a negative number.
    polar.mistake("radius", "a difference of squares", cause: "it begins in this line") {
      sqrt(pow($0.coordinate(0), 2) - pow($0.coordinate(1), 2))
    },
    count.mistake("numbers", "the bins added", cause: "should be multiplied") {
      $0["cells"] + $0["bins"]
    },
    // One pixel's rise, where it should be that over two.
    gradients.mistake("gy", "only to the pixel below", cause: "") {
      let (gray, height) = ($0["gray"], $0["gray"].shape[1])
      return Tensor(shape: gray.shape) {
        gray[$0[0], $0[1] + 1 < height ? $0[1] + 1 : $0[1], $0[2]] - gray[$0]
      }
    },
    bag.mistake("distances", "with the root", cause: "the square root of what it should be") {
      let (patches, words) = ($0["patches"], $0["codebook"])
      return Tensor(shape: [patches.shape[0], words.shape[0]]) {
        let difference = patches.slice(axis: 0, at: $0[0]) - words.slice(axis: 0, at: $0[1])
        return pow(difference, 2).sum().squareRoot()
      }
    },
    neighbors.mistake(
      "predictions", "the fewest votes", cause: "\"votes\" goes in with the wrong sign"
    ) { Tensor((-$0["votes"]).argmax(axis: 1).map { Double($0) }) },
  ]
}

extension Values {
  /// The state that a step starts from.
  var previous: Tensor { step == 1 ? self["x0"] : self["x", step - 1] }

  /// The input that arrives in a step.
  var arriving: Tensor { self["a"].slice(axis: 0, at: step - 1) }
}
