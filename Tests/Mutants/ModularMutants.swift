import FlatBackprop

extension Mutants {
  private static func mistake(
    _ gate: String, _ line: String, _ name: String, cause: String,
    _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .mistake("10-modular", gate, line, name, cause: cause, body)
  }

  private static func variant(
    _ gate: String, _ line: String, _ name: String, _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .variant("10-modular", gate, line, name, body)
  }

  static let modularMistakes: [Mutant] = [
    mistake("Add", "dx", "times the other side", cause: "factor of \"y\" too many") {
      $0["dout"] * $0["y"]
    },
    mistake("Add", "dy", "shared by two", cause: "2 times too small") { $0["dout"] / 2 },
    mistake("Multiply", "dx", "its own value", cause: "\"x\" seems to stand where \"y\"") {
      $0["dout"] * $0["x"]
    },
    mistake("Multiply", "dy", "no upstream", cause: "\"dout\" is ignored") { $0["x"] },
    mistake("ReLU", "out", "the absolute value", cause: "except where \"x\" ≤ 0") { abs($0["x"]) },
    mistake("ReLU", "dx", "the mask alone", cause: "\"dout\" is ignored") { $0["x"] .> 0 },
    mistake("ReLU", "dx", "the upstream gradient's sign", cause: "positive") {
      $0["dout"] * ($0["dout"] .> 0)
    },
    mistake("ReLU", "dx", "everything passes", cause: "the local gradient of \"out\" is missing") {
      $0["dout"]
    },
    mistake(
      "Sigmoid", "dx", "x in place of the output", cause: "\"x\" seems to stand where \"out\""
    ) { $0["dout"] * $0["x"] * (1 - $0["x"]) },
    mistake("Sigmoid", "dx", "only the output", cause: "the local gradient of \"out\" is wrong") {
      $0["dout"] * $0["out"]
    },
    mistake("MatrixMultiply", "dx", "not transposed", cause: "matmul") {
      $0["dout"].matmul($0["w"])
    },
    mistake("MatrixMultiply", "dw", "the other way around", cause: "transposed") {
      $0["dout"].transposed().matmul($0["x"])
    },
    mistake("MatrixMultiply", "dw", "the mean", cause: "divided by N once too often") {
      $0["x"].transposed().matmul($0["dout"]) / Double($0.n)
    },
    mistake("AddBias", "db", "no sum", cause: "sum over axis 0 missing") { $0["dout"] },
    mistake("AddBias", "db", "the first example", cause: "gradients add") {
      $0["dout"].slice(axis: 0, at: 0)
    },
    mistake("AddBias", "dx", "the sum", cause: "summed over axis 0") {
      $0["dout"].sum(axis: 0)
    },
    mistake("SoftmaxLoss", "shifted", "the largest of all", cause: "only on cases where N is 1") {
      $0["scores"] - ($0["scores"].elements.max() ?? 0)
    },
    mistake("SoftmaxLoss", "shifted", "not shifted", cause: "this is the value of \"scores\"") {
      $0["scores"]
    },
    mistake("SoftmaxLoss", "logProbabilities", "no logarithm", cause: "the logarithm is missing") {
      let exps = exp($0["shifted"])
      return exps / exps.sum(axis: 1).expand(axis: 1, count: exps.shape[1])
    },
    mistake("SoftmaxLoss", "out", "no minus", cause: "sign") {
      let logs = $0["logProbabilities"]
      return Tensor(
        logs.gather($0["labels"].elements.map { Int($0) }).sum() / Double(logs.shape[0]))
    },
    mistake("SoftmaxLoss", "dscores", "no one-hot", cause: "label's column") {
      exp($0["logProbabilities"]) * ($0["dout"].scalar / Double($0["scores"].shape[0]))
    },
    mistake("SoftmaxLoss", "dscores", "no mean", cause: "division by N missing") {
      $0.softmaxGradient * $0["dout"].scalar
    },
    mistake("SoftmaxLoss", "dscores", "no upstream", cause: "a factor of \"dout\" is missing") {
      $0.softmaxGradient / Double($0["scores"].shape[0])
    },
    mistake(
      "SoftmaxLoss", "dscores", "logarithms",
      cause: "the exponential of \"logProbabilities\" in its place"
    ) {
      let logs = $0["logProbabilities"]
      let labels = Tensor.oneHot(
        $0["labels"].elements.map { Int($0) }, classes: logs.shape[1])
      return (logs - labels) * ($0["dout"].scalar / Double(logs.shape[0]))
    },
    mistake("Convolution", "db", "over the filters", cause: "over the wrong axis") {
      $0["dproducts"].sum(axis: 1)
    },
    mistake("Convolution", "dw", "not reshaped", cause: "reshape") {
      $0["dproducts"].transposed().matmul($0["columns"])
    },
    mistake("Convolution", "dx", "not cropped", cause: "padding") { $0["dpadded"] },
    mistake("MaxPool", "dwindows", "to every cell", cause: "the local gradient of \"out\"") {
      $0["dout"].reshaped([$0["dout"].count]).expand(axis: 1, count: $0["windows"].shape[1])
    },
    mistake("Flatten", "out", "channels last", cause: "stand in each other's place") {
      $0["x"].permuted([0, 2, 3, 1]).reshaped([$0.n, $0["x"].count / $0.n])
    },
    mistake("Flatten", "dx", "not reshaped", cause: "reshape") { $0["dout"] },
    mistake(
      "Graph: a value used again", "dx", "one of the uses",
      cause: "does not use \"y\""
    ) {
      $0["dout"] * ($0["x"] * $0["x"] + $0["x"])
    },
    mistake(
      "Graph: a value used again", "dx", "the square's sides once",
      cause: "the local gradient of \"out\" is wrong"
    ) {
      let more = $0["x"] * $0["x"] + $0["x"]
      return $0["dout"] * (more + ($0["x"] + $0["y"]) * ($0["x"] + 1))
    },
    mistake(
      "Graph: (x + y) z", "dx", "no upstream gate",
      cause: "the local gradient of \"out\" is missing"
    ) {
      $0["dout"]
    },
  ]

