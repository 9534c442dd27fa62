import Diagnosis
import FlatBackprop
import Protocol

// The paths from a variable to the loss, and what flows back along each.

extension Observer {
  /// The lines that read the variable, and what each adds to its gradient.
  func paths() throws -> [Observation.Path] {
    let entries = tellingEntries
    let sweeping = Sweeping(function, run)
    var paths: [Observation.Path] = []
    var unread: [Int] = []
    for reader in run.readers(of: variable) {
      guard let value = reader.value, let upstream = try gradient(of: reader),
        let contribution = try sweeping.flow(to: variable, through: reader, upstream),
        let local = try sweeping.flow(to: variable, through: reader, .ones(value.shape))
      else { continue }
      var path = Observation.Path(
        reader: name(reader.name), contribution: contribution, local: local, upstream: upstream)
      if upstream.count <= 640 {
        let right = try entries.map { try rightRow(reader, $0) }
        let given = try studentRows(reader, entries, upstream)
        path.rows = entries.indices.map { index in
          var row = Observation.Row(
            entry: entries[index], value: given?[index] ?? right[index], right: right[index],
            conditions: conditions(on: value.shape))
          row.isMeasured = given != nil
          return row
        }
        if given == nil { unread.append(paths.count) }
      }
      paths.append(path)
    }
    if let index = unread.first { balance(&paths, index, isOnly: unread.count == 1) }
    return paths
  }

  /// The two most telling wrong entries: the one that is furthest from its right value, and the one
  /// whose right value is furthest from 0.
  private var tellingEntries: [Int] {
    guard let worst = worstEntry else { return [] }
    func isWrong(_ place: Int) -> Bool {
      abs(value.elements[place] - right.elements[place]) > 1e-6 * scale
    }
    let largest = right.elements.indices.filter {
      $0 != worst && !blind.contains($0) && isWrong($0)
    }.max { abs(right.elements[$0]) < abs(right.elements[$1]) }
    return [worst] + (largest.map { [$0] } ?? [])
  }

  /// The entry that is furthest from what it should be.
  private var worstEntry: Int? {
    guard isWrong, value.shape == right.shape else { return nil }
    return value.elements.indices.filter { !blind.contains($0) }.max {
      abs(value.elements[$0] - right.elements[$0])
        < abs(value.elements[$1] - right.elements[$1])
    }
  }

  /// Infers the rows of a path whose upstream gradient has no line of its own: what the others
  /// leave over.
  private func balance(_ paths: inout [Observation.Path], _ unread: Int, isOnly: Bool) {
    for (index, row) in paths[unread].rows.enumerated() {
      var rest = value.elements[row.entry]
      for (other, path) in paths.enumerated() where other != unread {
        guard path.rows.indices.contains(index) else { return }
        for (factor, arriving) in zip(path.rows[index].value, path.upstream.elements)
        where !factor.isNaN {
          rest -= factor * arriving
        }
      }
      let wanted = paths[unread].contribution.elements[row.entry]
      if abs(rest - wanted) <= 1e-6 * scale { continue }
      guard isOnly, abs(wanted) > 1e-6 * scale else {
        paths[unread].rows = []
        return
      }
      paths[unread].rows[index].value = row.right.map { $0 * rest / wanted }
    }
  }

  /// The right gradient of a reader.
  private func gradient(of reader: Expected.Line) throws -> Tensor? {
    if reader.role == .loss { return Tensor(1) }
    if reader.name == run.outputLine { return run.upstream }
    if let known = gradients[reader.name.gradient] { return known.tensor }
    guard let value = reader.value else { return nil }
    return try Sweeping(function, run).gradient(of: reader.name, at: value).tensor
  }

  /// The values that the gradient depends on through the variable's readers, although the line
  /// reads neither them nor anything computed from them.
  func unused(_ reads: Set<VariableName>) throws -> [LineName] {
    guard let entry = worstEntry ?? largestEntry else { return [] }
    var unused: [LineName] = []
    for reader in run.readers(of: variable) {
      for other in reader.reads where other != variable && !unused.contains(other) {
        guard let value = student.value(of: name(other)),
          reads.isDisjoint(with: run.made(of: other).map(name))
        else { continue }
        let before = try slope(of: reader, entry, [:])
        // Numbers that nobody writes: what is −1 must change, too.
        let after = try slope(of: reader, entry, [other: 1.3 * value + 0.17])
        if differ(before, after) { unused.append(other) }
      }
    }
    return unused + (try unusedLabels(reads, entry))
  }

  /// The labels, if the line has to look at them, and looks neither at them nor at what is computed
  /// with them.
  private func unusedLabels(_ reads: Set<VariableName>, _ entry: Int) throws -> [LineName] {
    let made = run.forward.filter { $0.labels != nil }.flatMap { run.made(of: $0.name) }
    guard looksAtLabels, let labels, let otherLabels, !reads.contains(name(labels)),
      reads.isDisjoint(with: made.map(name))
    else { return [] }
    let before = try slope(of: nil, entry, [:])
    let after = try slope(of: nil, entry, [labels: otherLabels])
    return differ(before, after) ? [labels] : []
  }

  private func differ(_ one: Double, _ other: Double) -> Bool {
    abs(other - one) > 1e-3 * (abs(one) + abs(other)) + 1e-6
  }

  /// The entry that is furthest from 0 where the shape is wrong, so that there is no worst one.
  private var largestEntry: Int? {
    guard isWrong, value.shape != right.shape else { return nil }
    return right.elements.indices.max { abs(right.elements[$0]) < abs(right.elements[$1]) }
  }

  /// How the sum of a reader's entries depends on one entry of the variable, after some changes; or
  /// (`nil`) how the loss does.
  private func slope(
    of reader: Expected.Line?, _ entry: Int, _ changes: [LineName: Tensor]
  ) throws -> Double {
    let (changed, given) = run.changed(by: changes, handingOn: run.given)
    var handOn = given
    if reader == nil {
      for line in run.descendants(of: variable) { handOn[line] = nil }
    }
    let sweep = Request.Sweep(
      variable: variable,
      nudges: [Self.step, -Self.step].map { Request.Nudge(place: entry, offset: $0) },
      handOn: handOn,
      watch: reader.map {
        [Request.Watch(line: $0.name, weights: .ones($0.value?.shape ?? []))]
      } ?? [])
    let numbers = try function.sweep(changed, sweep)
    let ends = stride(from: sweep.width - 1, to: numbers.count, by: sweep.width).map { numbers[$0] }
    return (ends[0] - ends[1]) / (2 * Self.step)
  }
}
