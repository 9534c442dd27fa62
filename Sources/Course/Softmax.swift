import Softmax

extension Course {
  static let softmax = [
    Call("softmaxLoss") {
      softmaxLoss(x: $0["x"], y: $0.labels("y"), w: $0["w"], reg: $0.number("reg"), stage: $1)
    },
    Call("softmaxLossFused") {
      softmaxLossFused(
        x: $0["x"], y: $0.labels("y"), w: $0["w"], reg: $0.number("reg"), stage: $1)
    },
    Call("softmaxFunction") {
      softmaxFunction(scores: $0["scores"], stage: $1)
    },
  ]
}
