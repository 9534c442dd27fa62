import FlatBackprop

extension Mutants {
  static let recurrentMistakes = unrolledMistakes + vanishingMistakes
  static let recurrentVariants = unrolledVariants + vanishingVariants

  private static func mistake(
    _ line: String, _ name: String, of function: String = "recurrentNet", cause: String,
    _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .mistake("12-recurrent", function, line, name, cause: cause, body)
  }

  private static func variant(
    _ line: String, _ name: String, of function: String = "recurrentNet",
    _ body: @escaping @Sendable (Values) -> Tensor
  ) -> Mutant {
    .variant("12-recurrent", function, line, name, body)
  }

  private static let unrolledMistakes: [Mutant] = [
    mistake("s", "always the first state", cause: "\"x0\" seems to stand where \"x(t−1)\"") {
      $0["x0"].matmul($0["wx"]) + $0.input($0.step).matmul($0["wa"]) + $0.biases
    },
    mistake("s", "always the first input", cause: "right only where t is 1") {
      $0.state($0.step - 1).matmul($0["wx"]) + $0.input(1).matmul($0["wa"]) + $0.biases
    },
    mistake("s", "no biases", cause: "does not use \"b\"") {
      $0.state($0.step - 1).matmul($0["wx"]) + $0.input($0.step).matmul($0["wa"])
    },
    mistake("s", "no state", cause: "does not use \"") {
      $0.input($0.step).matmul($0["wa"]) + $0.biases
    },
    mistake("x", "no tanh", cause: "the hyperbolic tangent is missing") { $0["s", $0.step] },
    mistake("x", "a sigmoid", cause: "the sigmoid of \"s(t)\", but should be the hyperbolic") {
      1 / (1 + exp(-$0["s", $0.step]))
    },
    mistake("residuals", "the target less the state", cause: "sign") {
      $0["target"] - $0.state($0.steps)
    },
    mistake("residuals", "the first step's state", cause: "right only on cases where T is 1") {
      $0["x", 1] - $0["target"]
    },
    mistake("loss", "a half", cause: "2 times too small") {
      Tensor(($0["residuals"] * $0["residuals"]).sum() / Double(2 * $0.examples))
    },
    mistake("loss", "the sum", cause: "division by N missing") {
      Tensor(($0["residuals"] * $0["residuals"]).sum())
    },
    mistake("dresiduals", "no 2", cause: "2 times too small") {
      $0["residuals"] / Double($0.examples)
    },
    mistake("dresiduals", "no mean", cause: "division by N missing") { 2 * $0["residuals"] },
    mistake(
      "dx", "the weights are not transposed",
      cause: "\"wx\" goes in the wrong way round"
    ) {
      $0.step == $0.steps ? $0["dresiduals"] : $0["ds", $0.step + 1].matmul($0["wx"])
    },
    mistake("dx", "no weights", cause: "the local gradient of \"s(t+1)\" is missing") {
      $0.step == $0.steps ? $0["dresiduals"] : $0["ds", $0.step + 1]
    },
    mistake(
      "dx", "the residuals at every step", cause: "right only where t is the last step"
    ) {
      $0.step == $0.steps
        ? $0["dresiduals"]
        : $0["ds", $0.step + 1].matmul($0["wx"].transposed()) + $0["dresiduals"]
    },
    mistake("dx", "only the last step", cause: "does not use \"ds(t+1)\"") {
      $0.step == $0.steps ? $0["dresiduals"] : .zeros($0["x0"].shape)
    },
    mistake("ds", "tanh' of the preactivation", cause: "\"s(t)\" seems to stand where \"x(t)\"") {
      $0["dx", $0.step] * (1 - $0["s", $0.step] * $0["s", $0.step])
    },
    mistake("ds", "tanh' of the state before", cause: "\"x(t−1)\" seems to stand where \"x(t)\"") {
      let x = $0.state($0.step - 1)
      return $0["dx", $0.step] * (1 - x * x)
    },
    mistake("ds", "tanh of the state again", cause: "\"x(t)\" seems to stand where \"s(t)\"") {
      let x = tanh($0["x", $0.step])
      return $0["dx", $0.step] * (1 - x * x)
    },
    mistake("ds", "the sigmoid's gradient", cause: "the derivative in it is that of a sigmoid") {
      $0["dx", $0.step] * $0["x", $0.step] * (1 - $0["x", $0.step])
    },
    mistake("ds", "not squared", cause: "the square of \"x(t)\" in its place") {
      $0["dx", $0.step] * (1 - $0["x", $0.step])
    },
    mistake("ds", "no upstream", cause: "\"dx(t)\" is ignored") {
      1 - $0["x", $0.step] * $0["x", $0.step]
    },
    mistake("ds", "no tanh", cause: "the local gradient of \"x(t)\" is missing") {
      $0["dx", $0.step]
    },
    mistake("dwx", "only the last step", cause: "the share of the last step alone") {
      $0.state($0.steps - 1).transposed().matmul($0["ds", $0.steps])
    },
    mistake("dwx", "overwritten in the loop", cause: "the share of the first step alone") {
      $0["x0"].transposed().matmul($0["ds", 1])
    },
    mistake("dwx", "the state after, not before", cause: "\"x\" is taken one step too late") {
      values in values.sumOverSteps { t in values["x", t].transposed().matmul(values["ds", t]) }
    },
    mistake("dwx", "transposed", cause: "transposed") { values in
      values.sumOverSteps { t in values["ds", t].transposed().matmul(values.state(t - 1)) }
    },
    mistake("dwx", "the mean over the steps", cause: "divided by T once too often") { values in
      values.sumOverSteps { t in values.state(t - 1).transposed().matmul(values["ds", t]) }
        / Double(values.steps)
    },
    mistake("dwx", "dx for ds", cause: "\"dx\" seems to stand where \"ds\"") { values in
      values.sumOverSteps { t in values.state(t - 1).transposed().matmul(values["dx", t]) }
    },
    mistake("dwa", "only the last step", cause: "the share of the last step alone") {
      $0.input($0.steps).transposed().matmul($0["ds", $0.steps])
    },
    mistake("dwa", "the inputs in reverse", cause: "the steps of \"a\" are read in reverse order") {
      values in
      values.sumOverSteps { t in
        values.input(values.steps + 1 - t).transposed().matmul(values["ds", t])
      }
    },
    mistake("dwa", "without the first step", cause: "through \"s(1)\" is missing") { values in
      values.sumOverSteps { t in
        values.input(t).transposed().matmul(values["ds", t]) * (t == 1 ? 0 : 1)
      }
    },
    mistake("db", "only the last step", cause: "the share of the last step alone") {
      $0["ds", $0.steps].sum(axis: 0)
    },
    mistake("db", "no sum over the examples", cause: "sum over axis 0 missing") { values in
      values.sumOverSteps { t in values["ds", t] }
    },
    mistake("db", "the mean over the examples", cause: "divided by N once too often") { values in
      values.sumOverSteps { t in values["ds", t].sum(axis: 0) } / Double(values.examples)
    },
    mistake("dx0", "no weights", cause: "the local gradient of \"s(1)\" is missing") {
      $0["ds", 1]
    },
    mistake("dx0", "the last step", cause: "right only on cases where T is 1") {
      $0["ds", $0.steps].matmul($0["wx"].transposed())
    },
    mistake("dx0", "dx for ds", cause: "\"dx(1)\" seems to stand where \"ds(1)\"") {
      $0["dx", 1].matmul($0["wx"].transposed())
    },
  ]

