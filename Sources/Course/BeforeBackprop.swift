import BeforeBackprop

extension Course {
  static let beforeBackprop: [Call] = []
}
