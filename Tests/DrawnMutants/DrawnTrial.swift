import Authoring
import Builder
import FlatBackprop
import Foundation
import Grader
import KitSupport
import Protocol

/// Mutants drawn by rule from the solutions, put to the judge.
///
/// What is wrong with such a line is known from how it was made, not from what the judge says, and a
/// cause is put to a test that the judge could not prepare for: the line is graded once more, on cases
/// drawn from other seeds. What is true of the line is true of it there.
public struct DrawnTrial: Sendable {
  /// What the judge made of a mutant.
  public enum Outcome: String, Sendable, CaseIterable {
    /// It is the right function, written differently, or passes for it.
    case passes

    /// Caught, at its own line and at no other. That a line crashes is no silence: the message says at
    /// what it stopped.
    case crashes, silent, agrees, disagrees

    /// The cause is another one on other cases.
    case unstable

    /// Another line is blamed.
    case elsewhere
  }

  public struct Finding: Sendable {
    public let outcome: Outcome

    /// The line and its slip, as in `04-svm svmLoss dw: sign …a + b → a - b`.
    public let text: String

    /// The whole body.
    public let body: String

    /// What the judge says.
    public let said: String
  }

  private let workbench: Workbench
  private let heldOutFolder: URL

  /// The expected values that students are graded by.
  private var shipped: URL { Products.expected(seed: nil, root: workbench.kit.root) }

  /// The seed of the cases that a cause is put to the test on.
  private static let heldOut: UInt64 = 1_000_003

  /// - Parameters:
  ///   - kit: The kit, whose modules must have been built.
  ///   - scratch: An empty folder.
  public init(_ kit: Kit, scratch: URL) throws {
    workbench = try Workbench(kit, scratch: scratch)
    heldOutFolder = scratch.appending(path: "expected")
  }

  /// Draws mutants and has them graded.
  /// - Parameters:
  ///   - folders: The assignments to draw from.
  ///   - each: Is called with each finding, one at a time.
  public func run(
    _ count: Int, from folders: [String], seed: UInt64,
    _ each: @escaping @Sendable (Finding) -> Void
  ) throws {
    var random = SeededGenerator(seed: seed)
    let lines = try folders.flatMap { try SolutionLine.all(in: $0, of: workbench.solutions) }
    let mutants = DrawnMutant.draw(count, of: lines, using: &random)
    var functions: [String: [Declaration.Function]] = [:]
    for folder in Set(mutants.map(\.line.folder)) {
      try makeHeldOut(folder)
      functions[folder] = try Expected.read(folder, from: shipped).functions
    }
    let all = functions
    try inParallel(mutants) { mutant in
      try grade(mutant, among: all[mutant.line.folder]!)
    } each: { finding in
      if let finding { each(finding) }
    }
  }

  private func makeHeldOut(_ folder: String) throws {
    guard let program = try workbench.builder.build(folder, in: workbench.solutions).program else {
      throw KitError("solutions/\(folder) does not compile.")
    }
    let maker = ExpectedMaker(submission: program)
    for drawn in try maker.declared(folder, seeds: [Self.heldOut]) {
      try maker.make(drawn).write(to: heldOutFolder)
    }
  }

  /// What the judge makes of a mutant; `nil` where it does not compile.
  private func grade(
    _ mutant: DrawnMutant, among functions: [Declaration.Function]
  ) throws -> Finding? {
    let part = mutant.line.part
    let own = Set(part.functions(of: functions))
    // Whatever else the assignment holds is as it was.
    let touched = functions.filter {
      own.isEmpty || own.contains($0.name) || !own.isDisjoint(with: $0.uses)
    }
    return try workbench.with(mutant.body, in: part) { planted in
      guard planted.isWhole else { return nil }
      return try finding(mutant) { try planted.report(on: $0, only: touched.map(\.name)) }
    }
  }

  private func finding(
    _ mutant: DrawnMutant, _ report: (URL) throws -> Report
  ) throws -> Finding {
    let line = mutant.line
    let shipped = try report(shipped)
    let wrong = shipped.lines.filter { $0.verdict.complaint != nil }
    let own = wrong.first { line.part.holds($0.place) } ?? wrong.first
    func finding(_ outcome: Outcome, _ said: String) -> Finding {
      Finding(
        outcome: outcome,
        text: "\(line.folder) \(line.owner) \(line.name): "
          + mutant.edits.map { "\($0.rule) \($0.text)" }.joined(separator: ", and "),
        body: mutant.body, said: said)
    }
    guard let own else {
      return shipped.problems.isEmpty && shipped.points == shipped.possible
        ? finding(.passes, "") : finding(.elsewhere, shipped.problems.map(\.text).joined())
    }
    let said = "\(own.name): \(own.verdict.complaint ?? "")"
    guard wrong.count == 1, line.part.holds(own.place), shipped.problems.isEmpty else {
      return finding(
        .elsewhere,
        wrong.map { "\($0.function) \($0.name): \($0.verdict.complaint ?? "")" }
          .joined(separator: " | ") + shipped.problems.map { " ! \($0.text)" }.joined())
    }
    if case .crashed = own.verdict { return finding(.crashes, said) }
    guard let cause = own.cause else { return finding(.silent, said) }
    let again = try report(heldOutFolder).lines.first {
      $0.name == own.name && $0.function == own.function
    }
    if let other = again?.cause, other != cause {
      return finding(.unstable, "\(said)\n      on other cases: \(other)")
    }
    return finding(mutant.agrees(with: cause) ? .agrees : .disagrees, said)
  }
}