  private static let unrolledVariants: [Mutant] = [
    variant("s", "one product of what is side by side") { values in
      let (x, a) = (values.state(values.step - 1), values.input(values.step))
      let both = Tensor(stacking: x.transposed().rowsOfMatrix + a.transposed().rowsOfMatrix)
      let weights = Tensor(stacking: values["wx"].rowsOfMatrix + values["wa"].rowsOfMatrix)
      return both.transposed().matmul(weights) + values.biases
    },
    variant("x", "by exponentials") {
      let e = exp(-2 * $0["s", $0.step])
      return (1 - e) / (1 + e)
    },
    variant("dx", "the transposed product") {
      $0.step == $0.steps
        ? $0["dresiduals"]
        : $0["wx"].matmul($0["ds", $0.step + 1].transposed()).transposed()
    },
    variant("ds", "from the preactivation") {
      let x = tanh($0["s", $0.step])
      return $0["dx", $0.step] - x * x * $0["dx", $0.step]
    },
    variant("dwx", "all steps in one product") { values in
      let (x, ds) = (
        (0..<values.steps).map(values.state), (1...values.steps).map { values["ds", $0] }
      )
      return Tensor(stacking: x.flatMap(\.rowsOfMatrix)).transposed()
        .matmul(Tensor(stacking: ds.flatMap(\.rowsOfMatrix)))
    },
    variant("dwa", "backward in time, with +=") { values in
      var dwa = Tensor.zeros(values["wa"].shape)
      for t in (1...values.steps).reversed() {
        dwa += values.input(t).transposed().matmul(values["ds", t])
      }
      return dwa
    },
    variant("db", "the steps first") { values in
      values.sumOverSteps { t in values["ds", t] }.sum(axis: 0)
    },
  ]

