import FlatBackprop
import Protocol

// The graph of a function on a case: which lines read what, and which lead to the loss.

extension Expected.Run {
  /// The forward lines, the loss included.
  package var forward: [Expected.Line] { lines.filter { $0.role != .backward } }

  package var backward: [Expected.Line] { lines.filter { $0.role == .backward } }

  package func line(_ name: LineName) -> Expected.Line? { lines.first { $0.name == name } }

  /// The value of a forward line or an input.
  package func value(of name: LineName) -> Tensor? { line(name)?.value ?? inputs["\(name)"] }

  /// The run with some values changed: those of lines in what is handed on, the others in its
  /// inputs.
  func changed(
    by changes: [LineName: Tensor], handingOn lines: [LineName: Tensor]
  ) -> (run: Expected.Run, handOn: [LineName: Tensor]) {
    var (run, handOn) = (self, lines)
    for (name, value) in changes {
      if handOn[name] != nil { handOn[name] = value } else { run.inputs["\(name)"] = value }
    }
    return (run, handOn)
  }

  /// A variable and the forward lines that are computed from it.
  func made(of variable: LineName) -> Set<LineName> {
    forward.reduce(into: [variable]) { made, line in
      if line.reads.contains(where: made.contains) { made.insert(line.name) }
    }
  }

  /// The forward lines through which a variable reaches the loss, in the order they run.
  func descendants(of variable: LineName) -> [LineName] {
    let changed = made(of: variable)
    let leading = linesToTheLoss
    return forward.map(\.name).filter {
      $0 != variable && changed.contains($0) && leading.contains($0)
    }
  }

  /// The lines that read a variable and lead to the loss.
  package func readers(of variable: LineName) -> [Expected.Line] {
    let leading = linesToTheLoss
    return forward.filter { $0.reads.contains(variable) && leading.contains($0.name) }
  }

  /// The forward lines that the loss or a layer's output depends on. An update that is merely
  /// computed beside them keeps no gradient waiting.
  var linesToTheLoss: Set<LineName> {
    var leading = Set(forward.filter { $0.role == .loss || $0.name == outputLine }.map(\.name))
    for line in forward.reversed() where leading.contains(line.name) {
      leading.formUnion(line.reads)
    }
    return leading
  }

  /// The terms that add up to the loss: of a layer, `output · upstream`.
  private var terms: [Double] {
    if let upstream, let outputLine, let value = value(of: outputLine) {
      return zip(upstream.elements, value.elements).map { $0 * $1 }
    }
    return lines.first { $0.role == .loss }?.value?.elements ?? []
  }

  var loss: Double { terms.reduce(0, +) }

  /// The size of the terms that add up to the loss.
  var scale: Double { terms.reduce(0) { $0 + abs($1) } }

  /// The magnitude that gradients are measured against: that of the loss's terms, or that of the
  /// upstream gradient (1 for a loss) if it is larger. The latter is not 0 even if the loss is.
  var gradientScale: Double {
    max(scale, upstream?.elements.map { abs($0) }.max() ?? 1)
  }

  /// A layer's output line.
  package var outputLine: LineName? { output.map { LineName($0) } }
}
