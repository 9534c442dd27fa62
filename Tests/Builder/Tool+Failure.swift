import Foundation
import KitSupport

extension Tool.Outcome {
  /// What the compiler says without naming a line of the student's.
  var gist: String { Tool.gist(of: text) }

  /// Why the compiler could not work, where that is the machine's doing and not the student's: then it
  /// names no place in any file.
  var machineFailure: KitError? {
    if status == .died(signal: SIGKILL) {
      return KitError("The compiler was killed. Is there memory enough?")
    }
    let isElsewhere = gist.hasPrefix("<unknown>:0: error:")
    // A linker that writes to a full disk dies in some systems of a bus error.
    let isLinkers = text.contains("linker command failed due to signal")
    guard isElsewhere || isLinkers || gist.contains("No space left on device") else { return nil }
    return KitError("The compiler could not work: \(gist)")
  }
}

extension Tool {
  /// The first error in what a program said, or its first line.
  static func gist(of text: String) -> String {
    let lines = text.split(separator: "\n")
    let line = lines.first { $0.contains("error:") } ?? lines.first ?? "the compiler crashed"
    return String(line.prefix(300))
  }
}
