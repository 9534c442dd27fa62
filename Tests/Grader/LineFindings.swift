import FlatBackprop
import Protocol
import Supervisor

/// What has been found out about the lines of one function, over its cases.
package final class LineFindings {
  /// The function's name, as the course calls it.
  let function: String
  private let source: Source
  private let writtenIn: [String: String]

  private var verdicts: [String: Verdict] = [:]
  private var caseNames: [String: String] = [:]
  private var places: [String: Place] = [:]

  /// The steps and cases that a line was right on, and those it has to be right on.
  private var rightOn: [String: Set<String>] = [:]
  private let needed: [String: Set<String>]

  /// Lines that do not count, because they are run twice or on the wrong side of the loss.
  private var void: Set<String> = []

  /// Lines that have ended the process.
  private var deadly: Set<String> = []

  /// Lines that a run has reached.
  private var reached: Set<LineName> = []

  /// Lines whose values have the wrong shape.
  private var misshapen: Set<LineName> = []

  /// What is wrong with the function as a whole.
  package private(set) var problems: [Problem] = []

  /// Whether the function could not be run to its end.
  package private(set) var isAborted = false

  /// - Parameter runs: The cases it is graded on.
  init(of function: Declaration.Function, on runs: [Expected.Run], _ source: Source) {
    needed = runs.reduce(into: [:]) { needed, run in
      for line in run.lines {
        needed[line.name.base, default: []].insert(Self.position(of: line.name, in: run))
      }
    }
    self.function = function.name
    writtenIn = function.writtenIn
    self.source = source
  }

  // MARK: - Verdicts

  /// Notes what a case found: a line is right only if it is right on every case.
  func note(_ verdict: Verdict, of line: LineName, in run: Expected.Run) {
    let name = line.base
    if verdict.isRight { rightOn[name, default: []].insert(Self.position(of: line, in: run)) }
    switch (verdicts[name], verdict) {
    case (nil, _), (.right, _), (.waits, .wrong), (.waits, .crashed), (.waits, .timedOut),
      (.waits, .toDo):
      verdicts[name] = verdict
      caseNames[name] = verdict.isRight ? nil : run.name
    default: break
    }
  }

  private static func position(of line: LineName, in run: Expected.Run) -> String {
    "\(line) on \(run.name)"
  }

  /// Notes that a line cannot be right, even if its value is: its problem is reported elsewhere.
  func voidLine(_ line: LineName) { void.insert(line.base) }

  /// Notes a line that is still to do, perhaps in a function that it calls.
  func noteToDo(_ line: LineName, in file: String, _ number: Int, on run: Expected.Run) {
    note(.toDo, of: line, in: run)
    places[line.base] = source.place(file: file, line: number)
  }

  package func isRight(_ line: LineName) -> Bool { verdicts[line.base] == .right }

  /// Whether a line gives wrong values on some case.
  func isWrong(_ line: String) -> Bool {
    if case .wrong = verdicts[line] { true } else { false }
  }

  /// The report on a line, before anyone has asked why it is wrong.
  func report(of name: String) -> LineReport {
    let place = place(of: LineName(name))
    return LineReport(
      function: function, name: name, verdict: verdict(of: name), place: place,
      caseName: caseNames[name],
      subject: place.flatMap(source.body) ?? "\"\(name)\" of \(function)", cause: nil)
  }

  private func verdict(of name: String) -> Verdict {
    switch verdicts[name] {
    // A line that was left out on some case was not right there.
    case .right where rightOn[name] != needed[name]:
      problems.isEmpty ? .wrong("is not run on every case") : .notReached
    case .right where void.contains(name): .notReached
    case let verdict?: verdict
    case nil: problems.isEmpty ? .wrong("no stage called \"\(name)\" was run") : .notReached
    }
  }

  // MARK: - What can be run

  /// Whether a line must not be run again, because it is not written yet or has ended the process.
  package func isExcluded(_ line: LineName) -> Bool {
    if deadly.contains(line.base) { return true }
    switch verdicts[line.base] {
    case .toDo, .crashed, .timedOut: return true
    default: return false
    }
  }

  /// Whether no line of a run is worth running any more.
  func isSettled(_ run: Expected.Run) -> Bool {
    isAborted || run.lines.allSatisfy { isExcluded($0.name) }
  }

  /// Notes that a line has ended the process.
  package func exclude(_ line: LineName) { deadly.insert(line.base) }

  /// Notes that a run has reached a line.
  func noteReached(_ line: LineName) { reached.insert(line) }

  /// Notes that a line's value has the wrong shape.
  func noteUnfit(_ line: LineName) { misshapen.insert(line) }

  /// Whether a line cannot be nudged: no run has reached it, or its value has the wrong shape.
  func isUnfit(_ line: LineName) -> Bool { !reached.contains(line) || misshapen.contains(line) }

  // MARK: - Places and problems

  /// Notes where a line says it stands.
  func notePlace(_ line: Session.Begun) {
    let name = line.name.base
    if places[name] == nil { places[name] = source.place(file: line.file, line: line.line) }
  }

  /// Where a line says it stands.
  func place(_ line: Session.Begun) -> Place? { source.place(file: line.file, line: line.line) }

  func place(of line: LineName) -> Place? {
    places[line.base] ?? writtenIn[line.base].flatMap(source.place(of:))
      ?? source.place(ofStage: line.base, in: function)
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
