import Gates

extension Course {
  static let gates = [
    Call("neuron") {
      neuron(
        w0: $0.number("w0"), x0: $0.number("x0"), w1: $0.number("w1"), x1: $0.number("x1"),
        w2: $0.number("w2"), stage: $1)
    },
    Call("neuronInPieces") {
      neuronInPieces(
        w0: $0.number("w0"), x0: $0.number("x0"), w1: $0.number("w1"), x1: $0.number("x1"),
        w2: $0.number("w2"), stage: $1)
    },
    Call("gates") {
      Gates.gates(
        x: $0.number("x"), y: $0.number("y"), z: $0.number("z"), w: $0.number("w"), stage: $1)
    },
    Call("reuse") { reuse(x: $0.number("x"), y: $0.number("y"), stage: $1) },
    Call("squaredNorm") { squaredNorm(w: $0["w"], x: $0["x"], stage: $1) },
  ]
}
