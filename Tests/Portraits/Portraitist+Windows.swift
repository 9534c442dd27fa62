import FlatBackprop
import Grader
import Protocol

// Where a wrong entry came from: the entries that it is made of.

extension Portraitist {
  /// The most entries that are tried one by one.
  private static let mostEntries = 512

  /// For each wrong line, on the case that its verdict was found on, what its worst entry is made
  /// of.
  func windows(of sitting: Sitting, _ looks: [LineName: [LineName]]) -> [LineName: Portrait.Origin]
  {
    var origins: [LineName: Portrait.Origin] = [:]
    for line in sitting.found.wrong where isTelling(sitting, line) {
      guard let given = sitting.found.given[line], let right = sitting.found.right[line],
        given.shape == right.shape, given.count > 1, let entry = worstEntry(given, right)
      else { continue }
      let windows = (looks[line] ?? []).compactMap { variable in
        window(on: variable, of: line, entry, sitting)
      }
      let missed = unread(by: line, looks[line] ?? [], entry, sitting)
      origins[line] = Portrait.Origin(entry: entry, windows: windows + missed)
    }
    return origins
  }

  private func isTelling(_ sitting: Sitting, _ line: LineName) -> Bool {
    sitting.run.name == lines.first { $0.name == line.base }?.caseName
  }

  private func worstEntry(_ given: Tensor, _ right: Tensor) -> Int? {
    func error(_ entry: Int) -> Double { abs(given.elements[entry] - right.elements[entry]) }
    return given.elements.indices.filter { error($0).isFinite }.max { error($0) < error($1) }
  }

  /// What an entry of the student's line is made of.
  private func window(
    on variable: LineName, of line: LineName, _ entry: Int, _ sitting: Sitting
  ) -> Portrait.Window? {
    let handOn = sitting.run.given.merging(sitting.found.right) { $1 }
    guard let value = handOn[variable] ?? sitting.run.value(of: variable),
      let shape = sitting.found.given[line]?.shape, (2...Self.mostEntries).contains(value.count)
    else { return nil }
    // A maximum changes only where another entry becomes the largest.
    let sizes = [0.4, -0.7, 4]
    let sweep = Request.Sweep(
      variable: variable,
      nudges: [.init(place: 0, offset: 0)]
        + value.elements.indices.flatMap { place in
          sizes.map { .init(place: place, offset: $0) }
        },
      handOn: handOn, watch: [.init(line: line, weights: .unit(at: entry, shape))])
    guard let numbers = try? function.sweep(sitting.run, sweep) else { return nil }
    let sums = sweep.watched(in: numbers).map { $0[0].bitPattern }
    let read = value.elements.indices.filter { place in
      sizes.indices.contains { sums[1 + place * sizes.count + $0] != sums[0] }
    }
    return Portrait.Window(
      variable: variable, value: value, read: Set(read),
      wanted: wanted(from: variable, by: line, entry, sitting))
  }

  /// What flows back to an entry from lines whose gradients the student's line does not look at.
  private func unread(
    by line: LineName, _ looks: [LineName], _ entry: Int, _ sitting: Sitting
  ) -> [Portrait.Window] {
    guard sitting.run.line(line)?.role == .backward else { return [] }
    return sitting.run.readers(of: line.variable).map(\.name.gradient).compactMap { gradient in
      guard !looks.contains(gradient), let value = sitting.found.right[gradient],
        let wanted = wanted(from: gradient, by: line, entry, sitting)
      else { return nil }
      return Portrait.Window(variable: gradient, value: value, read: [], wanted: wanted)
    }
  }

  /// The entries of a gradient that should come into an entry of another one: those whose variables
  /// depend on it.
  private func wanted(
    from gradient: LineName, by line: LineName, _ entry: Int, _ sitting: Sitting
  ) -> Set<Int>? {
    let run = sitting.run
    guard
      let reader = run.readers(of: line.variable).first(where: { $0.name.gradient == gradient }),
      run.line(line)?.role == .backward, let value = reader.value, value.count <= 256
    else { return nil }
    let sweep = Request.Sweep(
      variable: line.variable,
      nudges: [0, 0x1p-14, -0x1p-14].map { .init(place: entry, offset: $0) }, handOn: run.given,
      watch: value.elements.indices.map {
        .init(line: reader.name, weights: .unit(at: $0, value.shape))
      })
    guard let numbers = try? function.sweep(run, sweep) else { return nil }
    let rows = sweep.watched(in: numbers)
    return Set(
      value.elements.indices.filter { place in rows.contains { $0[place] != rows[0][place] } })
  }
}

extension Portrait {
  /// What an entry of a wrong line is made of.
  public struct Origin: Sendable {
    public let entry: Int
    public let windows: [Window]
  }

  /// The entries of one variable that go into an entry of a line.
  public struct Window: Sendable {
    public let variable: LineName
    public let value: Tensor

    /// Those that the student's line uses.
    public let read: Set<Int>

    /// Those that should come in, where that is known: for what flows back to a gradient.
    public let wanted: Set<Int>?
  }
}
