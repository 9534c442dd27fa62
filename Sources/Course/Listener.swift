import FlatBackprop

/// Lets another conductor decide, and remembers what every line handed on.
final class Listener: Conductor {
  private var conductor: (any Conductor)?

  /// What the lines handed on, by their names.
  private(set) var values: [String: Tensor] = [:]

  func listening(to conductor: any Conductor) -> any Conductor {
    self.conductor = conductor
    return self
  }

  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
    let value = conductor?.run(line, evaluate: evaluate) ?? Tensor(0)
    values["\(line.name)"] = value
    return value
  }

  func upstream(of name: String) -> Tensor { conductor?.upstream(of: name) ?? Tensor(0) }
}
