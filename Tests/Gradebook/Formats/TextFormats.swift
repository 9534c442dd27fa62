import Foundation

/// JUnit's XML: a suite an assignment, a case a line; what waits is skipped.
/// (The schema of Apache Ant's JUnit task, as CI systems and CodeGrade read it.)
public enum JUnit {
  public static func xml(_ record: GradedSubmission) -> String {
    let suites = record.assignments.map { assignment in
      let cases = assignment.lines.map { line in
        let head =
          "    <testcase classname=\"\(escaped(assignment.folder)).\(escaped(line.function))\" "
          + "name=\"\(escaped(line.line))\" time=\"0\""
        if line.points > 0 { return head + "/>" }
        let text = escaped(line.remark)
        let inner =
          line.waitsFor.isEmpty && !["to do", "not reached"].contains(line.verdict)
          ? "<failure message=\"\(text)\" type=\"\(escaped(line.verdict))\"/>"
          : "<skipped message=\"\(text)\"/>"
        return head + ">" + inner + "</testcase>"
      }
      let (failures, skipped) = (
        cases.count { $0.contains("<failure") }, cases.count { $0.contains("<skipped") }
      )
      let isBroken = !assignment.status.hasPoints
      let error =
        isBroken
        ? "    <testcase classname=\"\(escaped(assignment.folder))\" name=\"\(assignment.folder)\" "
          + "time=\"0\"><error message=\"\(escaped(assignment.status.reason ?? ""))\" "
          + "type=\"\(assignment.status.word)\"/></testcase>\n" : ""
      return
        "  <testsuite name=\"\(escaped(assignment.folder))\" tests=\"\(cases.count + (isBroken ? 1 : 0))\" "
        + "failures=\"\(failures)\" errors=\"\(isBroken ? 1 : 0)\" skipped=\"\(skipped)\" time=\"0\">\n"
        + error + cases.map { $0 + "\n" }.joined() + "  </testsuite>\n"
    }
    return
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"\(escaped(record.student.id))\">\n"
      + suites.joined() + "</testsuites>\n"
  }

  /// XML allows no control characters at all, not even escaped ones.
  static func escaped(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
          switch scalar {
          case "&": Array("&amp;".unicodeScalars)
          case "<": Array("&lt;".unicodeScalars)
          case ">": Array("&gt;".unicodeScalars)
          case "\"": Array("&quot;".unicodeScalars)
          case "'": Array("&#39;".unicodeScalars)
          case "\n", "\t": [scalar]
          case _ where scalar.value < 0x20 || scalar.value == 0xfffe || scalar.value == 0xffff:
            ["\u{fffd}"]
          default: [scalar]
          }
        }))
  }
}

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

/// Tables that learning management systems import.
public enum LMS {
  /// Canvas: the columns that its gradebook export has, and a row of possible points.
  /// (community.canvaslms.com, "How do I import grades in the Gradebook?".)
  public static func canvas(
    _ students: [GradedSubmission], assignments: [String], _ weights: Weights
  ) -> String {
    let possible = assignments.map { folder in
      students.lazy.compactMap { $0.assignments.first { $0.folder == folder && !$0.lines.isEmpty } }
        .first.map { weights.possible(in: $0).asPoints } ?? ""
    }
    let head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    return CSV.row(head + assignments)
      + CSV.row(["Points Possible", "", "", "", ""] + possible)
      + students.map { record in
        CSV.row(
          [record.student.name, "", record.student.id, record.student.id, ""]
            + points(record, assignments, weights))
      }.joined()
  }

  /// Moodle: an identifier and a column a grade item.
  /// (docs.moodle.org, "Grade import", "CSV import".)
  public static func moodle(
    _ students: [GradedSubmission], assignments: [String], _ weights: Weights
  ) -> String {
    CSV.row(["idnumber"] + assignments)
      + students.map { CSV.row([$0.student.id] + points($0, assignments, weights)) }.joined()
  }

  private static func points(
    _ record: GradedSubmission, _ assignments: [String], _ weights: Weights
  ) -> [String] {
    assignments.map { folder in
      record.assignments.first { $0.folder == folder }.flatMap { weights.points(of: $0)?.asPoints }
        ?? ""
    }
  }
}
