import FlatBackprop

/// What goes on in a layer: its activations on some examples, and their gradients.
package struct Layer {
  package let name: String

  /// `[N, …]`, an example a row.
  package let values: Tensor
  package let gradient: Tensor?

  package init(_ name: String, _ values: Tensor, gradient: Tensor?) {
    (self.name, self.values, self.gradient) = (name, values, gradient)
  }

  /// The layers that a plain stage has run, by their lines' names; with their gradients, where the
  /// function computes them.
  package static func layers(_ names: [String], of stage: Stage) -> [Layer] {
    names.compactMap { name in
      stage[name].map { Layer(name, $0, gradient: stage["d" + name]) }
    }
  }

  /// The part of the activations that are 0.
  var zeros: Double { Double(values.elements.count { $0 == 0 }) / Double(max(values.count, 1)) }

  /// How many units are 0 on every example: after a ReLU they are dead, as nothing flows back through
  /// them; and how many units there are.
  var dead: (count: Int, of: Int) {
    guard values.rank > 1, values.shape[0] > 1 else { return (0, 0) }
    let units = values.count / values.shape[0]
    let dead = (0..<units).count { unit in
      stride(from: unit, to: values.count, by: units).allSatisfy { values.elements[$0] == 0 }
    }
    return (dead, units)
  }

  /// The size of an entry of the gradient: the root of the mean of the squares.
  var gradientSize: Double? {
    guard let gradient, gradient.count > 0 else { return nil }
    return (gradient.elements.reduce(0) { $0 + $1 * $1 } / Double(gradient.count)).squareRoot()
  }
}

/// A trainee that can be looked into while it learns.
package protocol LayeredTrainee: Trainee {
  /// Its layers on some of its examples, from the first to the last.
  func layers() throws -> [Layer]

  /// The filters of its first layer, `[K, C, H, W]`, if it has some.
  func filters() -> Tensor?
}

extension LayeredTrainee {
  package func filters() -> Tensor? { nil }
}
