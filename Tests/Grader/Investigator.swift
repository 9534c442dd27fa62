import Diagnosis
import FlatBackprop
import GradientCheck

/// What a case brought to light about the lines of a function.
struct Evidence {
  let run: Expected.Run
  let gradients: [LineName: NumericGradient]

  /// What the wrong lines gave.
  let wrong: [LineName: Tensor]

  /// The lines that are right on this case.
  let right: Set<LineName>
}

/// Finds out why lines are wrong: gathers what ``Diagnosis`` needs to know from the student's own
/// function, by forcing all lines and changing what one of them receives.
struct Investigator {
  private let function: FunctionGrader
  private let evidence: [Evidence]

  init(_ function: FunctionGrader, _ evidence: [Evidence]) {
    self.function = function
    self.evidence = evidence
  }

  /// The cause that explains what a line gave on all cases, if there is one.
  func cause(of line: String) throws -> Cause? {
    var wrong: [(Evidence, Expected.Line)] = []
    var right: [(Evidence, Expected.Line)] = []
    for one in evidence {
      for actual in one.run.lines where actual.name.base == line {
        if one.wrong[actual.name] != nil { wrong.append((one, actual)) }
        if one.right.contains(actual.name) { right.append((one, actual)) }
      }
    }
    // Where it begins to give no number has been told: what else is wrong with it comes later.
    if let (first, actual) = wrong.first, first.wrong[actual.name]?.isFinite == false { return nil }
    wrong = wrong.filter { $0.wrong[$1.name]?.isFinite == true }
    // The first case may be so special that what would repair the line cannot be seen on it.
    var experiments: [Cause] = []
    for (evidence, actual) in wrong.prefix(3) where experiments.isEmpty {
      let suspect = try? Inquiry(function, evidence, actual).suspect(trying: nil)
      experiments = suspect?.experiments.filter(\.isRepaired).map(\.cause) ?? []
    }
    var suspects: [Suspect] = []
    // The steps of a loop are cases of their own, but a few of them tell enough.
    for (evidence, actual) in wrong.prefix(12) + right.prefix(12) {
      do {
        let inquiry = Inquiry(function, evidence, actual)
        if let suspect = try inquiry.suspect(trying: experiments) { suspects.append(suspect) }
      } catch is Interruption {
        // The student's code does not survive the questions: this case tells nothing.
      }
    }
    return Diagnosis.cause(of: suspects)
  }
}

extension Tensor {
  /// Whether all elements are numbers.
  var isFinite: Bool { elements.allSatisfy(\.isFinite) }
}
