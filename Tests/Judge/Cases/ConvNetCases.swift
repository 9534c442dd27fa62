import FlatBackprop

extension Exercise {
  static let convNet = Exercise("11-convnet", [])
}
