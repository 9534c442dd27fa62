import FlatBackprop

/// What is known about a case: its sizes by their usual letters, and where something is special.
enum Facts {
  /// The sizes of the inputs: `N`, `D` and so on.
  static func sizes(of inputs: [String: Tensor]) -> [(name: String, size: Int)] {
    var sizes: [(name: String, size: Int)] = []
    func add(_ name: String, _ size: Int) {
      if !sizes.contains(where: { $0.name == name }) { sizes.append((name, size)) }
    }
    for (name, value) in inputs.sorted(by: { $0.key < $1.key }) {
      for (axis, size) in value.shape.enumerated() {
        add(letter(of: axis, name, value.rank), size)
      }
    }
    if let x = inputs["x"], x.rank > 0 { sizes.sort { a, _ in a.name == "N" } }
    return sizes
  }

  /// The letter that the course uses for an axis.
  private static func letter(of axis: Int, _ name: String, _ rank: Int) -> String {
    let letters =
      switch (name, rank) {
      case ("x", 2): ["N", "D"]
      case ("x", 4): ["N", "C", "H", "W"]
      case ("w", 2): ["D", "C"]
      case ("w", 4): ["K", "C", "FH", "FW"]
      case ("scores", 2): ["N", "C"]
      case ("y", 1): ["N"]
      default: [String]()
      }
    return axis < letters.count ? letters[axis] : "\(name).shape[\(axis)]"
  }

  /// Conditions on the entries of a shape: on the other values of this shape, on the label, on the
  /// place.
  static func conditions(
    on shape: [Int], _ values: [String: Tensor], _ inputs: [String: Tensor]
  ) -> [(text: String, holds: [Bool])] {
    var conditions: [(text: String, holds: [Bool])] = []
    for (name, value) in values.sorted(by: { $0.key < $1.key }) where value.shape == shape {
      conditions += [
        ("where \"\(name)\" ≤ 0", value.elements.map { $0 <= 0 }),
        ("where \"\(name)\" > 0", value.elements.map { $0 > 0 }),
        ("where \"\(name)\" is 0", value.elements.map { $0 == 0 }),
      ]
    }
    let places = Tensor.zeros(shape)
    let indices = (0..<places.count).map { places.index(at: $0) }
    if let labels = inputs["y"], shape.count == 2, labels.shape == [shape[0]] {
      let isLabel = indices.map { Int(labels.elements[$0[0]]) == $0[1] }
      conditions += [
        ("at the label's column", isLabel), ("away from the label's column", isLabel.map { !$0 }),
      ]
    }
    if shape.count == 4 {
      let isBorder = indices.map {
        $0[2] == 0 || $0[3] == 0 || $0[2] == shape[2] - 1 || $0[3] == shape[3] - 1
      }
      conditions.append(("at the border", isBorder))
    }
    for axis in shape.indices where shape[axis] > 2 {
      conditions += [
        ("at the start of axis \(axis)", indices.map { $0[axis] == 0 }),
        ("at the end of axis \(axis)", indices.map { $0[axis] == shape[axis] - 1 }),
      ]
    }
    return conditions
  }
}
