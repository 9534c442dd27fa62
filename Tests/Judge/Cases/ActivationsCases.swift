import FlatBackprop

extension Exercise {
  static let activations = Exercise("02-activations", [])
}
