import TwoLayerNet

extension Course {
  static let twoLayerNet = [
    Call("twoLayerNet") {
      TwoLayerNet.twoLayerNet(
        x: $0["x"], y: $0.labels("y"), w1: $0["w1"], b1: $0["b1"], w2: $0["w2"], b2: $0["b2"],
        reg: $0.number("reg"), stage: $1)
    },
    Call("sigmoidNet") {
      sigmoidNet(x: $0["x"], target: $0["target"], w1: $0["w1"], w2: $0["w2"], stage: $1)
    },
  ]
}
