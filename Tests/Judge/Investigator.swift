import FlatBackprop
import GradientCheck
import Wire

/// What a case brought to light about the lines of a function.
struct Evidence {
  let run: Expected.Run
  let gradients: [String: NumericGradient]

  /// What the wrong lines gave.
  let wrong: [String: Tensor]

  /// The lines that are right on this case.
  let right: Set<String>
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
      for actual in one.run.lines where FunctionGrader.base(actual.name) == line {
        if one.wrong[actual.name] != nil { wrong.append((one, actual)) }
        if one.right.contains(actual.name) { right.append((one, actual)) }
      }
    }
    // Where a line gives no number, its other cases tell more.
    let telling = wrong.filter { $0.wrong[$1.name]?.elements.allSatisfy(\.isFinite) == true }
    if !telling.isEmpty { wrong = telling }
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
        let inquiry = try Inquiry(function, evidence, actual)
        if let suspect = try inquiry.suspect(trying: experiments) { suspects.append(suspect) }
      } catch is Interruption {
        // The student's code does not survive the questions: this case tells nothing.
      }
    }
    return Diagnosis.cause(of: suspects)
  }
}

/// The inquiry into one line on one case.
struct Inquiry {
  private let function: FunctionGrader
  private let run: Expected.Run
  private let gradients: [String: NumericGradient]
  private let line: Expected.Line
  private let isWrong: Bool
  private let value: Tensor
  private let right: Tensor
  private let scale: Double
  private let bench: Bench

  init(_ function: FunctionGrader, _ evidence: Evidence, _ line: Expected.Line) throws {
    self.function = function
    self.line = line
    (run, gradients) = (evidence.run, evidence.gradients)
    let right = line.value ?? gradients[line.name]?.tensor
    self.right = right ?? Tensor(.nan)
    let given = evidence.wrong[line.name]
    isWrong = given != nil
    value = given ?? self.right
    scale =
      gradients[line.name]?.scale
      ?? Swift.max(self.right.elements.map { Swift.abs($0) }.max() ?? 0, 1e-3)
    bench = Bench(function, run, gradients, line.name)
  }

  /// What is known about the line; `nil` where it should give is not known.
  /// - Parameter trying: The causes to put to the test; `nil` for all that come into question.
  func suspect(trying causes: [Cause]?) throws -> Suspect? {
    guard !(right.elements + value.elements).contains(where: { !$0.isFinite }), !isAfterKink else {
      return nil
    }
    let paths = line.role == .backward ? try self.paths() : []
    var suspect = Suspect(
      value: value, right: right, isWrong: isWrong, scale: scale, blind: blind, paths: paths,
      sizes: Facts.sizes(of: run), others: bench.named,
      conditions: Facts.conditions(on: right.shape, bench.forward, run.inputs),
      properties: Facts.properties(of: run) + bench.steps.properties(of: run))
    if line.role != .backward {
      suspect.later = run.forward.drop { $0.name != line.name }.dropFirst().compactMap { later in
        later.value.map { (bench.steps.relative(later.name), $0) }
      }
    }
    let reads = isWrong ? try bench.reads(of: value) : []
    if isWrong {
      suspect.unread = needed(by: paths).filter { !reads.contains($0) }.map(bench.steps.relative)
    }
    let tested = causes ?? Facts.experiments(on: reads, needed: line.reads, bench.values, line.role)
    suspect.experiments = tested.compactMap { cause in
      let absolute = bench.steps.absolute(cause)
      guard let changes = Facts.changes(for: absolute, bench.values) else { return nil }
      let isRepaired = bench.gives(right, blind, within: 1e-6 * scale, changes: changes)
      return (bench.steps.relative(cause), isRepaired)
    }
    return suspect
  }

  /// Whether a gradient before this one stands at a kink: then several values of it are right, and
  /// which of them the line was given makes a difference to it.
  private var isAfterKink: Bool {
    run.backward.prefix { $0.name != line.name }.contains { earlier in
      gradients[earlier.name]?.slopes.contains { $0.kink != nil } == true
    }
  }

  /// The entries at a kink.
  private var blind: Set<Int> {
    Set(
      gradients[line.name]?.slopes.enumerated().filter { $0.element.kink != nil }.map(\.offset)
        ?? [])
  }

  /// What the right line depends on, in as far as that is known.
  private func needed(by paths: [Suspect.Path]) -> [String] {
    guard line.role == .backward else { return line.reads }
    return paths.filter { path in
      (path.contribution.elements + path.local.elements).contains {
        Swift.abs($0) > 1e-6 * scale
      }
    }.map { "d" + bench.steps.absolute($0.reader) }.filter { bench.values[$0] != nil }
  }

  // MARK: - Paths

  private var variable: String { Gradient.variable(of: line.name) }

