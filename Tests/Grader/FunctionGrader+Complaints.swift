import FlatBackprop
import Supervisor

// What is wrong with a function beyond the values of its lines.

extension FunctionGrader {
  /// Complains about a function that returns something other than what its lines give.
  func check(
    _ value: Tensor, returnedAs label: String, _ handedOn: [String: Tensor], _ run: Expected.Run
  ) {
    guard let name = run.returns?[label],
      let line = run.lines.first(where: { "\($0.name)" == name }),
      let wanted = handedOn[name], findings.isRight(line.name)
    else { return }
    let isSame =
      value.shape == wanted.shape
      && zip(value.elements, wanted.elements).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
    if isSame { return }
    let what = label.isEmpty ? "" : " as \(label)"
    findings.note(
      .wrong(
        "is right, but \(findings.function) returns something else\(what): return \(line.name)"),
      of: line.name, in: run)
  }

  /// Complains about a line where none may be. It gets no value of its own, but all other lines do.
  func note(_ line: Session.Begun, inside outer: LineName?, _ run: Expected.Run) {
    let complaint =
      outer.map { "is a stage inside a stage: it stands in the line \"\($0)\"" }
      ?? "is run on another thread: a line is run where its function is"
    if run.line(line.name) != nil {
      findings.notePlace(line)
      findings.note(.wrong(complaint), of: line.name, in: run)
    } else {
      findings.note("\"\(line.name)\" \(complaint). Make it a plain let.", at: findings.place(line))
    }
  }
}
