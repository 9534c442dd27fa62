/// Decides what happens at each line of a flat function: whether its body is evaluated, and which
/// value the lines after it receive.
///
/// This is all the control over a student's function that grading needs: handing on a value other
/// than the body's *forces* a line, adding to one element of the value *nudges* it, and not
/// evaluating the body *skips* it.
package protocol Conductor: AnyObject {
  /// - Returns: The value handed on to the lines after this one.
  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor

  /// - Returns: The upstream gradient of a layer's output.
  func upstream(of name: String) -> Tensor
}

/// A line of a flat function: its name, its role, and where it stands.
package struct StageLine: Sendable {
  package enum Role: UInt8, Sendable {
    case forward, loss, backward
  }

  package let name: LineName
  package let role: Role
  package let file: StaticString
  package let line: UInt

  init(_ name: LineName, _ role: Role, _ file: StaticString, _ line: UInt) {
    (self.name, self.role, self.file, self.line) = (name, role, file, line)
  }
}
