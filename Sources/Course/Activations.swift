import Activations

extension Course {
  static let activations = [
    Call("sigmoidLayer") { sigmoidLayer(x: $0["x"], stage: $1) },
    Call("tanhLayer") { tanhLayer(x: $0["x"], stage: $1) },
    Call("reluLayer") { reluLayer(x: $0["x"], stage: $1) },
    Call("leakyReLULayer") {
      leakyReLULayer(x: $0["x"], slope: $0.number("slope"), stage: $1)
    },
    Call("preluLayer") { preluLayer(x: $0["x"], alpha: $0.number("alpha"), stage: $1) },
    Call("eluLayer") { eluLayer(x: $0["x"], stage: $1) },
    Call("seluLayer") { seluLayer(x: $0["x"], stage: $1) },
    Call("softplusLayer") { softplusLayer(x: $0["x"], stage: $1) },
    Call("maxoutLayer") {
      maxoutLayer(
        x: $0["x"], w1: $0["w1"], b1: $0["b1"], w2: $0["w2"], b2: $0["b2"], stage: $1)
    },
  ]
}
