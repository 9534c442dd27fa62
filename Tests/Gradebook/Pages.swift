import Foundation

/// Pages for people: one for each student, and one for the class. Plain HTML in one file, readable
/// without a network or a script; whatever comes from a student is escaped.
public struct Pages {
  private let weights: Weights

  public init(weights: Weights = Weights()) { self.weights = weights }

  // MARK: - A student's page

  public func page(of record: GradedSubmission) -> String {
    let name = JUnit.escaped(record.student.name)
    let parts = record.assignments.map { assignment in
      let points = weights.points(of: assignment)?.asPoints ?? "–"
      let rows = assignment.lines.map { line in
        let kind = ClassStatistics.Kind(of: line)
        return "<tr class=\"\(kind)\"><td><code>\(JUnit.escaped(line.function))</code></td>"
          + "<td><code>\(JUnit.escaped(line.line))</code></td><td>\(kind.mark) "
          + "\(JUnit.escaped(line.verdict))</td><td>\(line.points > 0 ? "" : JUnit.escaped(line.remark))"
          + "\(Self.place(of: line))</td></tr>"
      }
      let problems = (assignment.status.reason.map { [$0] } ?? []) + assignment.problems
      return "<h2>\(assignment.folder) <small>\(points) of "
        + "\(weights.possible(in: assignment).asPoints)</small></h2>"
        + problems.map { "<p class=\"problem\">\(JUnit.escaped($0))</p>" }.joined()
        + (rows.isEmpty
          ? ""
          : "<table><thead><tr><th>function</th><th>line</th><th>verdict</th><th></th></tr></thead>"
            + "<tbody>\(rows.joined(separator: "\n"))</tbody></table>")
        + (assignment.printed.isEmpty
          ? ""
          : "<details><summary>Printed by the code</summary><pre>\(JUnit.escaped(assignment.printed))</pre></details>")
    }
    let leftOut =
      record.leftOut.isEmpty
      ? ""
      : "<h2>Left out</h2><ul>"
        + record.leftOut.map { "<li>\(JUnit.escaped($0))</li>" }.joined() + "</ul>"
    return Self.document(
      title: name,
      body: "<h1>\(name)</h1>" + (parts.isEmpty ? "<p>There is no record.</p>" : "")
        + parts.joined(separator: "\n") + leftOut)
  }

  private static func place(of line: GradedLine) -> String {
    guard let file = line.file, let number = line.lineNumber, line.points == 0 else { return "" }
    return " <small>\(JUnit.escaped(file)):\(number)</small>"
  }

  // MARK: - The class page

  /// Writes the page of the class: lines × students, the hardest lines, the most frequent causes.
  /// A student's name links to their page and to the drawing of their graphs, if those are next to
  /// it.
  public func writeClass(_ records: Records, to file: URL) throws {
    var statistics = ClassStatistics()
    try records.forEach { statistics.add($0) }
    try Tables.write(file) { write in
      write(Self.head(title: "The class"))
      let place = file.deletingLastPathComponent()
      write("<h1>The class</h1><p>\(statistics.students) submissions.</p>")
      write(
        statistics.hardestLines.isEmpty
          ? "" : "<h2>The hardest lines</h2>" + Self.bars(statistics.hardestLines))
      write(
        statistics.frequentCauses.isEmpty
          ? "" : "<h2>The most frequent causes</h2>" + Self.causes(statistics))
      write(
        "<h2>Lines and students</h2><p>A column a line: ✓ right, ✗ wrong, · to do or waiting.</p>")
      for map in statistics.maps {
        write("<h3>\(map.folder)</h3><div class=\"wide\"><table class=\"map\"><tbody>\n")
        for row in map.rows {
          let cells = zip(map.titles, row.kinds).map { title, kind in
            "<td class=\"\(kind)\" title=\"\(JUnit.escaped(title))\">\(kind.mark)</td>"
          }
          let remark = row.remark.map { "<td>\(JUnit.escaped($0))</td>" } ?? ""
          let name = Self.linked(row.student, in: place)
          write("<tr><th>\(name)</th>\(cells.joined())\(remark)</tr>\n")
        }
        write("</tbody></table></div>")
      }
      write("</body></html>\n")
    }
  }

  /// A student's name with links to those of their pages that exist.
  private static func linked(_ student: Roster.Student, in folder: URL) -> String {
    let file = FileName.safe(student.folder) + ".html"
    func link(_ room: String, _ text: String) -> String? {
      let path = "\(room)/\(file)"
      guard FileManager.default.fileExists(atPath: folder.appending(path: path).path) else {
        return nil
      }
      return "<a href=\"\(path.replacing("%", with: "%25"))\">\(text)</a>"
    }
    let name = JUnit.escaped(student.id)
    return (link("html", name) ?? name) + (link("report", "graphs").map { " " + $0 } ?? "")
  }

  private static func bars(_ lines: [(title: String, share: Double, count: Int)]) -> String {
    "<table>"
      + lines.map { line in
        let percent = Int((100 * line.share).rounded())
        return "<tr><td><code>\(JUnit.escaped(line.title))</code></td><td>\(percent) % wrong of "
          + "\(line.count)</td><td><meter min=\"0\" max=\"100\" value=\"\(percent)\"></meter></td></tr>"
      }.joined() + "</table>"
  }

  private static func causes(_ statistics: ClassStatistics) -> String {
    "<table>"
      + statistics.frequentCauses.map { cause in
        "<tr><td>\(cause.count) ×</td><td><code>\(JUnit.escaped(cause.title))</code></td>"
          + "<td>\(JUnit.escaped(cause.text))</td><td><code>\(JUnit.escaped(cause.code))</code> "
          + "<small>\(JUnit.escaped(cause.place))</small></td></tr>"
      }.joined() + "</table>"
  }

  // MARK: - The frame

  private static func document(title: String, body: String) -> String {
    head(title: title) + body + "</body></html>\n"
  }

  private static func head(title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>\(title)</title><style>
    :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
    body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
    table { border-collapse: collapse; } td, th { padding: .15rem .6rem; text-align: left; vertical-align: top; }
    .right { color: light-dark(#1a6b2f, #7dd895); } .wrong { color: light-dark(#a3160f, #ff9b94); }
    .open { color: light-dark(#666, #aaa); } .problem { border-left: 4px solid; padding-left: .6rem; }
    .wide { overflow-x: auto; } .map td { padding: 0 .25rem; text-align: center; }
    </style></head><body>
    """
  }
}

extension ClassStatistics.Kind {
  /// A mark in addition to the color, for those who cannot see it.
  fileprivate var mark: String {
    switch self {
    case .right: "✓"
    case .wrong: "✗"
    case .open: "·"
    }
  }
}
