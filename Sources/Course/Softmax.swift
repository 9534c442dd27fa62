import Softmax

extension Course {
  static let softmax: [Call] = []
}
