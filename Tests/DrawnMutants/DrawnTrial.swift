import Authoring
import Builder
import FlatBackprop
import Foundation
import Grader
import KitSupport

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

    /// Caught, at its own line and at no other.
    case silent, agrees, disagrees

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

  private let builder: Builder
  private let kit: Kit
  private let scratch: URL
  private let solutions: URL

  /// The seed of the cases that a cause is put to the test on.
  private static let heldOut: UInt64 = 1_000_003

  /// - Parameters:
  ///   - kit: The kit, whose modules must have been built.
  ///   - scratch: An empty folder.
  public init(_ kit: Kit, scratch: URL) throws {
    (self.kit, self.scratch) = (kit, scratch)
    builder = try Builder(kit: kit, keptIn: scratch.appending(path: "builds"))
    solutions = kit.root.appending(path: "solutions")
    guard FileManager.default.fileExists(atPath: solutions.path) else {
      throw KitError("Mutants are drawn from the solutions, and there is no \(solutions.path).")
    }
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
    let lines = try folders.flatMap { try SolutionLine.all(in: $0, of: solutions) }
    let mutants = DrawnMutant.draw(count, of: lines, using: &random)
    for folder in Set(mutants.map(\.line.folder)) { try makeHeldOut(folder) }
    try inParallel(mutants, grade) { finding in
      if let finding { each(finding) }
    }
  }

  private var heldOutFolder: URL { scratch.appending(path: "expected") }

  private func makeHeldOut(_ folder: String) throws {
    guard let program = try builder.build(folder, in: solutions).program else {
      throw KitError("solutions/\(folder) does not compile.")
    }
    let maker = ExpectedMaker(submission: program)
    for drawn in try maker.declared(folder, seeds: [Self.heldOut]) {
      try maker.make(drawn).write(to: heldOutFolder)
    }
  }

  /// What the judge makes of a mutant; `nil` where it does not compile.
  @Sendable private func grade(_ mutant: DrawnMutant) throws -> Finding? {
    let line = mutant.line
    let place = scratch.appending(path: "mutant-\(UUID())")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    for folder in try kit.folders(behind: [line.folder]) {
      try FileManager.default.copyItem(
        at: solutions.appending(path: folder), to: place.appending(path: folder))
    }
    let file = place.appending(path: "\(line.folder)/\(line.file)")
    let text = try String(contentsOf: file, encoding: .utf8)
    // The range is one of the solution's text, which is the same.
    try text.replacingCharacters(in: line.range, with: mutant.body)
      .write(to: file, atomically: true, encoding: .utf8)
    let built = try builder.build(line.folder, in: place)
    guard built.program != nil, built.unbuilt == Unbuilt() else { return nil }
    func report(_ expected: URL) throws -> Report {
      try built.grade(sources: place, expected: expected)
    }
    let shipped = try report(Products.expected(seed: nil, root: kit.root))
    let wrong = shipped.lines.filter { $0.verdict.complaint != nil }
    let own = wrong.first { $0.name == line.name && $0.isOf(line.owner) } ?? wrong.first
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
    guard wrong.count == 1, own.name == line.name, shipped.problems.isEmpty else {
      return finding(
        .elsewhere,
        wrong.map { "\($0.function) \($0.name): \($0.verdict.complaint ?? "")" }
          .joined(separator: " | ") + shipped.problems.map { " ! \($0.text)" }.joined())
    }
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

extension LineReport {
  /// Whether it is a line of a function, or of a gate with such a method.
  fileprivate func isOf(_ owner: String) -> Bool {
    function == owner || function.hasSuffix(".\(owner)") || ["forward", "backward"].contains(owner)
  }
}
