import Foundation

/// A line of the screen, all of it in one style.
struct StyledLine: Equatable {
  enum Style: String {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case good = "32"
    case bad = "31"
    case open = "33"
  }

  var text: String
  var style = Style.plain

  /// What the terminal opens when the line is clicked.
  var link: String?

  init(_ text: String, _ style: Style = .plain, link: String? = nil) {
    (self.text, self.style, self.link) = (text, style, link)
  }

  static let empty = StyledLine("")

  /// The line as it is written to a terminal.
  func written(inColor: Bool) -> String {
    guard inColor else { return text }
    let styled = style == .plain ? text : "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    return link.map { "\u{1B}]8;;\($0)\u{1B}\\\(styled)\u{1B}]8;;\u{1B}\\" } ?? styled
  }

  /// The line broken into several that fit, the later ones indented like the first.
  func wrapped(to width: Int) -> [StyledLine] {
    text.wrapped(to: width).map { StyledLine($0, style, link: link) }
  }
}

extension String {
  /// The text in lines of a width, broken at blanks where there are any.
  func wrapped(to width: Int) -> [String] {
    guard width > 0, count > width else { return [self] }
    let indent = String(prefix { $0 == " " }.prefix(max(0, width / 2)))
    var lines: [String] = []
    var rest = Substring(self)
    while rest.count > width {
      let room = rest.prefix(width + 1)
      let start = room.firstIndex { $0 != " " } ?? room.startIndex
      let blank = room[start...].lastIndex(of: " ")
      let end = blank ?? rest.index(rest.startIndex, offsetBy: width)
      lines.append(String(rest[..<end]))
      rest = Substring(indent + rest[end...].drop { $0 == " " })
    }
    return lines + [String(rest)]
  }

  /// The text without codes that would move the cursor or change colors, which a student's code may
  /// print.
  var visible: String {
    String(
      unicodeScalars.compactMap { scalar -> Character? in
        if scalar == "\t" { return " " }
        return scalar.properties.generalCategory == .control ? nil : Character(scalar)
      })
  }
}
