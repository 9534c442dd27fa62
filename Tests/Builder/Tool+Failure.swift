import Grader

extension Tool.Outcome {
  /// The gist of what the compiler says, for when it names no line of the student's.
  var gist: String { Tool.gist(of: text) }

  /// Whether the machine or the kit's own modules may be to blame, and not the student, so that
  /// building what is known to be right is worth a try.
  /// - Parameter errors: The errors that name a place in a student's file.
  func mayBeTheMachines(_ errors: [CompilerMessage]) -> Bool {
    if case .died = status { return true }
    return errors.isEmpty
      || errors.contains { error in
        error.text.hasPrefix("no such module 'FlatBackprop'")
          || error.text.hasPrefix("module compiled with") || error.text.contains("malformed module")
      }
  }
}

extension Tool {
  /// The first error in a program's output, or its first line.
  static func gist(of text: String) -> String {
    let lines = text.split(separator: "\n")
    let line = lines.first { $0.contains("error:") } ?? lines.first ?? "the compiler crashed"
    return line.clipped()
  }
}
