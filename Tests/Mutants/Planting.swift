import FlatBackprop
import Runner

/// Other bodies for some lines of one function, by the line's name. A line in a loop is named without
/// its step: `dx` replaces `dx(1)`, `dx(2)` and so on.
public typealias Replacements = [String: @Sendable (Values) throws -> Tensor]

extension Assignment.Function {
  /// The same function with other bodies for some of its lines.
  /// - Parameter name: What the judge calls it.
  public func planting(_ replacements: Replacements, as name: String) -> Assignment.Function {
    Assignment.Function(
      name, inputs: declaration.inputs, uses: declaration.uses,
      lineUses: declaration.lineUses ?? [:],
      writtenIn: declaration.writtenIn, cases: []
    ) { inputs, stage in
      try run(inputs, stage.conducted { Planter(replacements, inputs, for: $0) })
    }
  }
}

/// Stands between a function and the conductor of its stage, and gives some lines other bodies.
///
/// The function and whoever conducts it know nothing of this, so that a student's process needs no
/// hook for it.
private final class Planter: Conductor {
  private let replacements: Replacements
  private let inputs: Inputs
  private let conductor: any Conductor
  private var handedOn: [LineName: Tensor] = [:]

  init(_ replacements: Replacements, _ inputs: Inputs, for conductor: any Conductor) {
    self.replacements = replacements
    self.inputs = inputs
    self.conductor = conductor
  }

  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
    let value =
      if let replacement = replacements[line.name.base] {
        conductor.run(line) {
          try replacement(Values(inputs: inputs, handedOn: handedOn, line: line.name))
        }
      } else {
        conductor.run(line, evaluate: evaluate)
      }
    handedOn[line.name] = value
    return value
  }

  func upstream(of name: String) -> Tensor {
    let value = conductor.upstream(of: name)
    handedOn[LineName("d" + name)] = value
    return value
  }
}

/// What a planted line can read: the inputs and the lines before it, by name.
public struct Values {
  let inputs: Inputs
  let handedOn: [LineName: Tensor]
  let line: LineName

  /// The value of a line or an input; `dout` is what comes from upstream of the output `out`.
  public subscript(name: String) -> Tensor { handedOn[LineName(name)] ?? inputs[name] }

  /// The value of a line in a loop: `values["x", 2]` is that of `x(2)`.
  public subscript(name: String, step: Int) -> Tensor {
    guard let value = handedOn[LineName(name, step: step)] else {
      misuse("There is no value \"\(name)(\(step))\" yet.")
    }
    return value
  }

  /// The step of the line that is replaced: 2 in `dx(2)`.
  public var step: Int {
    guard let step = line.step else { misuse("\"\(line)\" is in no loop.") }
    return step
  }

  /// The whole number called `name`.
  public func integer(_ name: String) -> Int { Int(self[name].scalar) }
}
