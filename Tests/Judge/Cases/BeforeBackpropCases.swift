import FlatBackprop

extension Exercise {
  static let beforeBackprop = Exercise("13-before-backprop", [])
}
