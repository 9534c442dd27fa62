import FlatBackprop
import Protocol
import Supervisor

extension CaseGrader {
  /// Grades the backward lines, once the forward lines have their verdicts on all cases.
  func gradeGradients() throws {
    // Each variable is nudged in the student's own forward pass.
    for line in run.backward where isGradable(line.name) {
      let variable = line.name.variable
      guard let gradient = numericGradient(line.name) else { continue }
      evidence.gradients[line.name] = gradient
      if let value = evidence.right[variable] { weigh(value, of: variable, by: gradient) }
    }
    try gradeBackward()
  }

  /// Whether a backward line's variable has a value, and its gradient waits for nothing.
  private func isGradable(_ line: LineName) -> Bool {
    let variable = line.variable
    return run.value(of: variable) != nil && function.missing(for: variable, on: run).isEmpty
  }

  /// Compares each backward line with the numeric gradient of its variable.
  private func gradeBackward() throws {
    let forwardValues = evidence.right
    var (unfit, seen): (Set<LineName>, Set<LineName>) = ([], [])
    try function.record(
      run,
      begun: { line in
        if run.line(line.name) != nil, !seen.insert(line.name).inserted,
          let standIn = standIn(after: seen)
        {
          return .handOn(standIn.value ?? handedOn(standIn.name))
        }
        guard let expected = run.line(line.name) else { return handleUnknown(line) }
        if let value = expected.value {
          return forwardValues[line.name] == nil || unfit.contains(line.name)
            ? .handOn(value) : .evaluate
        }
        let isOut = findings.isExcluded(line.name) || unfit.contains(line.name)
        return isOut ? .handOn(handedOn(line.name)) : .evaluate
      },
      ended: { line, outcome in
        guard let expected = run.line(line.name) else { return keep(outcome) }
        if let value = expected.value {
          // Only up to rounding: a sum over a dictionary may run in another order in another
          // process.
          if case .value(let second) = outcome, let first = forwardValues[line.name],
            !Comparison.verdict(on: second, expected: first).isRight
          {
            findings.note(
              .wrong("gives another value when it is run again on the same inputs"),
              of: line.name, in: run)
          }
          return value
        }
        return judge(outcome, of: line.name)
      },
      died: { line, death in
        seen = []
        unfit.insert(line.name)
        evidence.crashed.insert(line.name)
        if isGradable(line.name) || run.line(line.name)?.value != nil {
          noteDeath(death, of: line.name)
        } else {
          findings.note(waiting(line.name), of: line.name, in: run)
        }
      })
  }

  private func waiting(_ line: LineName) -> Verdict {
    .waits(for: function.missing(for: line.variable, on: run).map { "\($0)" })
  }

  /// Gives a backward line its verdict.
  /// - Returns: What the lines after it receive: the numeric gradient, even if the line is right,
  ///   because it may be off within the tolerance, which must not count against the lines after it.
  ///   `nil` if they receive the line's own value.
  private func judge(_ outcome: Session.Outcome, of line: LineName) -> Tensor? {
    switch outcome {
    case .toDo(let file, let number):
      findings.noteToDo(line, in: file, number, on: run)
    case .threw(let error):
      findings.note(.wrong(error), of: line, in: run)
    case .value(let value):
      guard let gradient = evidence.gradients[line] else {
        findings.note(waiting(line), of: line, in: run)
        break
      }
      let verdict = gradient.verdict(on: value, isTied: !isOutOfStep)
      findings.note(verdict, of: line, in: run)
      if verdict.isRight {
        evidence.right[line] = value
        // At a kink several gradients are right, and the numeric one is not one of them.
        if gradient.hasKink { return nil }
      }
      if case .wrong = verdict { evidence.wrong[line] = value }
    }
    return handedOn(line)
  }

  /// What the lines after a backward line receive.
  private func handedOn(_ line: LineName) -> Tensor {
    if evidence.gradients[line]?.hasKink == true { isOutOfStep = true }
    return evidence.gradients[line]?.tensor ?? placeholder(for: line)
  }
}
