import KitSupport
import TestSupport
import Mutants
import MutationTesting
import Foundation
import Grader
import Testing

/// The checker is proven by the wrong answers it rejects and the right ones it accepts.
@Suite("The bank of planted lines")
struct BankTests {
  static let root = PackageFolder.url

  /// The whole bank, put to the judge once. The variants run on the cases of a few seeds here, on
  /// those of a hundred where the table is made.
  static let trial = Result { try Trial.run(root: root, seeds: Trial.fewSeeds) }

  static let findings = trial.map { trial in
    Dictionary(
      (trial.mistakes + trial.variants).map { ($0.mutant.callName, $0) },
      uniquingKeysWith: { one, _ in one })
  }

  static func finding(_ mutant: Mutant) throws -> Finding {
    try #require(try findings.get()[mutant.callName])
  }

  @Test("A mistake fails at its own line and at no other", arguments: Mutants.mistakes)
  func mistake(_ mutant: Mutant) throws {
    let finding = try Self.finding(mutant)
    #expect(finding.isCaught)
    #expect(finding.isLineNamed, "\(finding.complaint ?? "no complaint about the line")")
  }

  @Test("No cause is given that is not its own", arguments: Mutants.mistakes)
  func falseCause(of mutant: Mutant) throws {
    let finding = try Self.finding(mutant)
    #expect(!finding.isCauseFalse, "\(finding.complaint ?? "no complaint")")
  }

  @Test("Its cause is named", arguments: mistakesToName)
  func cause(of mutant: Mutant) throws {
    let finding = try Self.finding(mutant)
    #expect(finding.isCauseNamed, "\(finding.complaint ?? "no complaint")")
  }

  /// The mistakes whose cause is known, but for those about which silence is no defect.
  static let mistakesToName: [Mutant] = {
    let further = Set(Mutants.furtherMistakes.map(\.callName))
    return Mutants.mistakes.filter { $0.cause != "" && !further.contains($0.callName) }
  }()

  @Test("Another right way to write a line is right", arguments: Mutants.variants)
  func variant(_ mutant: Mutant) throws {
    let finding = try Self.finding(mutant)
    #expect(!finding.isCaught, "\(finding.complaint ?? "another line is wrong")")
  }

  @Test("Right lines raise no alarm on fresh random cases either")
  func falseAlarms() throws {
    let alarms = try Self.trial.get().falseAlarms
    #expect(alarms.isEmpty, "\(alarms)")
  }

  @Test("The bank is as large as it is said to be, and nearly all its causes are named")
  func size() throws {
    let names = (Mutants.mistakes + Mutants.variants).map(\.callName)
    #expect(Set(names).count == names.count)
    #expect(Mutants.mistakes.count >= 620)
    #expect(Mutants.variants.count >= 205)
    #expect(
      Set(Mutants.functions.map(\.folder)) == Set(try Expected.folders(in: Submissions.expected)),
      "an assignment is missing")
    // Of what only looks like a mistake that has a cause, silence is right, and about what was written
    // without knowing the judge it is no defect.
    let friends = Set((Mutants.falseFriends + Mutants.furtherMistakes).map(\.callName))
    let findings = try Self.trial.get().mistakes
    let others = findings.filter { !friends.contains($0.mutant.callName) }
    #expect(10 * others.count { $0.isCauseNamed } >= 9 * others.count)
    let known = findings.filter { $0.mutant.cause != "" }
    #expect(10 * known.count { $0.isCauseNamed } >= 9 * known.count)
  }

  @Test("No false cause stands in the table in the documentation")
  func falseCauses() throws {
    let rows = Table(markdown: try Table.kept(root: Self.root)).rows
    #expect(rows.count == Set(Mutants.functions.map(\.folder)).count)
    #expect(rows.filter { $0.causeFalse > 0 }.map(\.folder) == [])
  }

  @Test("The table in the documentation is the one that the bank gives")
  func table() throws {
    #expect(try Table.kept(root: Self.root) == Table(Self.trial.get()).markdown)
  }

  @Test("What a handout quotes of the judge is what the judge says of the mutants it names")
  func quotations() throws {
    let defects = try Quotations(root: Self.root, Self.trial.get()).defects
    #expect(defects.isEmpty, "\(defects)")
  }
}

extension Mutant: CustomTestStringConvertible {
  public var testDescription: String { callName }
}
