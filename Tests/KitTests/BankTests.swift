import Bank
import Foundation
import Judge
import Testing

/// The checker is proven by the wrong answers it rejects and the right ones it accepts.
@Suite("The bank of planted lines")
struct BankTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func report(_ planted: Planted) throws -> Report {
    try AssignmentGrader(
      submission: Products.program("Planted"), sources: root.appending(path: "solutions").path,
      expected: Products.expected(seed: nil, root: root)
    ).grade(planted.folder, function: planted.function, as: planted.callName)
  }

  @Test("A mistake fails at its own line and at no other", arguments: Bank.mistakes)
  func mistake(_ planted: Planted) throws {
    let report = try Self.report(planted)
    #expect(!report.lines.isEmpty)
    #expect(report.problems.isEmpty)
    for line in report.lines where line.verdict.complaint != nil {
      #expect(line.name == planted.line, "\(line.verdict)")
    }
    let complaint = report.lines.first { $0.name == planted.line }?.verdict.complaint
    #expect(complaint?.contains(planted.cause ?? "") == true, "\(complaint ?? "no complaint")")
  }

  @Test("Another right way to write a line is right", arguments: Bank.variants)
  func variant(_ planted: Planted) throws {
    let report = try Self.report(planted)
    #expect(report.isComplete, "\(report.lines.compactMap(\.verdict.complaint))")
  }
}

extension Planted: CustomTestStringConvertible {
  public var testDescription: String { callName }
}
