import FlatBackprop

extension Exercise {
  static let maxPool = Exercise("09-max-pool", [])
}
