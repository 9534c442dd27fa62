import FlatBackprop
import Grader
import Protocol

/// Portrays a function that has been graded, by running the student's own code again.
struct Portraitist {
  let function: FunctionGrader
  let lines: [LineReport]

  private var findings: LineFindings { function.findings }

  /// - Parameter lines: The verdicts on the function's lines.
  init(_ function: FunctionGrader, lines: [LineReport]) {
    self.function = function
    self.lines = lines
  }

  /// The portrait, or `nil` for a function without cases.
  func portrait() throws -> Portrait? {
    guard let drawn else { return nil }
    var portrait = Portrait(
      function: function.declaration, lines: lines, problems: findings.problems,
      output: drawn.outputLine, drawn: drawn)
    let sittings = try function.runs.map(sit)
    portrait.cases = sittings.map(\.found)
    // The case that is drawn is asked first: it has all lines.
    let reads = self.reads(
      of: sittings.filter { $0.run.name == drawn.name }
        + sittings.filter { $0.run.name != drawn.name })
    for (variable, lines) in reads.found.sorted(by: { $0.key < $1.key }) {
      for line in lines { portrait.looks[line, default: []].append(variable) }
    }
    for (index, sitting) in sittings.enumerated() {
      portrait.cases[index].origins = windows(of: sitting, portrait.looks)
    }
    portrait.forward = forward(reads, drawn)
    portrait.backward = backward(reads, drawn, shares(of: sittings))
    return portrait
  }

  /// The run with the most lines. For a loop the first case is drawn: more steps show nothing new.
  private var drawn: Expected.Run? {
    guard let first = function.runs.first else { return nil }
    if first.lines.contains(where: { $0.name.step != nil }) { return first }
    return function.runs.dropFirst().reduce(first) { $1.lines.count > $0.lines.count ? $1 : $0 }
  }

  /// What a case has shown.
  struct Sitting {
    var found: Portrait.Case
    let gradients: [LineName: NumericGradient]

    var run: Expected.Run { found.run }
  }

  /// Runs the function on a case: each line that can be run, on right values of those before it.
  private func sit(_ run: Expected.Run) throws -> Sitting {
    let gradients = gradients(of: run)
    var found = Portrait.Case(run: run)
    for line in run.lines {
      if let right = line.value ?? gradients[line.name]?.tensor { found.right[line.name] = right }
    }
    if let output = run.outputLine, let upstream = run.upstream {
      found.right[output.gradient] = upstream
    }
    // Lines that are right need not be run again.
    for line in run.lines where findings.isRight(line.name) { found.given[line.name] = line.value }
    func handedOn(_ line: LineName) -> Tensor {
      found.right[line] ?? run.given[line] ?? Tensor(0)
    }
    guard !findings.isAborted else { return Sitting(found: found, gradients: gradients) }
    try function.record(
      run,
      begun: { line in
        let isKnown =
          run.line(line.name) == nil || found.right[line.name] != nil || findings.isRight(line.name)
        return isKnown && found.given[line.name] == nil && !findings.isExcluded(line.name)
          ? .evaluate : .handOn(handedOn(line.name))
      },
      ended: { line, outcome in
        guard case .value(let value) = outcome else { return handedOn(line.name) }
        guard run.line(line.name) != nil else { return nil }
        found.given[line.name] = value
        // A right line's gradient is as good as the numeric one, which was not computed again.
        if found.right[line.name] == nil { found.right[line.name] = value }
        return found.right[line.name]
      },
      died: { line, _ in findings.exclude(line.name) })
    for (name, value) in found.given where !findings.isRight(name) {
      let verdict =
        gradients[name]?.verdict(on: value)
        ?? found.right[name].map { Comparison.verdict(on: value, expected: $0) }
      if verdict?.complaint != nil { found.wrong.insert(name) }
    }
    return Sitting(found: found, gradients: gradients)
  }

  /// The numeric gradients of the variables whose backward lines are not right: for the others,
  /// what the student's lines give will do.
  private func gradients(of run: Expected.Run) -> [LineName: NumericGradient] {
    var gradients: [LineName: NumericGradient] = [:]
    for line in run.backward.map(\.name) where !findings.isRight(line) && !findings.isAborted {
      guard let value = run.value(of: line.variable),
        function.missing(for: line.variable, on: run).isEmpty
      else { continue }
      gradients[line] = try? Sweeping(function, run).gradient(of: line.variable, at: value)
    }
    return gradients
  }
}
