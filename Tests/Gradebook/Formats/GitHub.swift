/// GitHub's workflow commands and job summary.
/// (docs.github.com, "Workflow commands for GitHub Actions", "Adding a job summary".)
public enum GitHub {
  /// One annotation per wrong line, at its place.
  public static func annotations(_ record: GradedSubmission) -> String {
    record.assignments.flatMap { assignment in
      assignment.lines.compactMap { line -> String? in
        guard line.points == 0, let message = line.message, let file = line.file else { return nil }
        let place = "file=\(property(file)),line=\(line.lineNumber ?? 1)"
        return "::error \(place),title=\(property(line.title))::\(data(message))\n"
      }
    }.joined()
  }

  /// A table of the assignments, and what is wrong with which line, as Markdown.
  public static func summary(_ record: GradedSubmission, _ weights: Weights) -> String {
    let rows = record.assignments.map { assignment in
      let points = weights.points(of: assignment)?.asPoints ?? "–"
      let possible = weights.possible(in: assignment).asPoints
      return "| \(assignment.folder) | \(points) / \(possible) | "
        + "\(assignment.status.reason.map(cell) ?? assignment.status.word) |\n"
    }
    let complaints = record.assignments.flatMap { assignment in
      assignment.problems
        + assignment.lines.compactMap { line in
          line.points > 0 || line.message == nil
            ? nil
            : "\(line.file ?? assignment.folder):\(line.lineNumber ?? 1)\n"
              + "\(line.title): \(line.remark)"
        }
    }
    // In this element nothing is Markdown: no link, no picture, nobody mentioned.
    let text = complaints.map { JUnit.escaped($0) }.joined(separator: "\n\n")
    return "| assignment | points | |\n|---|--:|---|\n" + rows.joined()
      + (complaints.isEmpty ? "" : "\n<pre>\n\(text)\n</pre>\n")
  }

  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  /// A text from outside, for a cell of a table. Characters that Markdown could interpret are
  /// written as character references, and the text is set as code, in which nobody is mentioned.
  private static func cell(_ text: String) -> String {
    let inside = text.unicodeScalars.map { scalar in
      let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      return isPlain || " .,;:'-/".unicodeScalars.contains(scalar)
        ? "\(scalar)" : scalar.value < 0x20 ? " " : "&#\(scalar.value);"
    }
    return "<code>\(inside.joined())</code>"
  }
}
