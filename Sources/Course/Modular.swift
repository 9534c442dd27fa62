import Modular

extension Course {
  static let modular: [Call] = []
}
