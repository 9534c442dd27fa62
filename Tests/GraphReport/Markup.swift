import FlatBackprop
import Foundation

/// Text that becomes part of a page or a drawing.
enum Markup {
  /// A text, whoever wrote it, as one that no browser takes for markup.
  static func escape(_ text: String) -> String {
    guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) || $0 < 32 }) else { return text }
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped.unicodeScalars.append(character)
      // Nothing else below a blank may stand in a page.
      case _ where character.value < 32: escaped += "·"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }

  /// A number in a few significant digits.
  static func short(_ value: Double, _ digits: Int = 4) -> String {
    if value.isNaN { return "NaN" }
    // There is no minus zero on paper.
    return String(format: "%.\(digits)g", value == 0 ? 0 : value)
  }

  /// A coordinate, to a tenth of a pixel.
  static func px(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }

  /// Coordinates, with blanks only where they are needed.
  static func px(_ first: Double, _ rest: Double...) -> String {
    rest.reduce(px(first)) { $0 + ($1 < 0 && px($1) != "0" ? "" : " ") + px($1) }
  }

  /// The attributes that say where something stands.
  static func place(_ x: Double, _ y: Double) -> String { "x=\"\(px(x))\" y=\"\(px(y))\"" }

  /// The attribute that names classes, if there are some.
  static func style(_ classes: String) -> String {
    let classes = classes.split(separator: " ").joined(separator: " ")
    return classes.isEmpty ? "" : " class=\"\(classes)\""
  }

  /// Names as a list in a sentence.
  static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
