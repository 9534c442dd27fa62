import Foundation
import Grader
import Portraits
import Protocol

/// The state of a watch, and how keys and gradings change it. ``WatchScreen`` draws it.
public struct Watch: Sendable {
  /// The course's folders, in order.
  let folders: [String]

  /// The assignment that is watched.
  public private(set) var folder: String
  public private(set) var report: Report?

  /// How many seconds it took to build and grade.
  private(set) var seconds = 0.0

  /// What the lines gave; `nil` until it is asked for.
  private(set) var portraits: [Portrait]?

  /// Why there is no verdict, or what became of a request.
  private(set) var note: String?
  private(set) var panel = Panel.none

  /// Whether something is being worked out.
  public private(set) var isBusy = false

  /// The index in ``items`` of the line or problem in hand.
  private(set) var current = 0
  private var hints: Hints
  private var functions: [Declaration.Function] = []
  private let handouts: URL

  /// What is shown below the complaint.
  enum Panel: Equatable {
    case none
    case hint(steps: Int)
    case values
    case inputs
    case list
  }

  /// What a key asks for.
  public enum Request: Equatable, Sendable {
    case quit
    case grade(String)
    case portray
    case openReport
  }

  /// - Parameters:
  ///   - handouts: The folder that holds the assignments' folders with their handouts.
  public init(_ folder: String, of folders: [String], handouts: URL) {
    (self.folder, self.folders, self.handouts) = (folder, folders, handouts)
    hints = Hints(handoutIn: handouts.appending(path: folder))
  }

  // MARK: - What is open

  /// Something that needs the student's attention.
  enum Item: Equatable {
    case problem(Problem)
    case line(LineReport)

    /// Whether something is wrong, and not just still to do.
    var isWrong: Bool {
      switch self {
      case .problem: true
      case .line(let line): line.verdict.complaint != nil
      }
    }
  }

  /// Problems first, then what is wrong, then what is to do.
  var items: [Item] {
    guard let report else { return [] }
    return report.problems.map(Item.problem)
      + report.lines.filter { $0.verdict.complaint != nil }.map(Item.line)
      + report.lines.filter { $0.verdict == .toDo }.map(Item.line)
  }

  var item: Item? { items.indices.contains(current) ? items[current] : nil }

  /// The line in hand.
  var line: LineReport? {
    if case .line(let line) = item { return line }
    return items.lazy.compactMap { if case .line(let line) = $0 { line } else { nil } }.first
  }

  /// The assignment after this one.
  var nextFolder: String? {
    folders.firstIndex(of: folder).flatMap { folders.dropFirst($0 + 1).first }
  }

  /// The steps of the hint for the line in hand.
  var hint: [String] {
    guard let line, let function = functions.first(where: { $0.name == line.function }) else {
      return []
    }
    return hints.steps(for: line.name, of: function)
  }

  // MARK: - What happens

  /// A key was pressed.
  public mutating func press(_ key: Character) -> Request? {
    note = nil
    switch key {
    case "q", "\u{4}": return .quit
    case "\u{1B}": panel = .none
    case "h":
      if case .hint(let steps) = panel {
        panel = .hint(steps: min(steps + 1, max(1, hint.count)))
      } else {
        panel = .hint(steps: 1)
      }
    case "v": return open(.values)
    case "i": return open(.inputs)
    case "l": panel = panel == .list ? .none : .list
    case "o": return report == nil ? nil : .openReport
    case "n":
      panel = .none
      if report?.isComplete == true { return nextFolder.map(Request.grade) }
      if !items.isEmpty { current = (current + 1) % items.count }
    default: break
    }
    return nil
  }

  private mutating func open(_ wanted: Panel) -> Request? {
    panel = panel == wanted ? .none : wanted
    return panel == wanted && portraits == nil && report != nil ? .portray : nil
  }

  /// Work on an assignment has begun.
  public mutating func begin(_ folder: String) {
    if folder != self.folder {
      self.folder = folder
      hints = Hints(handoutIn: handouts.appending(path: folder))
      (report, portraits, functions, current, panel) = (nil, nil, [], 0, .none)
    }
    (note, isBusy) = (nil, true)
  }

  /// An assignment was graded. Something that has just become wrong is taken in hand; otherwise the
  /// line in hand stays there, if it is still open.
  public mutating func take(
    _ report: Report, _ functions: [Declaration.Function], seconds: Double
  ) {
    let (before, known) = (item, items.filter(\.isWrong))
    let isFirst = self.report == nil
    (self.report, self.functions, self.seconds) = (report, functions, seconds)
    (portraits, isBusy, panel) = (nil, false, .none)
    let new = items.firstIndex { item in
      !isFirst && item.isWrong && !known.contains { Self.isSame(item, $0) }
    }
    current = new ?? items.firstIndex { Self.isSame($0, before) } ?? 0
  }

  private static func isSame(_ one: Item, _ other: Item?) -> Bool {
    switch (one, other) {
    case (.line(let one), .line(let other)):
      one.function == other.function && one.name == other.name
    case (.problem(let one), .problem(let other)): one == other
    default: false
    }
  }

  /// The lines' values were found.
  public mutating func take(_ portraits: [Portrait]) {
    (self.portraits, isBusy) = (portraits, false)
  }

  /// Something could not be done, or was done without showing otherwise.
  public mutating func take(note: String) { (self.note, isBusy) = (note, false) }
}
