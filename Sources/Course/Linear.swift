import Linear

extension Course {
  static let linear = [
    Call("matrixProduct") { matrixProduct(x: $0["x"], w: $0["w"], stage: $1) },
    Call("linearLayer") { linearLayer(x: $0["x"], w: $0["w"], b: $0["b"], stage: $1) },
    Call("meanSquaredError") {
      meanSquaredError(x: $0["x"], w: $0["w"], b: $0["b"], target: $0["target"], stage: $1)
    },
  ]
}
