import Diagnosis
import FlatBackprop
import GradientCheck
import Protocol
import Supervisor

extension CaseGrader {
  /// Grades the backward lines, once the forward lines have their verdicts on all cases.
  /// - Returns: What is needed to find out why lines are wrong.
  func gradeGradients(_ forward: Forward) throws -> Evidence {
    var found = Backward()
    for line in run.backward {
      differentiate(line.name, &found)
      let variable = line.name.variable
      if let value = forward.right[variable], let gradient = found.gradients[line.name] {
        weigh(value, of: variable, by: gradient)
      }
    }
    try gradeBackward(&found, forwardValues: forward.right)
    return Evidence(
      run: run, gradients: found.gradients, wrong: forward.wrong.merging(found.wrong) { $1 },
      right: found.right.union(forward.right.keys), crashed: found.crashed.union(forward.crashed))
  }

  /// The forward lines that a variable's gradient waits for: those that it flows through and that
  /// are not right, and the variable's own line if it cannot be nudged.
  func missing(for variable: LineName) -> [LineName] {
    let isUnfit = run.line(variable) != nil && findings.isUnfit(variable)
    return (isUnfit ? [variable] : [])
      + run.descendants(of: variable).filter { !findings.isRight($0) }
  }

  /// Whether a backward line's variable has a value, and its gradient waits for nothing.
  private func isGradable(_ line: LineName) -> Bool {
    let variable = line.variable
    return run.value(of: variable) != nil && missing(for: variable).isEmpty
  }

  /// What is known about the backward lines so far.
  private struct Backward {
    var gradients: [LineName: NumericGradient] = [:]

    /// The variables whose nudges the forward pass does not follow.
    var unfaithful: Set<LineName> = []

    /// Whether a line has received a numeric gradient at a kink. If several numbers are equal, each
    /// gets the middle of its two slopes, and these do not add up.
    var isOutOfStep = false

    /// What the wrong lines gave.
    var wrong: [LineName: Tensor] = [:]
    var right: Set<LineName> = []
    var crashed: Set<LineName> = []
  }

  /// Nudges a line's variable in the student's own forward pass.
  private func differentiate(_ line: LineName, _ found: inout Backward) {
    if isGradable(line) {
      found.gradients[line] = numericGradient(line, &found.unfaithful)
    }
  }

  /// Compares each backward line with the numeric gradient of its variable.
  private func gradeBackward(
    _ found: inout Backward, forwardValues: [LineName: Tensor]
  ) throws {
    var (unfit, seen): (Set<LineName>, Set<LineName>) = ([], [])
    try function.record(
      run,
      begun: { line in
        if run.line(line.name) != nil, !seen.insert(line.name).inserted,
          let standIn = standIn(after: seen)
        {
          return .handOn(standIn.value ?? handedOn(standIn.name, &found))
        }
        guard let expected = run.line(line.name) else { return handleUnknown(line) }
        if let value = expected.value {
          return forwardValues[line.name] == nil || unfit.contains(line.name)
            ? .handOn(value) : .evaluate
        }
        let isOut = findings.isExcluded(line.name) || unfit.contains(line.name)
        return isOut ? .handOn(handedOn(line.name, &found)) : .evaluate
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
        return judge(outcome, of: line.name, &found)
      },
      died: { line, death in
        seen = []
        unfit.insert(line.name)
        found.crashed.insert(line.name)
        if isGradable(line.name) || run.line(line.name)?.value != nil {
          noteDeath(death, of: line.name)
        } else {
          findings.note(waiting(line.name), of: line.name, in: run)
        }
      })
  }

  private func waiting(_ line: LineName) -> Verdict {
    .waits(for: missing(for: line.variable).map { "\($0)" })
  }

  /// Gives a backward line its verdict.
  /// - Returns: What the lines after it receive: the numeric gradient, even if the line is right,
  ///   because it may be off within the tolerance, which must not count against the lines after it.
  ///   `nil` if they receive the line's own value.
  private func judge(
    _ outcome: Session.Outcome, of line: LineName, _ found: inout Backward
  ) -> Tensor? {
    switch outcome {
    case .toDo(let file, let number):
      findings.noteToDo(line, in: file, number, on: run)
    case .threw(let error):
      findings.note(.wrong(error), of: line, in: run)
    case .value(let value):
      guard let gradient = found.gradients[line] else {
        findings.note(waiting(line), of: line, in: run)
        break
      }
      let verdict = gradient.verdict(on: value, isTied: !found.isOutOfStep)
      findings.note(verdict, of: line, in: run)
      if verdict.isRight {
        found.right.insert(line)
        // At a kink several gradients are right, and the numeric one is not one of them.
        if gradient.hasKink { return nil }
      }
      if case .wrong = verdict { found.wrong[line] = value }
    }
    return handedOn(line, &found)
  }

  /// What the lines after a backward line receive.
  private func handedOn(_ line: LineName, _ found: inout Backward) -> Tensor {
    if found.gradients[line]?.hasKink == true { found.isOutOfStep = true }
    return found.gradients[line]?.tensor ?? placeholder(for: line)
  }
}
