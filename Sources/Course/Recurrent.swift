import Recurrent

extension Course {
  static let recurrent: [Call] = []
}
