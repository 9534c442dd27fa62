import Convolution

extension Course {
  static let convolution: [Call] = []
}
