import FlatBackprop
import Foundation

extension Mutants {
  /// Mistakes that the handouts' tables name and that no other list holds.
  static let handoutMistakes: [Mutant] = [
    .mistake("00-warm-up", "sumTimes", "dx", "a minus", cause: "its sign is wrong") { -$0["dq"] },
    .mistake("01-gates", "neuron", "dx1", "no upstream", cause: "\"ds1\" is ignored") { $0["w1"] },
    .mistake("01-gates", "gates", "dz", "to both", cause: "local gradient of \"larger\" is missing")
    { $0["dlarger"] },
    .mistake("01-gates", "squaredNorm", "q", "a matrix product", cause: "crashed: matmul") {
      $0["w"].matmul($0["x"])
    },
    .mistake(
      "02-activations", "sigmoidLayer", "dx", "one factor", cause: "a factor of \"out\" is missing"
    ) { $0["dout"] * (1 - $0["out"]) },
    .mistake(
      "02-activations", "leakyReLULayer", "dx", "only handed on",
      cause: "local gradient of \"out\" is missing"
    ) { $0["dout"] },
    .mistake("02-activations", "maxoutLayer", "first", "no expand", cause: "crashed") {
      $0["x"].matmul($0["w1"]) + $0["b1"]
    },
    .mistake(
      "02-activations", "maxoutLayer", "dsecond", "to both",
      cause: "local gradient of \"out\" is missing"
    ) { $0["dout"] },
    .mistake(
      "03-linear", "linearLayer", "biases", "no expand", cause: "expand along axis 0 missing"
    ) { $0["b"] },
    .mistake(
      "04-svm", "svmLoss", "margins", "plus for minus",
      cause: "\"correctScores\" goes in with the wrong sign"
    ) { $0["scores"] + $0.columns("correctScores", like: "scores") + 1 },
    .mistake(
      "04-svm", "svmLoss", "dhinge", "masked by the label",
      cause: "right except at the label's column"
    ) { (1 - $0.oneHot(like: "hinge")) / Double($0.n) },
    .mistake("05-softmax", "softmaxLoss", "probabilities", "no expand", cause: "crashed") {
      $0["exps"] / $0["sums"]
    },
    .mistake("05-softmax", "softmaxLoss", "dsums", "no sum", cause: "sum over axis 1 missing") {
      -$0["dprobabilities"] * $0["probabilities"] / $0.columns("sums", like: "exps")
    },
    .mistake("06-two-layer-net", "twoLayerNet", "dscores", "no mean", cause: "N times too large") {
      $0["probabilities"] - $0.oneHot(like: "probabilities")
    },
    .mistake(
      "06-two-layer-net", "twoLayerNet", "dw2", "past the ReLU",
      cause: "\"preactivation\" seems to stand where \"hidden\" belongs"
    ) { $0["preactivation"].transposed().matmul($0["dscores"]) + 2 * $0["reg"].scalar * $0["w2"] },
    .mistake("06-two-layer-net", "twoLayerNet", "db2", "no sum", cause: "sum over axis 0 missing") {
      $0["dscores"]
    },
    .mistake("06-two-layer-net", "twoLayerNet", "dhidden", "no transpose", cause: "crashed: matmul")
    { $0["dscores"].matmul($0["w2"]) },
    .mistake(
      "06-two-layer-net", "sigmoidNet", "dw1", "the other half of the sigmoid",
      cause: "local gradient of \"hidden\" is wrong"
    ) { $0["x"].transposed().matmul($0["dhidden"] * $0["hidden"]) },
    .mistake("07-batch-statistics", "batchNorm", "centered", "no expand", cause: "crashed") {
      $0["x"] - $0["mean"]
    },
    .mistake("07-batch-statistics", "batchNorm", "dgamma", "two sums", cause: "zero everywhere") {
      $0["dout"].sum(axis: 0) * $0["normalized"].sum(axis: 0)
    },
    .mistake(
      "07-batch-statistics", "updateRunningAverages", "updatedMean", "momentum for the batch",
      cause: "\"mean\" and \"runningMean\" are swapped"
    ) { (1 - $0["momentum"].scalar) * $0["runningMean"] + $0["momentum"].scalar * $0["mean"] },
    .mistake("08-convolution", "sobel", "direction", "the arctangent of a quotient", cause: "") {
      let quotient = $0["gy"] / $0["gx"]
      return Tensor(shape: quotient.shape, quotient.elements.map { atan($0) })
    },
    .mistake(
      "09-max-pool", "maxPool", "out", "no maps",
      cause: "the numbers are right, but it needs to be reshaped"
    ) { $0["windows"].max(axis: 1) },
    .mistake(
      "09-max-pool", "maxPool", "windows", "height and width mixed up",
      cause: "only on cases where H = W"
    ) {
      let (shape, size) = ($0["x"].shape, $0.integer("size"))
      return $0["x"].reshaped([shape[0] * shape[1], 1, shape[3], shape[2]])
        .columns(height: size, width: size, stride: $0.integer("stride"))
    },
    .mistake(
      "12-recurrent", "recurrentNet", "x", "of the array's element",
      cause: "\"x0\" seems to stand where \"s(t)\" belongs"
    ) { tanh($0["x0"]) },
    .mistake(
      "12-recurrent", "recurrentNet", "dx", "dx for ds",
      cause: "\"dx(t+1)\" seems to stand where \"ds(t+1)\" belongs"
    ) {
      let steps = $0["a"].shape[0]
      return $0.step == steps
        ? $0["dresiduals"] : $0["dx", $0.step + 1].matmul($0["wx"].transposed())
    },
    .mistake(
      "12-recurrent", "gradientNorms", "states", "one input too late", cause: "crashed: slice"
    ) {
      let (a, wx) = ($0["a"], $0["wx"])
      var x = [$0["x0"]]
      for t in 1...a.shape[0] {
        x.append(tanh(x[t - 1].matmul(wx) + a.slice(axis: 0, at: t)))
      }
      return Tensor(stacking: x)
    },
    .mistake(
      "13-before-backprop", "twoLayerStep", "dw2", "of the deltas", cause: "its sign is wrong"
    ) { $0["hidden"].transposed().matmul($0["outputDeltas"]) },
  ]
}
