import FlatBackprop
import KitSupport
import Protocol
import Supervisor

/// Grades the lines of one function, each by itself, on all its cases.
///
/// On each case, the forward lines are compared with their expected values, and the lines after
/// each one run on its *expected* value. Then each variable whose forward lines are right is
/// nudged. That gives the numeric gradient that its backward line is compared with, and the lines
/// after that one run on the right gradient. So one mistake fails one line. A line that has ended
/// the process is not run again.
package final class FunctionGrader {
  private let session: Session

  /// The cases it is graded on.
  package let runs: [Expected.Run]
  private let folder: String

  package let declaration: Declaration.Function

  /// How the submission calls the function.
  private let callName: String

  /// What has been found out so far.
  package let findings: LineFindings

  /// What each case brought to light.
  private var evidence: [Evidence] = []

  /// Collects what is printed.
  private let prints: Prints

  /// - Parameter runs: What the function gives on each case.
  init(
    session: Session, source: Source, folder: String, function: Declaration.Function,
    on runs: [Expected.Run], callName: String? = nil, prints: Prints = Prints()
  ) {
    self.session = session
    self.prints = prints
    self.folder = folder
    declaration = function
    self.callName = callName ?? function.name
    self.runs = runs
    findings = LineFindings(of: function, on: runs, source)
  }

  /// Gives every line its verdict, but no cause yet.
  /// - Throws: ``KitError``.
  func grade() throws -> [LineReport] {
    // A backward line is graded only where the forward lines are right on all cases.
    var cases: [CaseGrader] = []
    for run in runs where !findings.isSettled(run) {
      let one = CaseGrader(self, run)
      try one.gradeForward()
      cases.append(one)
    }
    try checkGraph(cases)
    for one in cases where !findings.isSettled(one.run) {
      try one.gradeGradients()
      evidence.append(one.evidence)
    }
    // The lines in the order they run.
    return runs.flatMap(\.lines).map(\.name.base).uniqued.map(findings.report)
  }

  /// Says why lines of the function are wrong. Lines that wait for something are skipped, because
  /// finding a cause takes longer than grading.
  func explain(_ lines: inout [LineReport]) throws {
    let investigator = Investigator(self, evidence)
    for index in lines.indices where lines[index].function == findings.function {
      guard case .wrong(let text) = lines[index].verdict, findings.isWrong(lines[index].name),
        let cause = try investigator.cause(of: lines[index].name)?.sentence
      else { continue }
      lines[index].cause = cause
      lines[index].verdict = .wrong("\(text): \(cause)")
    }
  }

  /// Complains about a forward line that gives the right numbers, but does not compute them from
  /// the lines that it should build on: their gradients would be different. If no gradient is asked
  /// for, any way of computing them will do.
  private func checkGraph(_ cases: [CaseGrader]) throws {
    // Not every case shows what a line reads: a factor of zero hides the other factor.
    var unseen: Set<[LineName]> = []
    var seen: Set<[LineName]> = []
    for one in cases where !findings.isAborted {
      let leading = one.run.linesToTheLoss
      for (variable, readers) in try one.readers() {
        for line in one.run.forward
        where line.reads.contains(variable) && leading.contains(line.name) {
          if readers.contains(line.name) {
            seen.insert([line.name, variable])
          } else if line.readsElsewhere?.contains(variable) != true {
            unseen.insert([line.name, variable])
          }
        }
      }
    }
    unseen.subtract(seen)
    for run in cases.map(\.run) {
      for line in run.forward where findings.isRight(line.name) {
        guard let variable = line.reads.first(where: { unseen.contains([line.name, $0]) }) else {
          continue
        }
        let isAskedFor = run.lines.contains { $0.name == variable.gradient }
        let reason =
          isAskedFor
          ? "\"\(variable.gradient)\" is asked for below" : "the gradients below flow through it"
        findings.note(
          .wrong("has the right numbers, but write it with \"\(variable)\": \(reason)"),
          of: line.name, in: run)
      }
    }
  }

  // MARK: - What a case asks

  func call(_ run: Expected.Run) -> Request.Call {
    run.call(in: folder, as: callName)
  }

  /// Runs the function; a line that kills the process is noted and the run is repeated without it.
  package func record(
    _ run: Expected.Run, begun: (Session.Begun) -> Session.Answer,
    ended: (Session.Begun, Session.Outcome) -> Tensor?, died: (Session.Begun, Death) -> Void
  ) throws {
    // Each repetition excludes one line more, so there is an end.
    for _ in 0...(2 * run.lines.count + 2) {
      prints.beginRun()
      var handedOn: [String: Tensor] = [:]
      do {
        try session.record(
          call(run),
          begun: { line in
            findings.notePlace(line)
            let answer = begun(line)
            if case .handOn(let value) = answer { handedOn["\(line.name)"] = value }
            return answer
          },
          ended: { line, outcome in
            let value = ended(line, outcome)
            if case .value(let own) = outcome { handedOn["\(line.name)"] = value ?? own }
            return value
          },
          upstream: { self.upstream(of: $0, run) },
          misplaced: { note($0, inside: $1, run) },
          returned: { check($1, returnedAs: $0, handedOn, run) },
          printed: { line, bytes, beyond in
            let origin = Prints.Origin(
              function: findings.function, line: line, caseName: run.name)
            prints.note(bytes, beyond: beyond, at: origin)
          })
        return
      } catch let interruption as Interruption {
        if case .givenUp = interruption.death.cause {
          findings.abort(interruption.death.sentence, at: nil)
          return
        } else if let line = interruption.line, interruption.wasInside {
          died(line, interruption.death)
        } else {
          let after = interruption.line.map { "after \"\($0.name)\"" } ?? "before its first line"
          findings.abort(
            "\(interruption.death.sentence) (outside its lines, \(after))",
            at: interruption.line.flatMap { findings.place(of: $0.name) })
          return
        }
      }
    }
    findings.abort("kept dying", at: nil)
  }

  package func sweep(_ run: Expected.Run, _ sweep: Request.Sweep) throws -> [Double] {
    try session.sweep(call(run), sweep)
  }

  /// The forward lines that a variable's gradient waits for: those that it flows through and that
  /// are not right, and the variable's own line if it cannot be nudged.
  package func missing(for variable: LineName, on run: Expected.Run) -> [LineName] {
    let isUnfit = run.line(variable) != nil && findings.isUnfit(variable)
    return (isUnfit ? [variable] : [])
      + run.descendants(of: variable).filter { !findings.isRight($0) }
  }

  private func upstream(of name: String, _ run: Expected.Run) -> Tensor {
    guard name == run.output, let upstream = run.upstream else {
      let wanted =
        run.output.map { "it should ask for that of \"\($0)\"" }
        ?? "it ends with a loss, so there is none"
      findings.note(
        "\(findings.function) asks for the upstream gradient of \"\(name)\": \(wanted).",
        atText: "upstream(of: \"\(name)\"")
      return run.value(of: LineName(name)).map { .zeros($0.shape) } ?? Tensor(0)
    }
    return upstream
  }
}
