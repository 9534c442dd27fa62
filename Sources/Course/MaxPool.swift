import MaxPool

extension Course {
  static let maxPool: [Call] = []
}
