import FlatBackprop
import Foundation

/// A value formatted for people: in rows and columns, with four significant digits, and only a
/// corner of a large one.
enum TensorText {
  /// The most rows, columns and tables that are shown.
  private static let (mostRows, mostColumns, mostTables) = (6, 8, 2)

  /// The value as lines of text.
  static func lines(_ value: Tensor) -> [String] {
    let shape = value.shape
    guard value.count > 0 else { return ["nothing: one of its axes is 0"] }
    guard shape.count > 1 else { return table(value.elements, 1, value.count) }
    let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
    let tables = value.count / (rows * columns)
    if tables == 1 { return table(value.elements, rows, columns) }
    var lines: [String] = []
    for index in 0..<min(tables, mostTables) {
      let start = index * rows * columns
      let place = value.index(at: start).dropLast(2).map(String.init).joined(separator: ", ")
      lines.append("[\(place), …]")
      lines += table(Array(value.elements[start..<start + rows * columns]), rows, columns)
        .map { "  " + $0 }
    }
    if tables > mostTables { lines.append("… and \(tables - mostTables) tables more like these") }
    return lines
  }

  private static func table(_ elements: [Double], _ rows: Int, _ columns: Int) -> [String] {
    let (shownRows, shownColumns) = (min(rows, mostRows), min(columns, mostColumns))
    let texts = (0..<shownRows).map { row in
      (0..<shownColumns).map { short(elements[row * columns + $0]) }
    }
    let width = texts.joined().map(\.count).max() ?? 0
    var lines = texts.map { row in
      row.map { String(repeating: " ", count: width - $0.count) + $0 }.joined(separator: "  ")
        + (columns > shownColumns ? "  … \(columns) in all" : "")
    }
    if rows > shownRows { lines.append("… \(rows) rows in all") }
    return lines
  }

  /// A number with four significant digits.
  static func short(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "−∞" : "∞" }
    // There is no minus zero on paper.
    return String(format: "%.4g", value == 0 ? 0 : value).replacing("-", with: "−")
  }
}
