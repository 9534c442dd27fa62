import BeforeBackprop

extension Course {
  static let beforeBackprop = [
    Call("perceptronStep") {
      perceptronStep(
        x: $0["x"], target: $0.number("target"), w: $0["w"], b: $0.number("b"),
        rate: $0.number("rate"), stage: $1)
    },
    Call("adalineStep") {
      adalineStep(
        x: $0["x"], target: $0.number("target"), w: $0["w"], b: $0.number("b"),
        rate: $0.number("rate"), stage: $1)
    },
    Call("stepNet") {
      stepNet(x: $0["x"], target: $0["target"], w1: $0["w1"], w2: $0["w2"], stage: $1)
    },
    Call("twoLayerStep") {
      twoLayerStep(
        x: $0["x"], target: $0["target"], w1: $0["w1"], w2: $0["w2"], rate: $0.number("rate"),
        stage: $1)
    },
  ]
}
