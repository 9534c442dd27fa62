import FlatBackprop
import Protocol
import Supervisor

/// Grades the lines of one function on one case: the forward lines here, the backward lines in
/// `CaseGrader+Backward.swift`.
final class CaseGrader {
  let function: FunctionGrader
  let run: Expected.Run

  /// What the case has brought to light so far.
  var evidence: Evidence

  /// The variables whose nudges the forward pass does not follow.
  var unfaithful: Set<LineName> = []

  /// Whether a line has received a numeric gradient at a kink. If several numbers are equal, each
  /// gets the middle of its two slopes, and these do not add up.
  var isOutOfStep = false

  /// What the cases have found out together.
  var findings: LineFindings { function.findings }

  init(_ function: FunctionGrader, _ run: Expected.Run) {
    self.function = function
    self.run = run
    evidence = Evidence(run: run)
  }

  /// Compares each forward line with its expected value.
  func gradeForward() throws {
    var seen: Set<LineName> = []
    try function.record(
      run,
      begun: { line in
        if check(line, &seen), let standIn = standIn(after: seen) {
          return .handOn(standIn.value ?? placeholder(for: standIn.name))
        }
        guard let expected = run.line(line.name) else { return handleUnknown(line) }
        if let value = expected.value {
          return findings.isExcluded(line.name) ? .handOn(value) : .evaluate
        }
        return .handOn(placeholder(for: line.name))
      },
      ended: { line, outcome in
        guard let expected = run.line(line.name)?.value else { return keep(outcome) }
        switch outcome {
        case .value(let value):
          let verdict = Comparison.verdict(on: value, expected: expected)
          findings.note(verdict, of: line.name, in: run)
          if verdict.isRight {
            evidence.right[line.name] = value
          } else {
            evidence.wrong[line.name] = value
          }
          if value.shape != expected.shape { findings.noteUnfit(line.name) }
        case .toDo(let file, let number):
          findings.noteToDo(line.name, in: file, number, on: run)
        case .threw(let error): findings.note(.wrong(error), of: line.name, in: run)
        }
        return expected
      },
      died: { line, death in
        noteDeath(death, of: line.name)
        evidence.crashed.insert(line.name)
        seen = []
      })
  }

  /// Complains about a line that is unknown, run twice, or on the wrong side of the loss.
  /// - Returns: Whether a line of this name was run before.
  private func check(_ line: Session.Begun, _ seen: inout Set<LineName>) -> Bool {
    findings.noteReached(line.name)
    let place = findings.place(line) ?? findings.place(of: line.name)
    if run.line(line.name) == nil {
      let left = run.lines.map(\.name).filter { !seen.contains($0) }
      let wanted = left.first.map { "Expected here is \"\($0)\"." } ?? "No line is expected here."
      findings.note(
        "There is no line called \"\(line.name)\" in this function. \(wanted) "
          + "Names are part of the assignment: change it back.", at: place)
    } else if !seen.insert(line.name).inserted {
      findings.voidLine(line.name)
      findings.note(
        "The line \"\(line.name)\" is run twice: each name is for one line only.", at: place)
      return true
    } else if let role = run.line(line.name)?.role, role.rawValue != "\(line.role)" {
      findings.voidLine(line.name)
      findings.note(complaint(aboutRoleOf: line.name, wanted: role), at: place)
    }
    return false
  }

  /// The line that one with a name used before most likely stands for: the first that has not been
  /// run. With its value, the lines after it receive what they should.
  /// - Parameter seen: The lines that have been run.
  func standIn(after seen: Set<LineName>) -> Expected.Line? {
    run.lines.first { !seen.contains($0.name) }
  }

  /// The complaint about a line on the wrong side of the end of the forward pass.
  private func complaint(aboutRoleOf line: LineName, wanted: Expected.Line.Role) -> String {
    let loss = run.lines.first { $0.role == .loss }?.name ?? "loss"
    let end =
      run.output.map { "let d\($0) = stage.upstream(of: \"\($0)\")" }
      ?? "stage.loss" + (loss == "loss" ? "" : ".\(loss)")
    return switch wanted {
    case .loss: "\"\(line)\" is the loss, so its line is written \(end)."
    case .forward: "\"\(line)\" is a forward line: it stands before \(end)."
    case .backward: "\"\(line)\" is a backward line: it stands after \(end)."
    }
  }

  /// Runs a line that is not expected, unless it has ended the process before.
  func handleUnknown(_ line: Session.Begun) -> Session.Answer {
    findings.isExcluded(line.name) ? .handOn(Tensor(0)) : .evaluate
  }

  /// For each variable, the student's right forward lines that turn out to read it.
  func readers() throws -> [LineName: Set<LineName>] {
    var readers: [LineName: Set<LineName>] = [:]
    for line in run.backward {
      let variable = line.name.variable
      guard let value = run.value(of: variable), function.missing(for: variable, on: run).isEmpty
      else { continue }
      do {
        let found = try GraphFinder.readers(of: variable, value, in: run, where: findings.isRight) {
          try function.sweep(run, $0)
        }
        readers[variable] = Set(found)
      } catch is Interruption {
        // The student's code does not survive the nudges: grading the gradient will say so.
      }
    }
    return readers
  }

  func keep(_ outcome: Session.Outcome) -> Tensor? {
    if case .value = outcome { return nil }
    return Tensor(0)
  }

  func noteDeath(_ death: Death, of line: LineName) {
    findings.exclude(line)
    let sentence = death.sentence
    let verdict: Verdict =
      switch death.cause {
      case .refused: .wrong(sentence)
      case .outOfTime, .asleep: .timedOut(sentence)
      default: .crashed(sentence)
      }
    findings.note(verdict, of: line, in: run)
  }

  /// Stands in for a gradient that nobody needs: zeros, in the variable's shape.
  func placeholder(for gradient: LineName) -> Tensor {
    .zeros(run.value(of: gradient.variable)?.shape ?? [])
  }
}
