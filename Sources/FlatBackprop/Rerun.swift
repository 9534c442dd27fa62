/// Detects a backward line that runs the forward pass again: a gradient made from differences of
/// the loss is right, but it is not backprop.
package enum Rerun {
  nonisolated(unsafe) private static var forbidden: Set<String> = []
  nonisolated(unsafe) private static var found = false

  /// Evaluates the body of a backward line.
  /// - Parameter lines: The forward lines of its function.
  /// - Throws: ``Forbidden`` if any ``Stage``, not only the function's own, ran one of them
  ///   meanwhile.
  package static func forbidding<Value>(
    _ lines: [StageLine], _ body: () throws -> Value
  ) throws -> Value {
    forbidden = Set(lines.map(\.position))
    found = false
    defer { forbidden = [] }
    let value = try body()
    if found { throw Forbidden() }
    return value
  }

  /// Notes that a stage runs a line.
  static func note(_ line: StageLine) {
    if !forbidden.isEmpty, forbidden.contains(line.position) { found = true }
  }

  /// What is wrong, in a sentence about "this line".
  package struct Forbidden: Error, CustomStringConvertible {
    package let description =
      "runs the forward pass again: a backward line is a formula, not a difference of losses"
  }
}

extension StageLine {
  fileprivate var position: String { "\(file):\(line)" }
}
