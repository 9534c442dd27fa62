import FlatBackprop

/// A value as HTML: numbers where they are few, a heat map where they are many.
struct ValueView {
  let value: Tensor

  /// The entries that are not what they should be.
  var wrong: Set<Int> = []

  /// The entries that something is made of, or should be.
  var origins: [Int: Origin] = [:]

  /// How an entry goes into another one.
  enum Origin {
    /// It does, it should, it does but should not.
    case used, missed, stray
  }

  /// Whether it is a picture: then it is grey, from its smallest value to its largest.
  var isPicture = false

  /// What it is.
  var title: String

  /// More numbers than that are too many to be read one by one.
  private static let mostNumbers = 24
  private static let mostColumns = 8

  /// The value as rows, images beside each other.
  private var isSmall: Bool {
    if value.count == 0 { return true }
    return value.count <= Self.mostNumbers && (value.shape.last ?? 1) <= Self.mostColumns
      && value.rank < 4
      && !(isPicture && value.count > 9)
  }

  var html: String {
    isSmall
      ? table
      : "<figure><figcaption>\(Markup.escape(title))</figcaption>\(heatMap)</figure>"
  }

  private var table: String {
    let columns = max(value.shape.last ?? 1, 1)
    let block = value.rank > 2 ? value.shape[value.rank - 2] * columns : value.count
    // The end of a caption, of a row and of a cell need not be written.
    var text = "<table><caption>\(Markup.escape(title))"
    if value.count == 0 { text += "<tr><td>empty, \(value.shape)" }
    for (place, number) in value.elements.enumerated() {
      if place % columns == 0 {
        text += place > 0 && place % block == 0 ? "<tr class=f>" : "<tr>"
      }
      text += wrong.contains(place) ? "<td class=x>✗ " : cell(origins[place])
      text += Markup.short(number)
    }
    return text + "</table>"
  }

  private func cell(_ origin: Origin?) -> String {
    switch origin {
    case nil: "<td>"
    case .used: "<td class=y>● "
    case .missed: "<td class=x>○ "
    case .stray: "<td class=x>✗ "
    }
  }

  // MARK: - Heat maps

  /// No more is drawn than can be seen.
  private static let mostCells = 64
  private static let mostBlocks = 12

  private var heatMap: String {
    let columns = value.shape.last ?? 1
    let rows = value.rank > 1 ? value.shape[value.rank - 2] : 1
    let blocks = value.count / max(1, rows * columns)
    let (shownRows, shownColumns) = (min(rows, Self.mostCells), min(columns, Self.mostCells))
    let shownBlocks = min(blocks, Self.mostBlocks)
    let perRow = max(1, min(shownBlocks, 32 / (shownColumns + 1)))
    var levels: [String: String] = [:]
    var crosses = ""
    var frames = ""
    var gaps = ""
    let finite = value.elements.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
    for block in 0..<shownBlocks {
      let (left, top) = (
        block % perRow * (shownColumns + 1), block / perRow * (shownRows + 1)
      )
      for row in 0..<shownRows {
        var run = (level: "", start: 0)
        func close(_ column: Int) {
          guard !run.level.isEmpty else { return }
          levels[run.level, default: ""] +=
            "M\(left + run.start) \(top + row).5h\(column - run.start)"
        }
        for column in 0..<shownColumns {
          let place = (block * rows + row) * columns + column
          let level = level(of: value.elements[place], low, high)
          if level != run.level {
            close(column)
            run = (level, column)
          }
          let corner = "\(left + column) \(top + row)"
          if wrong.contains(place) || origins[place] == .stray {
            crosses += "M\(corner)l1 1m0-1l-1 1"
          }
          switch origins[place] {
          case .used: frames += "M\(corner)h1v1h-1z"
          case .missed: gaps += "M\(corner)h1v1h-1z"
          case .stray, nil: break
          }
        }
        close(shownColumns)
      }
    }
    let width = perRow * (shownColumns + 1) - 1
    let height = (shownBlocks + perRow - 1) / perRow * (shownRows + 1) - 1
    let cell = max(3, min(14, 260 / max(width, height)))
    let paths = levels.sorted { $0.key < $1.key }.map { "<path class=\($0) d=\"\($1)\"/>" }
      .joined()
    let marks = [("x", crosses), ("y", frames), ("k", gaps)].filter { !$1.isEmpty }
      .map { "<path class=\($0) d=\"\($1)\"/>" }.joined()
    let isCut = shownRows < rows || shownColumns < columns || shownBlocks < blocks
    let caption =
      "\(Markup.short(low)) … \(Markup.short(high))"
      + (isCut ? "; the first part of \(value.shape)" : "")
    return "<svg class=h viewBox=\"0 0 \(width) \(height)\" width=\(width * cell) role=img "
      + "aria-label=\"\(Markup.escape(spoken(low, high)))\">\(paths)\(marks)</svg>"
      + "<small>\(caption)</small>"
  }

  /// Four steps to either side of 0, or nine from black to white.
  private func level(of number: Double, _ low: Double, _ high: Double) -> String {
    guard number.isFinite else { return "nan" }
    if isPicture {
      return high > low ? "g\(Int(((number - low) / (high - low) * 8).rounded()))" : "g4"
    }
    let largest = max(abs(low), abs(high))
    guard largest > 0 else { return "" }
    let step = Int((abs(number) / largest * 4).rounded(.up))
    return abs(number) < 1e-9 * largest || step == 0 ? "" : "\(number < 0 ? "m" : "p")\(step)"
  }

  private func spoken(_ low: Double, _ high: Double) -> String {
    "\(isPicture ? "picture" : "heat map") of \(title), shape \(value.shape)"
      + (wrong.isEmpty ? "" : ", \(wrong.count) of \(value.count) entries wrong")
  }
}
