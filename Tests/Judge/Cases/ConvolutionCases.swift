import FlatBackprop

extension Exercise {
  static let convolution = Exercise("08-convolution", [])
}
