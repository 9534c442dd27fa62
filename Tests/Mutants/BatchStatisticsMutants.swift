import FlatBackprop

// Batch normalization line by line; its shorter relatives are in BatchStatisticsBank+Relatives.

extension Mutants {
  static let batchStatisticsMistakes =
    normForwardMistakes + normBackwardMistakes + relativesMistakes
  static let batchStatisticsVariants = normVariants + relativesVariants

  private static func mistake(
    _ line: String, _ name: String, cause: String, _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .mistake("07-batch-statistics", "batchNorm", line, name, cause: cause, body)
  }

  private static func variant(
    _ line: String, _ name: String, _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .variant("07-batch-statistics", "batchNorm", line, name, body)
  }

  private static let normForwardMistakes: [Mutant] = [
    mistake("mean", "the sum", cause: "division by N missing") { $0["x"].sum(axis: 0) },
    mistake("mean", "over the features", cause: "over the wrong axis") {
      $0["x"].sum(axis: 1) / Double($0["x"].shape[1])
    },
    mistake("mean", "divided by D", cause: "divided by D where it should be divided by N") {
      $0["x"].sum(axis: 0) / Double($0["x"].shape[1])
    },
    mistake("centered", "the mean less x", cause: "sign") { $0.rows("mean") - $0["x"] },
    mistake("squares", "only centered", cause: "square root of what it should be") {
      abs($0["centered"])
    },
    mistake("squares", "the squares of x", cause: "\"x\" seems to stand where \"centered\"") {
      $0["x"] * $0["x"]
    },
    mistake("variance", "over N − 1", cause: "N − 1") {
      $0["squares"].sum(axis: 0) / Double($0.n - 1)
    },
    mistake("variance", "the sum", cause: "division by N missing") { $0["squares"].sum(axis: 0) },
    mistake("std", "no epsilon", cause: "does not use \"epsilon\"") { sqrt($0["variance"]) },
    mistake(
      "std", "epsilon outside the root", cause: "\"epsilon\" belongs under the root"
    ) {
      sqrt($0["variance"]) + $0["epsilon"].scalar
    },
    mistake("std", "no root", cause: "the square of what it should be") {
      $0["variance"] + $0["epsilon"].scalar
    },
    mistake("inverseStd", "of the square", cause: "the square of what it should be") {
      1 / ($0["std"] * $0["std"])
    },
    mistake("inverseStd", "not the reciprocal", cause: "the reciprocal of what it should be") {
      $0["std"]
    },
    mistake("normalized", "from the start", cause: "write it with \"centered\"") {
      ($0["x"] - $0.rows("mean")) / sqrt($0.rows("variance") + $0["epsilon"].scalar)
    },
    mistake("normalized", "x is not centered", cause: "\"x\" seems to stand where \"centered\"") {
      $0["x"] * $0.rows("inverseStd")
    },
    mistake(
      "normalized", "times the deviation", cause: "\"std\" seems to stand where \"inverseStd\""
    ) {
      $0["centered"] * $0.rows("std")
    },
    mistake("out", "no beta", cause: "does not use \"beta\"") {
      $0.rows("gamma") * $0["normalized"]
    },
    mistake("out", "beta and gamma mixed up", cause: "\"beta\" and \"gamma\" are swapped") {
      $0.rows("beta") * $0["normalized"] + $0.rows("gamma")
    },
    mistake("out", "centered is scaled", cause: "\"centered\" seems to stand where \"normalized\"")
    {
      $0.rows("gamma") * $0["centered"] + $0.rows("beta")
    },
  ]

