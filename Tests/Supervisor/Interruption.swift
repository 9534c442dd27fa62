import FlatBackprop
import Foundation

/// The submission died while it ran a function.
package struct Interruption: LocalizedError {
  /// The line that had begun last, if any had.
  package let line: Session.Begun?

  /// Whether that line's body was running.
  package let wasInside: Bool
  package let death: Death

  package var errorDescription: String? {
    let place = line.map { " (\(wasInside ? "in" : "after") its line \"\($0.name)\")" } ?? ""
    return "The submission \(death.sentence)\(place)."
  }
}
