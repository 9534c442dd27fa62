import FlatBackprop
import Grader
import Protocol

// Which lines read which, according to the student's own code.

extension Portraitist {
  /// What was found about the lines that read each variable.
  struct Reads {
    /// The lines that look at a variable, on some case.
    var found: [LineName: Set<LineName>] = [:]

    /// The lines that could be evaluated.
    var asked: Set<LineName> = []

    /// The variables that could be changed.
    var changed: Set<LineName> = []

    func isUnknown(_ from: LineName, _ to: LineName) -> Bool {
      !asked.contains(to) || !changed.contains(from)
    }
  }

  /// Finds the graph, forward and backward: with every line forced to its right value, a change of
  /// one variable changes the bodies that read it, and no others.
  func reads(of sittings: [Sitting]) -> Reads {
    var reads = Reads()
    for sitting in sittings where !function.findings.isAborted {
      let before = reads.found
      find(sitting, &reads)
      // Not every case shows what a line reads: a factor of zero hides the other factor. But most
      // do, and once everything that should be read has been seen, the other cases would show
      // nothing new.
      let isComplete = sitting.run.lines.allSatisfy { line in
        line.role == .backward
          || line.reads.allSatisfy { reads.found[$0]?.contains(line.name) == true }
      }
      if isComplete && (reads.found == before || sitting.found.wrong.isEmpty) { break }
    }
    return reads
  }

  /// How much a variable is changed, at first and if that shows too little. A mask changes only
  /// where a number changes its sign, and a maximum only where another number becomes the largest.
  private static let sizes = [[0, 0.4], [0, 1e-3, -0.7, 4, -25]]

  private func find(_ sitting: Sitting, _ reads: inout Reads) {
    let run = sitting.run
    let handOn = run.given.merging(sitting.found.right) { $1 }
    reads.asked.formUnion(sitting.found.given.keys)
    let inputs = run.nudgeableInputs(of: function.declaration)
    let gradients = sitting.found.right.keys.filter { run.value(of: $0) == nil }.sorted()
    for variable in inputs + run.forward.map(\.name) + gradients {
      guard let value = handOn[variable] ?? run.value(of: variable) else { continue }
      // A line reads only what comes before it.
      let start = run.lines.firstIndex { $0.name == variable }.map { $0 + 1 } ?? 0
      let lines = run.lines[start...].filter { sitting.found.given[$0.name] != nil }
      guard !lines.isEmpty else { continue }
      reads.changed.insert(variable)
      var isClear = false
      for sizes in Self.sizes where !isClear {
        guard
          let changed = try? changed(lines, by: (variable, value), sizes, handOn, sitting)
        else { continue }
        reads.found[variable, default: []].formUnion(changed)
        isClear = lines.allSatisfy { line in
          function.findings.isRight(line.name)
            && (changed.contains(line.name) || !line.reads.contains(variable))
        }
      }
      // The same search that found what the correct lines read.
      guard !isClear, run.value(of: variable) != nil else { continue }
      let same = try? GraphFinder.readers(
        of: variable, value, in: run, where: { sitting.found.given[$0] != nil },
        sweep: { try function.sweep(run, $0) })
      reads.found[variable, default: []].formUnion(same ?? [])
    }
  }

  /// The lines that give something else when a variable is changed.
  private func changed(
    _ lines: [Expected.Line], by variable: (name: LineName, value: Tensor), _ sizes: [Double],
    _ handOn: [LineName: Tensor], _ sitting: Sitting
  ) throws -> [LineName] {
    var random = SeededGenerator(seed: "\(variable.name)".stableHash)
    func weights(_ shape: [Int]) -> Tensor { .uniform(shape, in: 0.5...1.5, using: &random) }
    let sweep = Request.Sweep(
      variable: variable.name,
      nudges: sizes.enumerated().map { .init(place: variable.value.count + $0, offset: $1) },
      directions: sizes.enumerated().map { index, _ in
        // All elements up together, or some up and some down, which shows what the former hides.
        let direction = weights(variable.value.shape)
        return index.isMultiple(of: 2) ? 4 * (direction - 1) : direction
      }, handOn: handOn,
      watch: lines.map {
        .init(line: $0.name, weights: weights(sitting.found.given[$0.name]!.shape))
      })
    let rows = sweep.watched(in: try function.sweep(sitting.run, sweep))
    return lines.enumerated().filter { index, _ in
      rows.contains { $0[index].bitPattern != rows[0][index].bitPattern }
    }.map(\.element.name)
  }

  /// The edges of the forward pass.
  func forward(_ reads: Reads, _ run: Expected.Run) -> [Portrait.Edge] {
    let sources = run.nudgeableInputs(of: function.declaration) + run.forward.map(\.name)
    return run.forward.flatMap { line in
      sources.compactMap { source in
        edge(source, line.name, isWanted: line.reads.contains(source), reads)
      }
    }
  }

  /// The edges of the backward pass.
  /// - Parameter shares: What is wrong with what flows along some of them.
  func backward(
    _ reads: Reads, _ run: Expected.Run, _ shares: [Flow: Portrait.State]
  ) -> [Portrait.Edge] {
    var sources = run.backward.map(\.name)
    if let output = run.outputLine { sources.insert(output.gradient, at: 0) }
    return run.backward.flatMap { line -> [Portrait.Edge] in
      let readers = run.readers(of: line.name.variable).map(\.name.gradient)
      let written = sources.filter { $0 != line.name }.compactMap { source in
        let isWanted = readers.contains(source)
        let share = isWanted ? shares[Flow(source, line.name)] : nil
        return share.map { Portrait.Edge(from: source, to: line.name, state: $0) }
          ?? edge(source, line.name, isWanted: isWanted, reads)
      }
      // What flows back through a line whose gradient has no line of its own.
      let unwritten = readers.filter { !sources.contains($0) }.map { source in
        let state: Portrait.State = reads.asked.contains(line.name) ? .read : .open
        return Portrait.Edge(
          from: source, to: line.name, state: shares[Flow(source, line.name)] ?? state)
      }
      return written + unwritten
    }
  }

  private func edge(
    _ from: LineName, _ to: LineName, isWanted: Bool, _ reads: Reads
  ) -> Portrait.Edge? {
    let isRead = reads.found[from]?.contains(to) == true
    // A correct line may take its own route: closed forms and other lines' values are not mistakes.
    let isRight = function.findings.isRight(to)
    switch (isRead, isWanted) {
    case (true, true): return Portrait.Edge(from: from, to: to, state: .read)
    case (true, false): return Portrait.Edge(from: from, to: to, state: isRight ? .read : .extra)
    case (false, true) where reads.isUnknown(from, to):
      return Portrait.Edge(from: from, to: to, state: .open)
    case (false, true):
      return isRight ? nil : Portrait.Edge(from: from, to: to, state: .unread)
    case (false, false): return nil
    }
  }
}
