import FlatBackprop

extension Exercise {
  static let twoLayerNet = Exercise("06-two-layer-net", [])
}
