import FlatBackprop
import GradientCheck
import Wire

/// Grades the lines of one function, each by itself, on all its cases.
///
/// On each case the forward lines are compared with their expected values, and every line after one
/// runs on the *expected* value. Then each variable whose forward lines are right is nudged, which
/// gives the numeric gradient that its backward line is compared with, and every line after that one
/// runs on the right gradient. So one slip fails one line. A line that has ended the process is not run again.
final class FunctionGrader {
  private let session: Session
  private let source: Source
  private let folder: String
  private let function: String

  /// How the submission calls the function.
  private let callName: String

  private var verdicts: [String: Verdict] = [:]
  private var caseNames: [String: String] = [:]
  private var causes: [String: Cause] = [:]
  private var deadly: Set<String> = []
  private var reached: Set<String> = []
  private var misshapen: Set<String> = []
  private var places: [String: Place] = [:]
  private var order: [String] = []
  private(set) var problems: [Problem] = []

  /// The function could not be run to its end.
  private var isAborted = false

  init(
    session: Session, source: Source, folder: String, function: String, callName: String? = nil
  ) {
    self.session = session
    self.source = source
    self.folder = folder
    self.function = function
    self.callName = callName ?? function
  }

  /// Grades the function.
  /// - Parameter runs: What it gives on each case.
  /// - Throws: ``CannotStart``.
  func grade(_ runs: [Expected.Run]) throws -> [LineReport] {
    for run in runs {
      for line in run.lines where !order.contains(Self.base(line.name)) {
        order.append(Self.base(line.name))
      }
    }
    // A backward line is graded only where the forward lines are right on all cases.
    let cases = runs.map { CaseGrader(self, $0) }
    var forward: [(grader: CaseGrader, forward: CaseGrader.Forward)] = []
    for one in cases where !isAborted && !isSettled(one.run) {
      forward.append((one, try one.gradeForward()))
    }
    try checkGraph(forward.map(\.grader))
    var evidence: [Evidence] = []
    for (one, values) in forward where !isAborted && !isSettled(one.run) {
      evidence.append(try one.gradeGradients(values))
    }
    for line in order {
      guard case .wrong = verdicts[line] else { continue }
      causes[line] = try Investigator(self, evidence).cause(of: line)
    }
    return order.map { name in
      let place = places[name] ?? source.place(ofStage: name, in: function)
      let line = "\"\(name)\" of \(function)"
      return LineReport(
        function: function, name: name, verdict: verdict(of: name), place: place,
        caseName: caseNames[name], subject: place.flatMap(source.body) ?? line,
        cause: causes[name]?.sentence)
    }
  }

  /// Complains about a forward line that gives the right numbers, but not out of the lines that it is
  /// meant to go on from: the gradients of those would be other ones.
  private func checkGraph(_ cases: [CaseGrader]) throws {
    // Not every case shows what a line reads: a factor of zero hides the other factor.
    var unseen: Set<[String]> = []
    var seen: Set<[String]> = []
    for one in cases where !isAborted {
      for (variable, readers) in try one.readers() {
        for line in one.run.forward where line.reads.contains(variable) {
          if readers.contains(line.name) {
            seen.insert([line.name, variable])
          } else {
            unseen.insert([line.name, variable])
          }
        }
      }
    }
    unseen.subtract(seen)
    for run in cases.map(\.run) {
      for line in run.forward where isRight(line.name) {
        guard let variable = line.reads.first(where: { unseen.contains([line.name, $0]) }) else {
          continue
        }
        note(
          .wrong(
            "gives the right numbers, but does not use \"\(variable)\": each line goes on from the "
              + "lines above it, or their gradients are other ones"), of: line.name, in: run)
      }
    }
  }

  private func verdict(of name: String) -> Verdict {
    switch verdicts[name] {
    case .wrong(let text):
      guard let cause = causes[name] else { return .wrong(text) }
      return .wrong("\(text): \(cause.sentence)")
    case let verdict?: return verdict
    case nil: return problems.isEmpty ? .wrong("no stage called \"\(name)\" was run") : .notReached
    }
  }

