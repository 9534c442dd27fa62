import Grader
import KitSupport

/// JUnit's XML: one suite per assignment, one case per line; lines that wait, are to do or were not
/// reached are skipped.
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

  /// Escapes a text for XML and HTML, which allow no control characters at all, not even escaped
  /// ones. The joiners in emoji and in words are kept.
  static func escaped(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.withoutControls(except: "\n\t\u{200c}\u{200d}").unicodeScalars.flatMap {
          scalar -> [Unicode.Scalar] in
          switch scalar {
          case "&": Array("&amp;".unicodeScalars)
          case "<": Array("&lt;".unicodeScalars)
          case ">": Array("&gt;".unicodeScalars)
          case "\"": Array("&quot;".unicodeScalars)
          case "'": Array("&#39;".unicodeScalars)
          case "\u{fffe}", "\u{ffff}": ["\u{fffd}"]
          default: [scalar]
          }
        }))
  }
}
