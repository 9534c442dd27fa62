import FlatBackprop

// Right lines as they are written by those who have not seen the solution: by loops, in another
// order, fused, by another formula, with a mask of the output. Numbers and gates are here; the other
// files go on with the rest of the course.

extension Mutants {
  public static let otherWays: [Mutant] =
    gateWays + activationWays + linearWays + svmWays + softmaxWays + netWays + normWays
    + pictureWays + poolWays + modularWays + updateWays + recurrentWays + historicWays
    + featureWays

  private static let sumTimes = Site("00-warm-up", "sumTimes")
  private static let neuron = Site("01-gates", "neuron")
  private static let pieces = Site("01-gates", "neuronInPieces")
  private static let threeGates = Site("01-gates", "gates")
  private static let reuse = Site("01-gates", "reuse")
  private static let norm = Site("01-gates", "squaredNorm")

  private static let gateWays: [Mutant] = [
    sumTimes.variant("q", "a minus of a minus") { $0["x"] - (-$0["y"]) },
    sumTimes.variant("f", "the factors exchanged") { $0["z"] * $0["q"] },
    sumTimes.variant("dz", "by the parts of the sum") { $0["df"] * $0["x"] + $0["df"] * $0["y"] },
    sumTimes.variant("dx", "the factor again") { $0["z"] * $0["df"] },
    sumTimes.variant("dy", "the same as dx") { $0["dx"] },

    neuron.variant("output", "by the hyperbolic tangent") { 0.5 + 0.5 * tanh(0.5 * $0["s3"]) },
    neuron.variant("ds3", "by the exponential") {
      let e = exp(-$0["s3"])
      return $0["doutput"] * e / ((1 + e) * (1 + e))
    },
    neuron.variant("dw1", "straight from s3") { $0["x1"] * $0["ds3"] },
    pieces.variant("s", "a sum of a list") {
      [$0["w0"] * $0["x0"], $0["w1"] * $0["x1"], $0["w2"]].reduce(Tensor(0), +)
    },
    pieces.variant("output", "a power") { pow($0["denominator"], -1) },
    pieces.variant("dnegated", "one less than the denominator") {
      $0["dexponential"] * ($0["denominator"] - 1)
    },
    pieces.variant("dexponential", "by the output") {
      -$0["doutput"] * pow($0["output"], 2)
    },
    threeGates.variant("larger", "half of sum and distance") {
      let (z, w) = ($0["z"], $0["w"])
      return (z + w + abs(z - w)) / 2
    },
    threeGates.variant("f", "added to itself") { $0["total"] + $0["total"] },
    threeGates.variant("dz", "what w left over") { $0["dlarger"] - $0["dw"] },
    threeGates.variant("dw", "the mask of the output") {
      $0["dlarger"] * ($0["w"] .== $0["larger"])
    },
    reuse.variant("dy", "on paper") {
      let (x, y) = ($0["x"], $0["y"])
      return $0["df"] * (x * x + 2 * x * y)
    },
    reuse.variant("dx", "on paper") {
      let (x, y) = ($0["x"], $0["y"])
      return $0["df"] * (2 * x * y + y * y - 1)
    },
    norm.variant("q", "by loops") {
      let (w, x) = ($0["w"], $0["x"])
      var q = Tensor.zeros([w.shape[0]])
      for i in 0..<w.shape[0] {
        for j in 0..<w.shape[1] { q[i] += w[i, j] * x[j] }
      }
      return q
    },
    norm.variant("f", "a product with itself") {
      let q = $0["q"]
      return q.reshaped([1, q.count]).matmul(q.reshaped([q.count, 1])).reshaped([])
    },
    norm.variant("dw", "both sides copied") {
      let (x, dq) = ($0["x"], $0["dq"])
      return dq.expand(axis: 1, count: x.count) * x.expand(axis: 0, count: dq.count)
    },
    norm.variant("dx", "a weighted sum of the rows") {
      let w = $0["w"]
      return ($0["dq"].expand(axis: 1, count: w.shape[1]) * w).sum(axis: 0)
    },
  ]
}

extension Tensor {
  /// A tensor made entry by entry, as loops make it.
  init(shape: [Int], entry: (_ index: [Int]) -> Double) {
    let places = Tensor.zeros(shape)
    self.init(shape: shape, (0..<places.count).map { entry(places.index(at: $0)) })
  }

  /// The same numbers on the other side of a product: `a b` is `(bᵀ aᵀ)ᵀ`.
  func matmulFromTheRight(_ other: Tensor) -> Tensor {
    other.transposed().matmul(transposed()).transposed()
  }
}
