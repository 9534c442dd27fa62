import ConvNet

extension Course {
  static let convNet: [Call] = []
}
