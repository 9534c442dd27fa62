import GradientCheck

/// What has been found out about the lines of one function, over its cases.
final class Ledger {
  /// The function's name, as the course calls it.
  let function: String
  private let source: Source

  private var verdicts: [String: Verdict] = [:]
  private var caseNames: [String: String] = [:]
  private var places: [String: Place] = [:]

  /// Lines that have ended the process.
  private var deadly: Set<String> = []

  /// Lines that a run has come to.
  private var reached: Set<String> = []

  /// Lines with a shape that no right value fits into.
  private var misshapen: Set<String> = []

  /// What is wrong with the function as a whole.
  private(set) var problems: [Problem] = []

  /// Whether the function could not be run to its end.
  private(set) var isAborted = false

  init(of function: String, _ source: Source) {
    self.function = function
    self.source = source
  }

  /// A line in a loop is one line: `x(3)` is `x`.
  static func base(_ name: String) -> String {
    name.firstIndex(of: "(").map { String(name[..<$0]) } ?? name
  }

  // MARK: - Verdicts

  /// Notes what a case found: a line is right only if it is right on every case.
  func note(_ verdict: Verdict, of line: String, in run: Expected.Run) {
    let name = Self.base(line)
    switch (verdicts[name], verdict) {
    case (nil, _), (.right, _), (.waits, .wrong), (.waits, .crashed), (.waits, .timedOut),
      (.waits, .toDo):
      verdicts[name] = verdict
      caseNames[name] = verdict.isRight ? nil : run.name
    default: break
    }
  }

  /// Notes a line that is still to do, perhaps in a function that it calls.
  func noteToDo(_ line: String, at place: Place, in run: Expected.Run) {
    note(.toDo, of: line, in: run)
    places[Self.base(line)] = source.place(file: place.file, line: place.line)
  }

  func isRight(_ line: String) -> Bool { verdicts[Self.base(line)] == .right }

  func isWrong(_ line: String) -> Bool {
    if case .wrong = verdicts[Self.base(line)] { true } else { false }
  }

  /// What is reported of a line.
  /// - Parameter cause: Why it is wrong, where that is known.
  func report(of name: String, cause: Cause?) -> LineReport {
    let place = place(of: name)
    return LineReport(
      function: function, name: name, verdict: verdict(of: name, cause), place: place,
      caseName: caseNames[name],
      subject: place.flatMap(source.body) ?? "\"\(name)\" of \(function)", cause: cause?.sentence)
  }

  private func verdict(of name: String, _ cause: Cause?) -> Verdict {
    switch verdicts[name] {
    case .wrong(let text): .wrong(cause.map { "\(text): \($0.sentence)" } ?? text)
    case let verdict?: verdict
    case nil: problems.isEmpty ? .wrong("no stage called \"\(name)\" was run") : .notReached
    }
  }

  // MARK: - What can be run

  /// Whether a line is not to be run again: it is not written, or it has ended the process.
  func isExcluded(_ line: String) -> Bool {
    if deadly.contains(Self.base(line)) { return true }
    switch verdicts[Self.base(line)] {
    case .toDo, .crashed, .timedOut: return true
    default: return false
    }
  }

  /// Whether no line of a run is worth running any more.
  func isSettled(_ run: Expected.Run) -> Bool {
    isAborted || run.lines.allSatisfy { isExcluded($0.name) }
  }

  /// Notes that a line has ended the process.
  func exclude(_ line: String) { deadly.insert(Self.base(line)) }

  /// Notes that a run has come to a line.
  func noteReached(_ line: String) { reached.insert(line) }

  /// Notes that a line gives a shape that no right value fits into.
  func noteUnfit(_ line: String) { misshapen.insert(line) }

  /// Whether a line cannot be nudged: it is not there, or cannot take a right value.
  func isUnfit(_ line: String) -> Bool { !reached.contains(line) || misshapen.contains(line) }

  // MARK: - Places and problems

  /// Notes where a line says it stands.
  func notePlace(_ line: Session.Begun) {
    let name = Self.base(line.name)
    if places[name] == nil { places[name] = source.place(file: line.file, line: line.line) }
  }

  func place(of line: String) -> Place? {
    places[Self.base(line)] ?? source.place(ofStage: Self.base(line), in: function)
  }

  /// How many problems are worth reading.
  private static let mostProblems = 20

  /// Notes what is wrong with the function as a whole.
  func note(_ text: String, at place: Place?) {
    guard problems.count < Self.mostProblems else { return }
    let problem = Problem(text: text, place: place ?? source.place(of: "func \(function)("))
    if !problems.contains(problem) { problems.append(problem) }
  }

  /// Notes what is wrong, and where in the source.
  func note(_ text: String, atText place: String) { note(text, at: source.place(of: place)) }

  /// Notes why the function cannot be run to its end.
  func abort(_ text: String, at place: Place?) {
    isAborted = true
    note("\(function) \(text)", at: place)
  }
}
