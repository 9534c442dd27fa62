import Activations

extension Course {
  static let activations: [Call] = []
}
