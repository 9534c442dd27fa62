import TwoLayerNet

extension Course {
  static let twoLayerNet: [Call] = []
}
