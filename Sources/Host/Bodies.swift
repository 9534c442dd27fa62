import FlatBackprop

/// Other bodies for some lines of one function, by the line's name.
///
/// A submission has none. The kit's own tests plant mistakes with them: the function is the
/// solution, and one line of it computes something else.
public typealias Replacements = [String: (Values) throws -> Tensor]

/// What a replaced line can read: the inputs and the lines before it, by name.
public struct Values {
  let inputs: [String: Tensor]
  let handedOn: [String: Tensor]

  /// The value of a line or an input.
  public subscript(name: String) -> Tensor {
    guard let value = handedOn[name] ?? inputs[name] else {
      misuse("There is no value \"\(name)\" yet.")
    }
    return value
  }
}

/// Evaluates lines: by their own bodies, or by what replaces them.
final class Bodies {
  private let replacements: Replacements
  var inputs: [String: Tensor]

  /// The values that lines were given so far; kept only where something is replaced.
  var handedOn: [String: Tensor] = [:]

  init(_ replacements: Replacements, inputs: [String: Tensor]) {
    self.replacements = replacements
    self.inputs = inputs
  }

  func value(of name: String, otherwise body: () throws -> Tensor) throws -> Tensor {
    guard !replacements.isEmpty, let replacement = replacements[name] else { return try body() }
    return try replacement(Values(inputs: inputs, handedOn: handedOn))
  }
}