  private static let vanishingMistakes: [Mutant] = [
    mistake(
      "gradients", "the weights are not transposed", of: "gradientNorms",
      cause: "\"wx\" goes in the wrong way round"
    ) { $0.gradientsThroughTime(weights: $0["wx"]) },
    mistake("gradients", "no locals", of: "gradientNorms", cause: "does not use \"locals\"") {
      values in
      values.gradientsThroughTime(weights: values["wx"].transposed(), usesLocals: false)
    },
    mistake("norms", "forward in time", of: "gradientNorms", cause: "reversed") { values in
      let steps = values["a"].shape[0]
      return Tensor((0...steps).map { values.norm($0) / values.norm(steps) })
    },
    mistake("norms", "no root", of: "gradientNorms", cause: "the square of what it should be") {
      values in
      let steps = values["a"].shape[0]
      let shares = (0...steps).map { values.norm(steps - $0) / values.norm(steps) }
      return Tensor(shares) * Tensor(shares)
    },
    mistake("norms", "no share", of: "gradientNorms", cause: "does not use \"upstream\"") {
      values in
      let steps = values["a"].shape[0]
      return Tensor((0...steps).map { values.norm(steps - $0) })
    },
    mistake("locals", "of x(t−1)", of: "gradientNorms", cause: "") { values in
      let states = values["states"]
      let x = (0..<states.shape[0]).map { states.slice(axis: 0, at: Swift.max($0 - 1, 0)) }
      return Tensor(
        stacking: [.zeros(x[0].shape)] + x.dropFirst().map { local($0, values) })
    },
  ]

  private static let vanishingVariants: [Mutant] = [
    variant("norms", "relative to the last gradient", of: "gradientNorms") { values in
      let steps = values["a"].shape[0]
      return Tensor((0...steps).map { values.norm(steps - $0) / values.norm(steps) })
    }
  ]
}

/// An activation's local gradient, told from its output.
private func local(_ x: Tensor, _ values: Values) -> Tensor {
  switch values.integer("activation") {
  case 0: x * (1 - x)
  case 1: 1 - x * x
  default: x .> 0
  }
}

extension Values {
  fileprivate var steps: Int { self["a"].shape[0] }
  fileprivate var examples: Int { self["x0"].shape[0] }

  fileprivate func input(_ t: Int) -> Tensor { self["a"].slice(axis: 0, at: t - 1) }

  fileprivate func state(_ t: Int) -> Tensor { t == 0 ? self["x0"] : self["x", t] }

  fileprivate var biases: Tensor { self["b"].expand(axis: 0, count: examples) }

  fileprivate func sumOverSteps(_ term: (Int) -> Tensor) -> Tensor {
    (2...Swift.max(2, steps)).reduce(term(1)) { $1 > steps ? $0 : $0 + term($1) }
  }

  /// The gradients of ``gradientNorms``.
  fileprivate func gradientsThroughTime(weights: Tensor, usesLocals: Bool = true) -> Tensor {
    var dx = [self["upstream"]]
    for t in (1...steps).reversed() {
      let local = usesLocals ? self["locals"].slice(axis: 0, at: t) : .ones(dx[0].shape)
      dx.insert((dx[0] * local).matmul(weights), at: 0)
    }
    return Tensor(stacking: dx)
  }

  /// The length of one of the gradients.
  fileprivate func norm(_ t: Int) -> Double {
    let gradient = self["gradients"].slice(axis: 0, at: t)
    return (gradient * gradient).sum().squareRoot()
  }
}

extension Tensor {
  /// The rows of a matrix, as vectors.
  fileprivate var rowsOfMatrix: [Tensor] { (0..<shape[0]).map { slice(axis: 0, at: $0) } }
}