  private static let normBackwardMistakes: [Mutant] = [
    mistake("dbeta", "no sum", cause: "sum over axis 0 missing") { $0["dout"] },
    mistake("dbeta", "the mean", cause: "divided by N once too often") {
      $0["dout"].sum(axis: 0) / Double($0.n)
    },
    mistake("dgamma", "no sum", cause: "sum over axis 0 missing") { $0["dout"] * $0["normalized"] },
    mistake("dgamma", "only upstream", cause: "the local gradient of \"out\" is missing") {
      $0["dout"].sum(axis: 0)
    },
    mistake("dgamma", "centered, not normalized", cause: "\"centered\" seems to stand where") {
      ($0["dout"] * $0["centered"]).sum(axis: 0)
    },
    mistake("dnormalized", "no gamma", cause: "the local gradient of \"out\" is missing") {
      $0["dout"]
    },
    mistake("dnormalized", "beta for gamma", cause: "\"beta\" seems to stand where \"gamma\"") {
      $0["dout"] * $0.rows("beta")
    },
    mistake("dinverseStd", "no sum", cause: "sum over axis 0 missing") {
      $0["dnormalized"] * $0["centered"]
    },
    mistake("dinverseStd", "normalized, not centered", cause: "\"normalized\" seems to stand where")
    {
      ($0["dnormalized"] * $0["normalized"]).sum(axis: 0)
    },
    mistake("dstd", "no minus", cause: "sign") { $0["dinverseStd"] / ($0["std"] * $0["std"]) },
    mistake("dstd", "not squared", cause: "factor of \"inverseStd\" is missing") {
      -$0["dinverseStd"] / $0["std"]
    },
    mistake("dstd", "no upstream", cause: "\"dinverseStd\" is ignored") {
      -1 / ($0["std"] * $0["std"])
    },
    mistake("dvariance", "no half", cause: "2 times too large") { $0["dstd"] / $0["std"] },
    mistake("dvariance", "no epsilon", cause: "does not use \"epsilon\"") {
      0.5 * $0["dstd"] / sqrt($0["variance"])
    },
    mistake("dvariance", "times std", cause: "\"std\" seems to stand where \"inverseStd\"") {
      0.5 * $0["dstd"] * $0["std"]
    },
    mistake("dsquares", "no mean", cause: "division by N missing") { $0.rows("dvariance") },
    mistake("dsquares", "no expand", cause: "expand along axis 0 missing") {
      $0["dvariance"] / Double($0.n)
    },
    mistake("dcentered", "no path through squares", cause: "through \"squares\" is missing") {
      $0["dnormalized"] * $0.rows("inverseStd")
    },
    mistake("dcentered", "no path through normalized", cause: "through \"normalized\" is missing") {
      2 * $0["centered"] * $0["dsquares"]
    },
    mistake("dcentered", "no 2", cause: "through \"squares\" is 2 times too small") {
      $0["dnormalized"] * $0.rows("inverseStd") + $0["centered"] * $0["dsquares"]
    },
    mistake("dmean", "no minus", cause: "sign") { $0["dcentered"].sum(axis: 0) },
    mistake("dmean", "no sum", cause: "sum over axis 0 missing") { -$0["dcentered"] },
    mistake("dmean", "the mean", cause: "divided by N once too often") {
      -$0["dcentered"].sum(axis: 0) / Double($0.n)
    },
    mistake("dx", "no path through the mean", cause: "through \"mean\" is missing") {
      $0["dcentered"]
    },
    mistake("dx", "no path through centered", cause: "through \"centered\" is missing") {
      $0.rows("dmean") / Double($0.n)
    },
    mistake("dx", "dmean is not divided", cause: "through \"mean\" is N times too large") {
      $0["dcentered"] + $0.rows("dmean")
    },
    mistake("dx", "dmean subtracted", cause: "through \"mean\" has the wrong sign") {
      $0["dcentered"] - $0.rows("dmean") / Double($0.n)
    },
  ]

  private static let normVariants: [Mutant] = [
    variant("mean", "a loop") { values in
      let x = values["x"]
      var mean = Tensor.zeros([x.shape[1]])
      for row in 0..<x.shape[0] {
        for column in 0..<x.shape[1] { mean[column] += x[row, column] / Double(x.shape[0]) }
      }
      return mean
    },
    variant("variance", "a product") {
      Tensor.ones([1, $0.n]).matmul($0["squares"]).slice(axis: 0, at: 0) * (1 / Double($0.n))
    },
    variant("std", "a power") { pow($0["variance"] + $0["epsilon"].scalar, 0.5) },
    variant("normalized", "the product the other way around") {
      $0.rows("inverseStd") * $0["centered"]
    },
    variant("dgamma", "the diagonal of a product") { values in
      let product = values["normalized"].transposed().matmul(values["dout"])
      return Tensor((0..<product.shape[0]).map { product[$0, $0] })
    },
    variant("dstd", "by the reciprocal") {
      -$0["dinverseStd"] * $0["inverseStd"] * $0["inverseStd"]
    },
    variant("dvariance", "fused with the reciprocal") {
      -0.5 * $0["dinverseStd"] * pow($0["variance"] + $0["epsilon"].scalar, -1.5)
    },
    variant("dsquares", "divided before it is expanded") {
      ($0["dvariance"] / Double($0.n)).expand(axis: 0, count: $0.n)
    },
    variant("dcentered", "the sum the other way around, the square as two factors") {
      $0["dsquares"] * $0["centered"] + $0["centered"] * $0["dsquares"]
        + $0.rows("inverseStd") * $0["dnormalized"]
    },
    // The part through the squares sums to zero, because the centered rows do.
    variant("dmean", "without the part that cancels") {
      -($0["dnormalized"].sum(axis: 0) * $0["inverseStd"])
    },
    variant("dx", "centered again") {
      $0["dcentered"] - ($0["dcentered"].sum(axis: 0) / Double($0.n)).expand(axis: 0, count: $0.n)
    },
  ]
}

extension Values {
  /// The number of examples.
  var n: Int { self["x"].shape[0] }

  /// A row vector's copies for every example.
  func rows(_ name: String) -> Tensor { self[name].expand(axis: 0, count: n) }
}
