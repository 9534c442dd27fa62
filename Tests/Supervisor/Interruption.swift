import FlatBackprop

/// The submission died while it ran a function.
package struct Interruption: Error {
  /// The line that had begun last, if any had.
  package let line: Session.Begun?

  /// Whether that line's body was running.
  package let wasInside: Bool
  package let death: Death
}
