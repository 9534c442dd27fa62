import KitSupport
import Mutants
import Authoring
import FlatBackprop
import Foundation
import Grader
import Synchronization

/// What the judge, and the usual check, make of one planted line.
public struct Finding: Sendable {
  public let mutant: Mutant

  /// Whether the judge finds something wrong with the function.
  public var isCaught = false

  /// Whether it names the planted line and no other.
  public var isLineNamed = false

  /// What the judge says of the planted line.
  public var complaint: String?

  /// The cause it gives, if it gives one.
  public var cause: String?

  public var usual = UsualCheck.Outcome.passed

  /// Whether the message says what is wrong.
  public var isCauseNamed: Bool {
    guard let wanted = mutant.cause, !wanted.isEmpty else { return false }
    return complaint?.contains(wanted) == true
  }

  /// Whether the message says that something is wrong that is not.
  public var isCauseFalse: Bool { cause != nil && !isCauseNamed }

  /// Whether the message says neither: that the line is wrong, and what it computes.
  public var isSilent: Bool { cause == nil && !isCauseNamed }

  public var isCaughtByUsual: Bool { usual != .passed }

  /// Whether the usual check names the planted line and no other.
  public var isLineNamedByUsual: Bool { usual == .failed([LineName(mutant.line)]) }
}

/// What the judge complains about in right lines.
public struct FalseAlarm: Sendable, CustomStringConvertible {
  public let variants: [Mutant]
  public let complaint: String

  public var description: String {
    variants.map(\.callName).joined(separator: " | ") + ": " + complaint
  }
}

/// The whole bank, put to the judge.
public struct Trial: Sendable {
  public private(set) var mistakes: [Finding] = []
  public private(set) var variants: [Finding] = []

  /// Alarms over variants on the cases of many seeds.
  public private(set) var falseAlarms: [FalseAlarm] = []

  /// The seeds of the table.
  public static let seeds: Range<UInt64> = 1..<101

  /// Fewer seeds, for tests and checks that the table holds.
  public static let fewSeeds: Range<UInt64> = 1..<3

  /// Puts every planted line to the judge.
  /// - Parameters:
  ///   - root: The package's folder.
  ///   - folder: The only assignment to look at; `nil` for all of them.
  ///   - seeds: The seeds that random cases are drawn from for the variants.
  public static func run(
    root: URL, folder: String? = nil, seeds: Range<UInt64>
  ) throws -> Trial {
    let functions = Mutants.functions.filter { folder == nil || $0.folder == folder }
    let whole = Mutex(Trial())
    try inParallel(functions, { try Trial($0, root: root, seeds: seeds) }) { part in
      whole.withLock {
        $0.mistakes += part.mistakes
        $0.variants += part.variants
        $0.falseAlarms += part.falseAlarms
      }
    }
    return whole.withLock { $0 }
  }

  private init() {}

  /// One function's part.
  private init(
    _ function: (folder: String, name: String), root: URL, seeds: Range<UInt64>
  ) throws {
    let expected = try Expected.read(
      function.folder, from: Products.expected(seed: nil, root: root))
    let maker = ExpectedMaker(submission: Products.program("MutantSubmission"))
    func started() -> RunningSubmission {
      RunningSubmission(
        submission: Products.program("MutantSubmission"),
        sources: root.appending(path: "solutions").path)
    }
    let submission = started()
    defer { submission.close() }

    let fresh = try maker.random(
      function.folder, function: function.name, seeds: seeds, known: expected)
    let drawn = Set(fresh.runs.map { $0.name.prefix { $0 != "," } })
    let random = expected.runs.filter { $0.function == function.name }
      .filter { run in drawn.contains { run.name.hasPrefix($0) } }

    func finding(_ mutant: Mutant) throws -> Finding {
      let report = try submission.grade(expected, function: function.name, as: mutant.callName)
      let wrong = report.lines.filter { $0.verdict.complaint != nil }
      let own = wrong.first { $0.name == mutant.line }
      var finding = Finding(mutant: mutant)
      finding.isCaught = !report.isComplete || !report.problems.isEmpty
      finding.isLineNamed =
        own != nil && wrong.count == 1 && report.problems.isEmpty
      finding.complaint = own?.verdict.complaint
      finding.cause = own?.cause
      finding.usual = try UsualCheck(submission).outcome(
        function.folder, as: mutant.callName, on: random)
      return finding
    }
    func isHere(_ mutant: Mutant) -> Bool { (mutant.folder, mutant.function) == function }
    mistakes = try Mutants.mistakes.filter(isHere).map(finding)
    variants = try Mutants.variants.filter(isHere).map(finding)
    for layer in Mutants.layers(of: function) {
      // A submission may use up only so much in all, and each layer runs on the cases of many seeds.
      let submission = started()
      defer { submission.close() }
      let report = try submission.grade(fresh, function: function.name, as: layer.callName)
      for line in report.lines where !line.verdict.isRight {
        let text = line.verdict.complaint ?? "\(line.verdict)"
        falseAlarms.append(
          FalseAlarm(
            variants: layer.variants,
            complaint: "\(line.name) \(text) (\(line.caseName ?? "on all cases"))"))
      }
      for problem in report.problems {
        falseAlarms.append(FalseAlarm(variants: layer.variants, complaint: problem.text))
      }
    }
  }
}