  private func paths() throws -> [Suspect.Path] {
    guard let at = run.value(of: variable) else { return [] }
    let entry =
      isWrong && value.shape == right.shape
      ? value.elements.indices.filter { !blind.contains($0) }.max {
        Swift.abs(value.elements[$0] - right.elements[$0])
          < Swift.abs(value.elements[$1] - right.elements[$1])
      } : nil
    var paths: [Suspect.Path] = []
    var unread: [Int] = []
    for reader in run.forward where reader.reads.contains(variable) {
      guard let value = reader.value, let upstream = try gradient(of: reader) else { continue }
      var path = Suspect.Path(
        reader: bench.steps.relative(reader.name),
        contribution: try flow(through: reader.name, value, upstream, at),
        local: try flow(through: reader.name, value, .ones(value.shape), at),
        upstream: upstream)
      if let entry, upstream.count <= 256 {
        let right = try rightRow(reader, entry)
        if let row = try studentRow(reader, entry, upstream) {
          path.row = Suspect.Row(
            entry: entry, value: row, right: right,
            conditions: Facts.conditions(on: value.shape, bench.forward, run.inputs))
        } else {
          path.row = Suspect.Row(entry: entry, value: right, right: right)
          path.row?.isMeasured = false
          unread.append(paths.count)
        }
      }
      paths.append(path)
    }
    if let entry, let index = unread.first {
      balance(&paths, index, entry, isOnly: unread.count == 1)
    }
    return paths
  }

  /// A path whose upstream gradient has no line of its own: its row is what the others leave over.
  private func balance(
    _ paths: inout [Suspect.Path], _ index: Int, _ entry: Int, isOnly: Bool
  ) {
    var rest = value.elements[entry]
    for (other, path) in paths.enumerated() where other != index {
      guard let row = path.row else { return }
      for (factor, arriving) in zip(row.value, path.upstream.elements) where !factor.isNaN {
        rest -= factor * arriving
      }
    }
    let wanted = paths[index].contribution.elements[entry]
    if Swift.abs(rest - wanted) <= 1e-6 * scale { return }
    if isOnly, Swift.abs(wanted) > 1e-6 * scale {
      paths[index].row!.value = paths[index].row!.right.map { $0 * rest / wanted }
    } else {
      paths[index].row = nil
    }
  }

  /// The right gradient of a reader.
  private func gradient(of reader: Expected.Line) throws -> Tensor? {
    if reader.role == .loss { return Tensor(1) }
    if reader.name == run.output { return run.upstream }
    if let known = gradients["d" + reader.name] { return known.tensor }
    guard let value = reader.value else { return nil }
    return try Sweeping(function, run).gradient(of: reader.name, at: value).tensor
  }

  /// `(∂reader/∂variable)ᵀ weights`, the reader's other inputs held fixed.
  private func flow(
    through reader: String, _ value: Tensor, _ weights: Tensor, _ at: Tensor
  ) throws -> Tensor {
    let terms = zip(value.elements, weights.elements).map { $0 * $1 }
    let scale = terms.reduce(0) { $0 + Swift.abs($1) }
    let slopes = try Differences.slopes(
      at: at.elements, loss: terms.reduce(0, +), scale: scale
    ) { steps, directions in
      let numbers = try function.sweep(
        run,
        Request.Sweep(
          of: variable, at: at, steps, directions, handOn: run.given,
          watch: [Request.Watch(line: reader, weights: weights)]))
      return stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
    }
    return Tensor(shape: at.shape, slopes.map(\.value))
  }

  // MARK: - Rows

  private static let step = 0x1p-14

  /// How each entry of a reader depends on one entry of the variable.
  private func rightRow(_ reader: Expected.Line, _ entry: Int) throws -> [Double] {
    guard let value = reader.value else { return [] }
    let numbers = try function.sweep(
      run,
      Request.Sweep(
        variable: variable,
        nudges: [0, Self.step, -Self.step].map { Request.Nudge(place: entry, offset: $0) },
        handOn: run.given,
        watch: (0..<value.count).map {
          Request.Watch(line: reader.name, weights: .unit(at: $0, value.shape))
        }))
    let width = 1 + value.count
    return (1..<width).map { place in
      let (base, up, down) = (numbers[place], numbers[width + place], numbers[2 * width + place])
      let (above, below) = ((up - base) / Self.step, (base - down) / Self.step)
      // At a kink the two sides differ, and nothing can be told.
      let isKink = Swift.abs(above - below) > 1e-2 * (Swift.abs(above) + Swift.abs(below)) + 1e-3
      return isKink ? .nan : (above + below) / 2
    }
  }

  /// How one entry of the student's line depends on each entry of an upstream gradient; `nil` where
  /// that gradient is no value of the function.
  private func studentRow(
    _ reader: Expected.Line, _ entry: Int, _ upstream: Tensor
  ) throws -> [Double]? {
    guard bench.values["d" + reader.name] != nil else { return nil }
    let step = Self.step * Swift.max(1, upstream.elements.map { Swift.abs($0) }.max() ?? 0)
    let numbers = try function.sweep(
      run,
      Request.Sweep(
        variable: "d" + reader.name,
        nudges: (0..<upstream.count).flatMap { place in
          [step, -step].map { Request.Nudge(place: place, offset: $0) }
        },
        handOn: bench.handOn,
        watch: [Request.Watch(line: line.name, weights: .unit(at: entry, value.shape))]))
    return (0..<upstream.count).map { (numbers[4 * $0 + 1] - numbers[4 * $0 + 3]) / (2 * step) }
  }
}

extension Tensor {
  /// One at a place, zero elsewhere.
  fileprivate static func unit(at place: Int, _ shape: [Int]) -> Tensor {
    var elements = [Double](repeating: 0, count: shape.reduce(1, *))
    elements[place] = 1
    return Tensor(shape: shape, elements)
  }
}
