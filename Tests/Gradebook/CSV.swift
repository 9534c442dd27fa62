import Grader
import KitSupport

/// Comma-separated values as RFC 4180 describes them: fields with a comma, a quote or a line break
/// are quoted, and a quote inside is doubled.
public enum CSV {
  /// Reads a table.
  /// - Returns: The rows, each with its fields. Empty lines are skipped.
  /// - Throws: A sentence about a quote that is never closed, or that closes in the middle of a
  ///   field.
  public static func rows(of text: String) throws -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var wasQuoted = false
    var line = 1
    func end() {
      row.append(field)
      (field, wasQuoted) = ("", false)
    }
    // A byte order mark, as spreadsheets write it, is no part of the first field.
    var rest = Substring(text).unicodeScalars.drop { $0 == "\u{feff}" }
    while let scalar = rest.popFirst() {
      if scalar == "\n" { line += 1 }
      switch scalar {
      case "\"" where isQuoted:
        if rest.first == "\"" {
          field.unicodeScalars.append(rest.removeFirst())
        } else {
          isQuoted = false
        }
      case _ where isQuoted: field.unicodeScalars.append(scalar)
      case "\"" where field.isEmpty && !wasQuoted: (isQuoted, wasQuoted) = (true, true)
      case ",": end()
      case "\r" where rest.first == "\n": continue
      case "\n", "\r":
        end()
        if row != [""] { rows.append(row) }
        row = []
      case _ where wasQuoted:
        throw KitError("Line \(line): something stands behind the quote that ends a field.")
      default: field.unicodeScalars.append(scalar)
      }
    }
    if isQuoted { throw KitError("Line \(line): a quote is opened and never closed.") }
    end()
    if row != [""] { rows.append(row) }
    return rows
  }

  /// The characters that a spreadsheet takes for the beginning of a formula, including their
  /// full-width forms.
  private static let formulas = "=+-@\t\r\n\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".unicodeScalars

  /// Writes a row.
  ///
  /// A spreadsheet takes a field that begins with `=`, `+`, `-`, `@`, a tab or a line break for a
  /// formula, and runs it. Such a field gets an apostrophe in front, unless it is a number. Codes
  /// that a terminal would obey become a `�`.
  public static func row(_ fields: [String]) -> String {
    fields.map { text in
      let isFormula = text.unicodeScalars.first.map { formulas.contains($0) }
      let harmless = (isFormula == true && Double(text) == nil ? "'" + text : text)
        .withoutControls(except: "\t\r\n\u{200c}\u{200d}")
      let needsQuotes = harmless.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
      return needsQuotes ? "\"" + harmless.replacing("\"", with: "\"\"") + "\"" : harmless
    }.joined(separator: ",") + "\r\n"
  }
}
