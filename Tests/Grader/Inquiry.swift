import Diagnosis
import FlatBackprop
import GradientCheck
import Protocol

/// The inquiry into one line on one case.
struct Inquiry {
  let function: FunctionGrader
  let run: Expected.Run
  let gradients: [LineName: NumericGradient]
  let line: Expected.Line
  let isWrong: Bool
  let value: Tensor
  let right: Tensor
  let scale: Double
  let bench: Bench

  init(_ function: FunctionGrader, _ evidence: Evidence, _ line: Expected.Line) {
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
    guard right.isFinite, value.isFinite, !isAfterKink else { return nil }
    let paths = line.role == .backward ? try self.paths() : []
    var suspect = Suspect(
      value: value, right: right, isWrong: isWrong, scale: scale, blind: blind, paths: paths,
      sizes: Facts.sizes(of: run, function.declaration), others: bench.named,
      conditions: conditions(on: right.shape),
      properties: bench.steps.properties(of: run) + Facts.properties(of: run, function.declaration))
    if line.role != .backward {
      suspect.later = run.forward.drop { $0.name != line.name }.dropFirst().compactMap { later in
        later.value.map { (bench.steps.relative("\(later.name)"), $0) }
      }
    }
    let reads = try bench.reads(of: value)
    suspect.reads = Set(reads.map(bench.steps.relative))
    if isWrong {
      let unused = line.role == .backward ? (try? self.unused(reads)) ?? [] : []
      suspect.unread = (needed(by: paths).filter { !reads.contains($0) } + unused)
        .map(bench.steps.relative)
      suspect.dependencies = Set(dependencies.map(bench.steps.relative) + suspect.unread)
    }
    let tested =
      causes
      ?? Facts.experiments(on: reads, needed: dependencies, bench.values, line.role)
    suspect.experiments = tested.compactMap { cause in
      (try? isRepaired(by: cause)).flatMap { $0 }.map { (bench.steps.relative(cause), $0) }
    }
    if isWrong, line.role == .backward { try? examineUpstream(&suspect) }
    return suspect
  }

  /// Whether the line gives the right value once a cause is undone; `nil` where that cannot be tried.
  private func isRepaired(by cause: Cause) throws -> Bool? {
    let absolute = bench.steps.absolute(cause)
    guard let changes = Facts.changes(for: absolute, bench.values) else { return nil }
    guard
      (try? bench.gives(right, blind, within: 1e-6 * scale, changes: changes)) == true
    else { return false }
    // A difference stays as it is when both sides grow by the same amount.
    guard case .wrongWayRound = cause else { return true }
    let shifted = bench.values.filter { changes[$0.key] != nil }.mapValues { $0 + 1 }
    return try bench.gives(value, blind, within: 1e-6 * scale, changes: shifted)
  }

  /// A gradient is proportional to what arrives, if all that arrives has lines of its own.
  private func examineUpstream(_ suspect: inout Suspect) throws {
    let arriving = suspect.paths.map { "d" + bench.steps.absolute($0.reader) }
    let upstream = bench.values.filter { arriving.contains($0.key) }
    guard upstream.count == arriving.count, !arriving.isEmpty else { return }
    suspect.isProportional = try bench.gives(
      2 * value, within: 1e-6 * scale, changes: upstream.mapValues { 2 * $0 })
    suspect.vanishes = try !bench.isNotZero(
      value.shape, within: 1e-6 * scale, changes: upstream.mapValues { 0 * $0 })
  }

  /// Whether a gradient before this one stands at a kink: then several values of it are right, and
  /// which of them the line was given makes a difference to it.
  private var isAfterKink: Bool {
    run.backward.prefix { $0.name != line.name }.contains { earlier in
      gradients[earlier.name]?.slopes.contains { $0.kink != nil } == true
    }
  }

  /// The entries at a kink.
  var blind: Set<Int> {
    Set(
      gradients[line.name]?.slopes.enumerated().filter { $0.element.kink != nil }.map(\.offset)
        ?? [])
  }

  /// What may set entries of a shape apart: the signs of what the right line has to do with, the
  /// label, the place.
  func conditions(on shape: [Int]) -> [Suspect.Condition] {
    var names = line.reads
    if line.role == .backward {
      // The variable's own sign comes before that of what is made of it.
      let readers = run.readers(of: variable)
      names = [variable] + readers.flatMap { $0.reads } + readers.map(\.name)
    }
    let values = names.map { bench.steps.relative("\($0)") }.compactMap { name in
      bench.forward.first { $0.name == name }
    }
    return Facts.conditions(on: shape, values, labels: labels)
  }

  /// The variable that a backward line is the gradient of.
  var variable: LineName { line.name.variable }

  /// The class indices, if the function takes some.
  private var labels: Tensor? {
    function.declaration.inputs.first { $0.kind == .labels }.flatMap { run.inputs[$0.name] }
  }

  /// What the right line depends on, in as far as that is known.
  private var dependencies: [String] {
    guard line.role == .backward else { return line.reads.map { "\($0)" } }
    return run.readers(of: variable).map { "\($0.name.gradient)" }.filter {
      bench.values[$0] != nil
    }
  }

  /// The dependencies that make a difference on this case.
  private func needed(by paths: [Suspect.Path]) -> [String] {
    guard line.role == .backward else { return line.reads.map { "\($0)" } }
    let contributing = paths.filter { path in
      path.contribution.elements.contains { Swift.abs($0) > 1e-6 * scale }
    }.map { "d" + bench.steps.absolute($0.reader) }
    return dependencies.filter(contributing.contains)
  }
}
