import Diagnosis
import FlatBackprop
import Supervisor

/// What a case brought to light about the lines of a function.
struct Evidence {
  let run: Expected.Run

  /// What lines gave: those that are right on this case, and those that are wrong.
  var right: [LineName: Tensor] = [:]
  var wrong: [LineName: Tensor] = [:]

  /// The lines that have ended the process on this case.
  var crashed: Set<LineName> = []

  /// The numeric gradients that backward lines are compared with.
  var gradients: [LineName: NumericGradient] = [:]
}

/// Finds out why lines are wrong: gathers what ``Diagnosis`` needs to know from the student's own
/// function, by handing on the values of all lines and changing what one of them receives.
struct Investigator {
  private let function: FunctionGrader
  private let evidence: [Evidence]

  init(_ function: FunctionGrader, _ evidence: [Evidence]) {
    self.function = function
    self.evidence = evidence
  }

  /// The cause that explains what a line gave on all cases, if there is one.
  func cause(of line: String) throws -> Hypothesis? {
    var wrong: [(Evidence, Expected.Line)] = []
    var right: [(Evidence, Expected.Line)] = []
    for one in evidence {
      for actual in one.run.lines where actual.name.base == line {
        if one.wrong[actual.name] != nil || one.crashed.contains(actual.name) {
          wrong.append((one, actual))
        }
        if one.right[actual.name] != nil { right.append((one, actual)) }
      }
    }
    // The verdict already says that the value is not finite. Other causes can wait until that is
    // mended.
    if let (first, actual) = wrong.first, first.wrong[actual.name]?.isFinite == false { return nil }
    var observations: [Observation] = []
    // Each step of a loop is a case of its own, but a few of them show enough. Special cases come
    // last.
    for (evidence, actual) in telling(wrong) + telling(right) {
      do {
        if let one = try Observer(function, evidence, actual).observation() {
          observations.append(one)
        }
      } catch is Interruption {
        // The student's code does not survive the experiments: this case shows nothing.
      }
    }
    return Diagnosis.cause(of: observations)
  }

  private func telling(
    _ lines: [(Evidence, Expected.Line)]
  ) -> ArraySlice<(Evidence, Expected.Line)> {
    func isSpecial(_ one: (Evidence, Expected.Line)) -> Bool {
      one.0.run.hasSpecialSizes(for: function.declaration)
        || one.0.run.hasSpecialValues(for: function.declaration)
    }
    return (lines.filter { !isSpecial($0) } + lines.filter(isSpecial)).prefix(12)
  }
}

extension Tensor {
  /// Whether all elements are finite.
  var isFinite: Bool { elements.allSatisfy(\.isFinite) }
}
