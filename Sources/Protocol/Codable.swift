import FlatBackprop

// How values and names are written in JSON.

extension Tensor: Codable {
  private enum Key: CodingKey {
    case shape, elements
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let shape = try container.decode([Int].self, forKey: .shape)
    let elements = try container.decode([Double].self, forKey: .elements)
    guard Tensor.size(of: shape) == elements.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .elements, in: container,
        debugDescription: "\(elements.count) elements do not fill the shape \(shape)")
    }
    self.init(shape: shape, elements)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(shape, forKey: .shape)
    try container.encode(elements, forKey: .elements)
  }
}

extension LineName: Codable {
  /// A name alone, or in a loop a list of the name and the step: `"x"`, `["x", 2]`.
  public init(from decoder: any Decoder) throws {
    if let base = try? decoder.singleValueContainer().decode(String.self) {
      self.init(base)
    } else {
      var list = try decoder.unkeyedContainer()
      self.init(try list.decode(String.self), step: try list.decode(Int.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    if let step {
      var list = encoder.unkeyedContainer()
      try list.encode(base)
      try list.encode(step)
    } else {
      var value = encoder.singleValueContainer()
      try value.encode(base)
    }
  }
}
