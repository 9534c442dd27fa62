import FlatBackprop

extension Exercise {
  static let recurrent = Exercise("12-recurrent", [])
}
