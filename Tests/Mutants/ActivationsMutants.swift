import FlatBackprop
import Foundation

extension Mutants {
  private static let sigmoid = Site("02-activations", "sigmoidLayer")
  private static let hyperbolic = Site("02-activations", "tanhLayer")
  private static let relu = Site("02-activations", "reluLayer")
  private static let leaky = Site("02-activations", "leakyReLULayer")
  private static let prelu = Site("02-activations", "preluLayer")
  private static let elu = Site("02-activations", "eluLayer")
  private static let selu = Site("02-activations", "seluLayer")
  private static let softplus = Site("02-activations", "softplusLayer")
  private static let maxout = Site("02-activations", "maxoutLayer")

  static let activationsMistakes: [Mutant] = [
    sigmoid.mistake("out", "no minus", cause: "\"x\" goes in with the wrong sign") {
      1 / (1 + exp($0["x"]))
    },
    sigmoid.mistake("out", "infinite by infinite", cause: "not a number") {
      exp($0["x"]) / (1 + exp($0["x"]))
    },
    sigmoid.mistake("dx", "no upstream", cause: "\"dout\" is ignored") {
      $0["out"] * (1 - $0["out"])
    },
    sigmoid.mistake("dx", "of x instead of out", cause: "\"x\" seems to stand where \"out\"") {
      $0["dout"] * $0["x"] * (1 - $0["x"])
    },
    hyperbolic.mistake("dx", "no square", cause: "the square of \"out\" in its place") {
      $0["dout"] * (1 - $0["out"])
    },
    hyperbolic.mistake("dx", "only handed on", cause: "local gradient of \"out\" is missing") {
      $0["dout"]
    },
    relu.mistake("dx", "no mask", cause: "local gradient of \"out\" is missing") { $0["dout"] },
    relu.mistake("dx", "the mask of dout", cause: "passes where \"dout\" is positive") {
      max(0, $0["dout"])
    },
    relu.mistake("dx", "the mask turned round", cause: "what \"out\" stops") {
      $0["dout"] * ($0["x"] .< 0)
    },
    relu.mistake("dx", "the mask alone", cause: "\"dout\" is ignored") { $0["x"] .> 0 },
    relu.mistake("dx", "times the output", cause: "multiplied by \"out\" itself") {
      $0["dout"] * $0["out"]
    },
    leaky.mistake("out", "no slope", cause: "does not use \"slope\"") { max(0, $0["x"]) },
    leaky.mistake("dx", "dead on the left", cause: "does not use \"slope\"") {
      $0["dout"] * ($0["x"] .> 0)
    },
    leaky.mistake("dx", "the slope on both sides", cause: "right except where") {
      $0["dout"] * (($0["x"] .> 0) + $0["slope"].scalar)
    },
    prelu.mistake("dalpha", "no mask", cause: "where \"x\" > 0") {
      Tensor(($0["dout"] * $0["x"]).sum())
    },
    prelu.mistake("dalpha", "no x", cause: "a factor of \"x\" missing") {
      Tensor(($0["dout"] * ($0["x"] .<= 0)).sum())
    },
    elu.mistake("out", "forgot to subtract 1", cause: "right except where") {
      $0["x"].map { $0 > 0 ? $0 : exp($0) }
    },
    elu.mistake("dx", "the output on the left", cause: "right except where") {
      let (x, out) = ($0["x"], $0["out"])
      return $0["dout"] * ((x .> 0) + out * (x .<= 0))
    },
    selu.mistake("dx", "no scale", cause: "0.951746 times what it should be") {
      $0["dout"] * $0["x"].map { $0 > 0 ? 1 : 1.6733 * exp($0) }
    },
    softplus.mistake("out", "overflows", cause: "infinite") { log(1 + exp($0["x"])) },
    softplus.mistake("dx", "a sigmoid of −x", cause: "\"x\" goes in with the wrong sign") {
      $0["dout"] / (1 + exp($0["x"]))
    },
    maxout.mistake("dsecond", "the first one's mask", cause: "what \"out\" stops") {
      $0["dout"] * ($0["second"] .< $0["first"])
    },
    maxout.mistake("dfirst", "to both", cause: "local gradient of \"out\" is missing") {
      $0["dout"]
    },
    maxout.mistake("db2", "no sum", cause: "sum over axis 0 missing") { $0["dsecond"] },
    maxout.mistake("db2", "the wrong axis", cause: "wrong axis") { $0["dsecond"].sum(axis: 1) },
    maxout.mistake("dw2", "the first one's gradient", cause: "\"dfirst\" seems to stand where") {
      $0["x"].transposed().matmul($0["dfirst"])
    },
    maxout.mistake("dx", "the first only", cause: "path through \"second\" is missing") {
      $0["dfirst"].matmul($0["w1"].transposed())
    },
  ]

  static let activationsVariants: [Mutant] = [
    sigmoid.variant("out", "by the hyperbolic tangent") { 0.5 * (1 + tanh(0.5 * $0["x"])) },
    sigmoid.variant("dx", "of x again") {
      let out = $0["x"].map { 1 / (1 + exp(-$0)) }
      return (out - out * out) * $0["dout"]
    },
    hyperbolic.variant("dx", "by the third binomial formula") {
      $0["dout"] * (1 - $0["out"]) * (1 + $0["out"])
    },
    relu.variant("dx", "the mask of the output") { $0["dout"] * ($0["out"] .> 0) },
    relu.variant("dx", "passes at zero") { $0["dout"] * ($0["x"] .>= 0) },
    relu.variant("out", "half of x and |x|") { ($0["x"] + abs($0["x"])) / 2 },
    leaky.variant("dx", "passes at zero") {
      $0["dout"] * (($0["x"] .>= 0) + $0["slope"].scalar * ($0["x"] .< 0))
    },
    prelu.variant("dalpha", "what the rectifier took away") {
      Tensor(($0["dout"] * ($0["x"] - max(0, $0["x"]))).sum())
    },
    elu.variant("dx", "one more than the output") {
      let (x, out) = ($0["x"], $0["out"])
      return $0["dout"] * ((x .> 0) + (out + 1) * (x .<= 0))
    },
    softplus.variant("dx", "one less the exponential of −out") {
      $0["dout"] * (1 - exp(-$0["out"]))
    },
    maxout.variant("dsecond", "the mask of the output") {
      $0["dout"] * ($0["second"] .== $0["out"])
    },
    maxout.variant("dfirst", "what the second left over") { $0["dout"] - $0["dsecond"] },
  ]
}
