import FlatBackprop

extension Mutants {
  private static let neuron = Site("01-gates", "neuron")
  private static let pieces = Site("01-gates", "neuronInPieces")
  private static let threeGates = Site("01-gates", "gates")
  private static let reuse = Site("01-gates", "reuse")
  private static let norm = Site("01-gates", "squaredNorm")

  static let gatesMistakes: [Mutant] =
    neuronMistakes + [
      threeGates.mistake("larger", "the smaller", cause: "the smaller one") {
        min($0["z"], $0["w"])
      },
      threeGates.mistake("dtotal", "no factor", cause: "local gradient of \"f\" is missing") {
        $0["df"]
      },
      threeGates.mistake("dproduct", "added once more", cause: "\"dlarger\" plays a part") {
        $0["dtotal"] + $0["dlarger"]
      },
      threeGates.mistake(
        "dw", "to both", cause: "local gradient of \"larger\" is missing"
      ) { $0["dlarger"] },
      threeGates.mistake("dw", "by the value of f", cause: "\"f\" seems to stand where") {
        $0["dlarger"] * ($0["f"] .> $0["z"])
      },
      threeGates.mistake("dz", "by the gradient of w", cause: "local gradient of \"larger\"") {
        $0["dlarger"] * ($0["dw"] .<= $0["z"])
      },
      threeGates.mistake("dz", "to the smaller", cause: "what \"larger\" stops") {
        $0["dlarger"] * ($0["w"] .> $0["z"])
      },
      threeGates.mistake("dy", "y itself", cause: "\"y\" seems to stand where \"x\"") {
        $0["dproduct"] * $0["y"]
      },
      reuse.mistake("dy", "one use", cause: "path through \"sum\" is missing") {
        $0["dproduct"] * $0["x"]
      },
      reuse.mistake("dx", "two uses", cause: "path through \"f\" is missing") {
        $0["dproduct"] * $0["y"] + $0["dsum"]
      },
      reuse.mistake("dx", "overwritten", cause: "paths through \"product\" and \"sum\"") {
        -$0["df"]
      },
      reuse.mistake("dx", "the minus lost", cause: "path through \"f\" has the wrong sign") {
        $0["dproduct"] * $0["y"] + $0["dsum"] + $0["df"]
      },
      reuse.mistake("dsum", "sum itself", cause: "\"sum\" seems to stand where \"product\"") {
        $0["dcubic"] * $0["sum"]
      },
      norm.mistake("f", "the norm itself", cause: "square root of what it should be") {
        Tensor(($0["q"] * $0["q"]).sum().squareRoot())
      },
      norm.mistake("dq", "no factor of 2", cause: "2 times too small") { $0["q"] },
      norm.mistake("dq", "the square again", cause: "a factor of \"q\" too many") {
        2 * $0["q"] * $0["q"]
      },
      norm.mistake("dw", "the outer product transposed", cause: "it is transposed") {
        let (x, dq) = ($0["x"], $0["dq"])
        return x.reshaped([x.count, 1]).matmul(dq.reshaped([1, dq.count]))
      },
      norm.mistake("dx", "the matrix not transposed", cause: "goes in the wrong way round") {
        let (w, dq) = ($0["w"], $0["dq"])
        return w.matmul(dq.reshaped([dq.count, 1])).reshaped([w.shape[0]])
      },
    ]

  private static let neuronMistakes: [Mutant] = [
    neuron.mistake("s3", "no bias", cause: "does not use \"w2\"") { $0["s2"] },
    neuron.mistake("output", "no minus", cause: "\"s3\" goes in with the wrong sign") {
      1 / (1 + exp($0["s3"]))
    },
    neuron.mistake("ds3", "half the local gradient", cause: "local gradient of \"output\" is wrong")
    {
      $0["doutput"] * $0["output"]
    },
    neuron.mistake("ds3", "of the sum", cause: "\"s3\" seems to stand where \"output\"") {
      $0["doutput"] * $0["s3"] * (1 - $0["s3"])
    },
    neuron.mistake("dw1", "w1 itself", cause: "\"w1\" seems to stand where \"x1\"") {
      $0["ds1"] * $0["w1"]
    },
    // The sum hands the same gradient to both products, so only the weight shows.
    neuron.mistake("dx0", "the other product's", cause: "\"w1\" seems to stand where \"w0\"") {
      $0["ds1"] * $0["w1"]
    },
    neuron.mistake("dw2", "times the bias", cause: "a factor of \"w2\" too many") {
      $0["ds3"] * $0["w2"]
    },
    pieces.mistake("ddenominator", "no minus", cause: "its sign is wrong") {
      $0["doutput"] / ($0["denominator"] * $0["denominator"])
    },
    pieces.mistake(
      "ddenominator", "not squared", cause: "a factor of \"output\" is missing"
    ) {
      -$0["doutput"] / $0["denominator"]
    },
    pieces.mistake("dexponential", "one more", cause: "it is 1 too large") {
      $0["ddenominator"] + 1
    },
    pieces.mistake(
      "dnegated", "the exponent", cause: "\"negated\" seems to stand where \"exponential\""
    ) {
      $0["dexponential"] * $0["negated"]
    },
    pieces.mistake("ds", "no minus", cause: "its sign is wrong") { $0["dnegated"] },
  ]

  static let gatesVariants: [Mutant] = [
    neuron.variant("output", "by the exponential of s") {
      exp($0["s3"]) / (exp($0["s3"]) + 1)
    },
    neuron.variant("ds3", "the square subtracted") {
      $0["doutput"] * ($0["output"] - $0["output"] * $0["output"])
    },
    neuron.variant("dx0", "straight from s3") { $0["w0"] * $0["ds3"] },
    pieces.variant("ddenominator", "by the output") {
      -$0["doutput"] * $0["output"] * $0["output"]
    },
    threeGates.variant("dw", "all of a tie") { $0["dlarger"] * ($0["w"] .>= $0["z"]) },
    threeGates.variant("dz", "nothing of a tie") { $0["dlarger"] * ($0["z"] .> $0["w"]) },
    threeGates.variant("dz", "half of a tie") {
      let (z, w) = ($0["z"], $0["w"])
      return $0["dlarger"] * ((z .> w) + 0.5 * (z .== w))
    },
    reuse.variant("dx", "fused") {
      $0["dcubic"] * ($0["sum"] * $0["y"] + $0["product"]) - $0["df"]
    },
    norm.variant("dw", "by loops") {
      var dw = Tensor.zeros($0["w"].shape)
      for i in 0..<dw.shape[0] {
        for j in 0..<dw.shape[1] { dw[i, j] += $0["dq"][i] * $0["x"][j] }
      }
      return dw
    },
    norm.variant("dx", "a row times the matrix") {
      let dq = $0["dq"]
      return dq.reshaped([1, dq.count]).matmul($0["w"]).reshaped($0["x"].shape)
    },
  ]
}
