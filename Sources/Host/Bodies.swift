import FlatBackprop

/// Other bodies for some lines of one function, by the line's name.
///
/// A submission has none. The kit's own tests plant mistakes with them: the function is the
/// solution, and one line of it computes something else. A line in a loop is named without its step:
/// `dx` replaces `dx(1)`, `dx(2)` and so on.
public typealias Replacements = [String: (Values) throws -> Tensor]

/// What a replaced line can read: the inputs and the lines before it, by name.
public struct Values {
  let inputs: [String: Tensor]
  let handedOn: [String: Tensor]
  let line: StepName

  /// The value of a line or an input; `dout` is what comes from upstream of the output `out`.
  public subscript(name: String) -> Tensor {
    guard let value = handedOn[name] ?? inputs[name] else {
      misuse("There is no value \"\(name)\" yet.")
    }
    return value
  }

  /// The value of a line in a loop: `values["x", 2]` is that of `x(2)`.
  public subscript(name: String, step: Int) -> Tensor { self["\(name)(\(step))"] }

  /// The step of the line that is replaced: 2 in `dx(2)`.
  public var step: Int {
    guard let step = line.step else { misuse("\"\(line.base)\" is in no loop.") }
    return step
  }

  /// The whole number called `name`.
  public func integer(_ name: String) -> Int { Int(self[name].scalar) }
}

/// A line's name, taken apart: `dx(2)` is the line `dx` at step 2.
struct StepName {
  let base: String
  let step: Int?

  init(_ name: String) {
    let parts = name.split(separator: "(", maxSplits: 1)
    base = parts.first.map(String.init) ?? name
    step = parts.count == 2 ? Int(parts[1].dropLast()) : nil
  }
}

/// Evaluates lines: by their own bodies, or by what replaces them.
final class Bodies {
  private let replacements: Replacements
  private(set) var inputs: [String: Tensor]

  /// The values that lines were given so far.
  private var handedOn: [String: Tensor] = [:]

  init(_ replacements: Replacements, inputs: [String: Tensor]) {
    self.replacements = replacements
    self.inputs = inputs
  }

  /// Takes note of an input that is another one from now on. (What a replaced line can read is kept
  /// only where some line is replaced.)
  func note(input: Tensor, of name: String) {
    if !replacements.isEmpty { inputs[name] = input }
  }

  /// Takes note of what a line was given.
  func note(_ value: Tensor, of line: String) {
    if !replacements.isEmpty { handedOn[line] = value }
  }

  func value(of name: String, otherwise body: () throws -> Tensor) throws -> Tensor {
    guard !replacements.isEmpty else { return try body() }
    let line = StepName(name)
    guard let replacement = replacements[line.base] else { return try body() }
    return try replacement(Values(inputs: inputs, handedOn: handedOn, line: line))
  }
}