  static let modularVariants: [Mutant] = [
    variant("Multiply", "dx", "the other order") { $0["y"] * $0["dout"] },
    variant("ReLU", "out", "a mask") { $0["x"] * ($0["x"] .> 0) },
    variant("ReLU", "dx", "the output's sign") { $0["dout"] * ($0["out"] .> 0) },
    variant("Sigmoid", "out", "the other form") { exp($0["x"]) / (1 + exp($0["x"])) },
    variant("Sigmoid", "dx", "a difference of squares") {
      $0["dout"] * ($0["out"] - $0["out"] * $0["out"])
    },
    variant("MatrixMultiply", "dw", "a sum over the examples") { values in
      let (x, dout) = (values["x"], values["dout"])
      return (0..<x.shape[0]).reduce(.zeros(values["w"].shape)) { sum, row in
        let column = x.slice(axis: 0, at: row).expand(axis: 1, count: dout.shape[1])
        return sum + column * dout.slice(axis: 0, at: row).expand(axis: 0, count: x.shape[1])
      }
    },
    variant("SoftmaxLoss", "logProbabilities", "by the scores") {
      let (scores, c) = ($0["scores"], $0["scores"].shape[1])
      let largest = scores.max(axis: 1)
      let sums = exp(scores - largest.expand(axis: 1, count: c)).sum(axis: 1)
      return scores - (largest + log(sums)).expand(axis: 1, count: c)
    },
    variant("SoftmaxLoss", "dscores", "by the scores") {
      let exps = exp($0["shifted"])
      let p = exps / exps.sum(axis: 1).expand(axis: 1, count: exps.shape[1])
      let labels = Tensor.oneHot($0["labels"].elements.map { Int($0) }, classes: exps.shape[1])
      return (p - labels) / Double(exps.shape[0]) * $0["dout"].scalar
    },
    variant("Graph: a value used again", "dx", "on paper") {
      let (x, y) = ($0["x"], $0["y"])
      return $0["dout"] * (3 * x * x + 2 * x * y + 2 * x + y)
    },
  ]
}

extension Values {
  /// The probabilities, less 1 at the label.
  fileprivate var softmaxGradient: Tensor {
    let logs = self["logProbabilities"]
    return exp(logs)
      - .oneHot(self["labels"].elements.map { Int($0) }, classes: logs.shape[1])
  }
}
