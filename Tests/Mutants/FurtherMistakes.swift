import FlatBackprop

// Mistakes written from the handouts alone, by somebody who did not know what the judge can tell. So
// silence about them is no defect, but a cause that is not theirs is one, as everywhere.

extension Mutants {
  public static let furtherMistakes: [Mutant] =
    moreGateMistakes + moreActivationMistakes + moreLinearMistakes + moreLossMistakes
    + moreNetMistakes + moreNormMistakes + morePictureMistakes + moreModularMistakes
    + moreUpdateMistakes + moreRecurrentMistakes + moreHistoricMistakes + moreFeatureMistakes

  private static let sumTimes = Site("00-warm-up", "sumTimes")
  private static let neuron = Site("01-gates", "neuron")
  private static let pieces = Site("01-gates", "neuronInPieces")
  private static let reuse = Site("01-gates", "reuse")
  private static let norm = Site("01-gates", "squaredNorm")

  private static let moreGateMistakes: [Mutant] = [
    sumTimes.mistake("q", "a product", cause: "should be added") { $0["x"] * $0["y"] },
    sumTimes.mistake("f", "a sum", cause: "should be multiplied") { $0["q"] + $0["z"] },
    sumTimes.mistake("dz", "one side of the sum", cause: "\"x\" seems to stand where \"q\"") {
      $0["df"] * $0["x"]
    },
    sumTimes.mistake("dy", "added to dx", cause: "\"dx\" plays a part in it") {
      $0["dq"] + $0["dx"]
    },
    neuron.mistake("s2", "a difference", cause: "\"s1\" goes in with the wrong sign") {
      $0["s0"] - $0["s1"]
    },
    neuron.mistake("ds3", "of a hyperbolic tangent", cause: "local gradient of \"output\" is wrong")
    {
      $0["doutput"] * (1 - $0["output"] * $0["output"])
    },
    neuron.mistake("ds3", "output − 1", cause: "its sign is wrong") {
      $0["doutput"] * $0["output"] * ($0["output"] - 1)
    },
    neuron.mistake("dw0", "the other input", cause: "\"x1\" seems to stand where \"x0\"") {
      $0["ds0"] * $0["x1"]
    },
    pieces.mistake("exponential", "past the minus", cause: "write it with \"negated\"") {
      exp(-$0["s"])
    },
    pieces.mistake(
      "ddenominator", "of the output", cause: "\"output\" seems to stand where \"denominator\""
    ) { -$0["doutput"] / ($0["output"] * $0["output"]) },
    pieces.mistake("dw1", "past the minus", cause: "its sign is wrong") {
      $0["dnegated"] * $0["x1"]
    },
    reuse.mistake("cubic", "past the sum", cause: "write it with \"sum\"") {
      $0["product"] * $0["x"] + $0["product"] * $0["y"]
    },
    reuse.mistake("f", "past the product of both", cause: "write it with \"cubic\"") {
      $0["product"] * $0["sum"] - $0["x"]
    },
    norm.mistake(
      "f", "the square of the sum",
      cause: "the square of the sum of \"q\", where the sum of the squares"
    ) {
      Tensor(pow($0["q"].sum(), 2))
    },
    norm.mistake("dw", "no upstream", cause: "\"dq\" is ignored") {
      $0["x"].expand(axis: 0, count: $0["w"].shape[0])
    },
  ]

  private static let sigmoid = Site("02-activations", "sigmoidLayer")
  private static let hyperbolic = Site("02-activations", "tanhLayer")
  private static let leaky = Site("02-activations", "leakyReLULayer")
  private static let prelu = Site("02-activations", "preluLayer")
  private static let elu = Site("02-activations", "eluLayer")
  private static let selu = Site("02-activations", "seluLayer")
  private static let softplus = Site("02-activations", "softplusLayer")
  private static let maxout = Site("02-activations", "maxoutLayer")

  private static let moreActivationMistakes: [Mutant] = [
    sigmoid.mistake("dx", "output − 1", cause: "its sign is wrong") {
      $0["dout"] * $0["out"] * ($0["out"] - 1)
    },
    hyperbolic.mistake("dx", "of x", cause: "\"x\" seems to stand where \"out\"") {
      $0["dout"] * (1 - $0["x"] * $0["x"])
    },
    leaky.mistake(
      "dx", "the slope where it passes",
      cause: "what belongs where \"x\" is positive stands where it is negative"
    ) {
      $0["dout"] * (($0["x"] .<= 0) + $0["slope"].scalar * ($0["x"] .> 0))
    },
    // It is right as long as the line on the left is not the steeper one.
    prelu.mistake("out", "the larger of both lines", cause: "") {
      max($0["x"], $0["alpha"].scalar * $0["x"])
    },
    prelu.mistake("dalpha", "the output over alpha", cause: "it begins in this line") {
      Tensor(($0["dout"] * $0["out"] * ($0["x"] .<= 0)).sum() / $0["alpha"].scalar)
    },
    // An infinite exponential times 0.
    elu.mistake("out", "by masks", cause: "not a number") {
      let x = $0["x"]
      return x * (x .> 0) + (exp(x) - 1) * (x .<= 0)
    },
    selu.mistake("out", "forgot to subtract 1", cause: "right except where") {
      1.0507 * $0["x"].map { $0 > 0 ? $0 : 1.6733 * exp($0) }
    },
    selu.mistake(
      "dx", "only one of the scales on the left", cause: "local gradient of \"out\" is wrong"
    ) {
      $0["dout"] * 1.0507 * $0["x"].map { $0 > 0 ? 1 : exp($0) }
    },
    softplus.mistake("dx", "of the output", cause: "\"out\" seems to stand where \"x\"") {
      $0["dout"] / (1 + exp(-$0["out"]))
    },
    maxout.mistake("second", "the first one's biases", cause: "\"b1\" seems to stand where \"b2\"")
    {
      $0["x"].matmul($0["w2"]) + $0.rows("b1")
    },
    maxout.mistake("dx", "the mean of both", cause: "2 times too small") {
      let first = $0["dfirst"].matmul($0["w1"].transposed())
      return (first + $0["dsecond"].matmul($0["w2"].transposed())) / 2
    },
  ]

  private static let product = Site("03-linear", "matrixProduct")
  private static let regression = Site("03-linear", "meanSquaredError")

  private static let moreLinearMistakes: [Mutant] = [
    product.mistake("dw", "ones for the examples", cause: "does not use \"x\"") {
      Tensor.ones([$0["x"].shape[1], $0.n]).matmul($0["dy"])
    },
    regression.mistake(
      "predictions", "the biases subtracted", cause: "\"b\" goes in with the wrong"
    ) {
      $0["x"].matmul($0["w"]) - $0.rows("b")
    },
    regression.mistake("squares", "absolute values", cause: "square root of what it should be") {
      abs($0["residuals"])
    },
    regression.mistake("loss", "halved", cause: "2 times too small") {
      Tensor($0["squares"].sum() / Double(2 * $0.n))
    },
    regression.mistake(
      "db", "of the residuals", cause: "\"residuals\" seems to stand where \"dpredictions\""
    ) { $0["residuals"].sum(axis: 0) },
    regression.mistake(
      "dx", "of the squares", cause: "\"dsquares\" seems to stand where \"dpredictions\""
    ) { $0["dsquares"].matmul($0["w"].transposed()) },
  ]
}
