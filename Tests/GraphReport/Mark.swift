import Grader

/// A verdict as it is shown: a sign, a word and a color, so that no color is needed to read it.
enum Mark: String, CaseIterable {
  case right, wrong, toDo, waits, crashed, unknown

  init(_ verdict: Verdict) {
    self =
      switch verdict {
      case .right: .right
      case .wrong, .doesNotCompile: .wrong
      case .toDo: .toDo
      case .waits, .notReached: .waits
      case .crashed, .timedOut: .crashed
      case .cannotTell: .unknown
      }
  }

  /// The sign in the graph and in the lists.
  var sign: String {
    switch self {
    case .right: "✓"
    case .wrong: "✗"
    case .toDo: "○"
    case .waits: "…"
    case .crashed: "!"
    case .unknown: "?"
    }
  }

  var word: String {
    switch self {
    case .right: "right"
    case .wrong: "wrong"
    case .toDo: "to do"
    case .waits: "waits"
    case .crashed: "crashed"
    case .unknown: "cannot tell"
    }
  }

  /// The class of the style sheet.
  var style: String {
    switch self {
    case .right: "r"
    case .wrong: "w"
    case .toDo: "t"
    case .waits: "a"
    case .crashed: "c"
    case .unknown: "u"
    }
  }

  /// Whether the line needs the student's hand.
  var isFault: Bool { self == .wrong || self == .crashed || self == .unknown }
}
