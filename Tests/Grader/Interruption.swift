import FlatBackprop

/// The submission died while it ran a function.
struct Interruption: Error {
  /// The line that had begun last, if any had.
  let line: Session.Begun?

  /// Whether that line's body was running.
  let wasInside: Bool
  let death: Death
}
