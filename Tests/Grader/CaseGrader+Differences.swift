import FlatBackprop
import GradientCheck
import Supervisor

// What nudging a student's forward pass reveals: the numeric gradients, and forward lines that are
// right only as long as nothing is nudged.

extension CaseGrader {
  /// The numeric gradient that a backward line is compared with; `nil` if a forward line is to
  /// blame.
  func numericGradient(_ line: LineName) -> NumericGradient? {
    let variable = line.variable
    guard let value = run.value(of: variable) else { return nil }
    do {
      let sweeping = Sweeping(function, run)
      let gradient = try sweeping.gradient(of: variable, at: value)
      if let sum = run.line(line)?.slope, !gradient.has(sum) {
        unfaithful.insert(variable)
        if blame(variable) { return nil }
        return NumericGradient(
          failure: "gives other numbers than it should", shape: value.shape)
      }
      return gradient
    } catch {
      let reason = (error as? Interruption)?.death.sentence ?? "could not be run. \(error)"
      return NumericGradient(failure: reason, shape: value.shape)
    }
  }

  /// Complains about a forward line whose error looks like rounding, but matters. Next to a
  /// probability of 1, one of 10⁻²⁰ is negligible, but its logarithm is not. The gradient tells
  /// what the loss makes of it.
  func weigh(_ value: Tensor, of line: LineName, by gradient: NumericGradient) {
    guard let expected = run.value(of: line), gradient.failure == nil else { return }
    let changes = zip(zip(value.elements, expected.elements), gradient.slopes).map { pair, slope in
      slope.isKnown ? abs((pair.0 - pair.1) * slope.value) : 0
    }
    let most = Tolerance.ofTheLoss * max(abs(run.loss), run.scale)
    guard let place = changes.indices.max(by: { changes[$0] < changes[$1] }), changes[place] > most
    else { return }
    let sentence = Comparison.sentence(
      entry: value.index(at: place), has: value.elements[place], wants: expected.elements[place],
      wrong: changes.count { $0 > most }, of: value.count)
    let slope = Comparison.short(gradient.slopes[place].value)
    findings.note(
      .wrong("\(sentence): that is little, but the gradient of the loss is \(slope) there"),
      of: line, in: run)
  }

  /// Finds the line to blame for a forward pass that is right, but does not follow when a variable
  /// is nudged: the line that reads the variable, if it is the only one and everything after it
  /// follows.
  /// - Returns: Whether the line was found, so that the variable's gradient waits for it.
  private func blame(_ variable: LineName) -> Bool {
    let readers = run.forward.filter { $0.reads.contains(variable) }.map(\.name)
    guard readers.count == 1, !unfaithful.contains(readers[0]) else { return false }
    findings.note(
      .wrong("gives the right numbers, but wrong ones when \"\(variable)\" is nudged"),
      of: readers[0], in: run)
    return true
  }
}