  /// Whether no line of a run is worth running any more.
  private func isSettled(_ run: Expected.Run) -> Bool {
    run.lines.allSatisfy { isExcluded($0.name) }
  }

  /// A line in a loop is one line: `x(3)` is `x`.
  static func base(_ name: String) -> String {
    name.firstIndex(of: "(").map { String(name[..<$0]) } ?? name
  }

  // MARK: - What a case reports

  /// Whether a line is not to be run again: it is not written, or it has ended the process.
  func isExcluded(_ line: String) -> Bool {
    if deadly.contains(Self.base(line)) { return true }
    switch verdicts[Self.base(line)] {
    case .toDo, .crashed, .timedOut: return true
    default: return false
    }
  }

  /// Notes that a line has ended the process.
  func exclude(_ line: String) { deadly.insert(Self.base(line)) }

  /// Notes that a run has come to a line.
  func noteReached(_ line: String) { reached.insert(line) }

  /// Notes that a line gives a shape that no right value fits into.
  func noteUnfit(_ line: String) { misshapen.insert(line) }

  /// Whether a line cannot be nudged: it is not there, or cannot take a right value.
  func isUnfit(_ line: String) -> Bool { !reached.contains(line) || misshapen.contains(line) }

  func isRight(_ line: String) -> Bool { verdicts[Self.base(line)] == .right }

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

  func notePlace(_ line: Session.Begun) {
    let name = Self.base(line.name)
    if places[name] == nil { places[name] = source.place(file: line.file, line: line.line) }
  }

  func place(of line: String) -> Place? {
    places[Self.base(line)] ?? source.place(ofStage: Self.base(line), in: function)
  }

  /// How many problems are worth reading.
  private static let mostProblems = 20

  func note(_ text: String, at place: Place?) {
    guard problems.count < Self.mostProblems else { return }
    let problem = Problem(text: text, place: place ?? source.place(of: "func \(function)("))
    if !problems.contains(problem) { problems.append(problem) }
  }

  /// Whether the function could not be run to its end.
  var hasAborted: Bool { isAborted }

  func abort(_ text: String, at place: Place?) {
    isAborted = true
    note("\(function) \(text)", at: place)
  }

  // MARK: - What a case asks

  func call(_ run: Expected.Run) -> Request.Call {
    Request.Call(folder: folder, function: callName, inputs: run.inputs, upstream: run.upstream)
  }

  /// Runs the function; a line that kills the process is noted and the run is repeated without it.
  func record(
    _ run: Expected.Run, begun: (Session.Begun) -> Session.Answer,
    ended: (Session.Begun, Session.Outcome) -> Tensor?, died: (Session.Begun, Death) -> Void
  ) throws {
    // Each repetition excludes one line more, so there is an end.
    for _ in 0...(2 * run.lines.count + 2) {
      do {
        try session.record(
          call(run),
          begun: { line in
            self.notePlace(line)
            return begun(line)
          },
          ended: ended,
          upstream: { self.upstream(of: $0, run) })
        return
      } catch let interruption as Interruption {
        if case .givenUp = interruption.death.cause {
          abort(interruption.death.sentence, at: nil)
          return
        } else if let line = interruption.line, interruption.wasInside {
          died(line, interruption.death)
        } else {
          let after = interruption.line.map { "after \"\($0.name)\"" } ?? "before its first line"
          abort(
            "\(interruption.death.sentence) (outside its lines, \(after))",
            at: interruption.line.flatMap { place(of: $0.name) })
          return
        }
      }
    }
    abort("kept dying", at: nil)
  }

  func sweep(_ run: Expected.Run, _ sweep: Request.Sweep) throws -> [Double] {
    try session.sweep(call(run), sweep)
  }

  private func upstream(of name: String, _ run: Expected.Run) -> Tensor {
    guard name == run.output, let upstream = run.upstream else {
      let wanted = run.output.map { "of: \"\($0)\"" } ?? "of nothing: it ends with a loss"
      note(
        "\(function) asks for the upstream gradient of \"\(name)\"; expected was \(wanted).",
        at: source.place(of: "upstream(of: \"\(name)\""))
      return run.value(of: name).map { .zeros($0.shape) } ?? Tensor(0)
    }
    return upstream
  }
}
