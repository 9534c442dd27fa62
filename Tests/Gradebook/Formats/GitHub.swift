/// GitHub's workflow commands and job summary.
/// (docs.github.com, "Workflow commands for GitHub Actions", "Adding a job summary".)
public enum GitHub {
  /// An annotation a wrong line, at its place.
  public static func annotations(_ record: GradedSubmission) -> String {
    record.assignments.flatMap { assignment in
      assignment.lines.compactMap { line -> String? in
        guard line.points == 0, let message = line.message, let file = line.file else { return nil }
        let place = "file=\(property(file)),line=\(line.lineNumber ?? 1)"
        return "::error \(place),title=\(property(line.title))::\(data(message))\n"
      }
    }.joined()
  }

  /// A table of the assignments, as Markdown.
  public static func summary(_ record: GradedSubmission, _ weights: Weights) -> String {
    let rows = record.assignments.map { assignment in
      let points = weights.points(of: assignment)?.asPoints ?? "–"
      let possible = weights.possible(in: assignment).asPoints
      return "| \(assignment.folder) | \(points) / \(possible) | "
        + "\(cell(assignment.status.reason ?? assignment.status.word)) |\n"
    }
    return "| assignment | points | |\n|---|--:|---|\n" + rows.joined()
  }

  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  private static func cell(_ text: String) -> String {
    JUnit.escaped(text).replacing("|", with: "\\|").replacing("\n", with: " ")
  }
}
