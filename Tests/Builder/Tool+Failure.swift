import Grader

extension Tool.Outcome {
  /// What the compiler says without naming a line of the student's.
  var gist: String { Tool.gist(of: text) }

  /// Whether it may be that the machine failed, or the kit's own modules, and not the student: that is
  /// worth a try with what is known to be right.
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
  /// The first error in what a program said, or its first line.
  static func gist(of text: String) -> String {
    let lines = text.split(separator: "\n")
    let line = lines.first { $0.contains("error:") } ?? lines.first ?? "the compiler crashed"
    return line.clipped()
  }
}
