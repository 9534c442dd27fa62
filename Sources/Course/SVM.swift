import SVM

extension Course {
  static let svm = [
    Call("svmLoss") {
      svmLoss(x: $0["x"], y: $0.labels("y"), w: $0["w"], reg: $0.number("reg"), stage: $1)
    }
  ]
}
