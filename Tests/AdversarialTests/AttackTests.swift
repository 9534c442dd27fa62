import Adversarial
import Attacks
import Foundation
import Sandbox
import TestSupport
import Testing

@testable import Grader
@testable import Supervisor

@Suite("Hostile submissions")
struct AttackTests {
  /// What this machine can withstand: see the README.
  static let corpus = Attack.corpus.filter { !$0.needsConfinement || Landlock.isAvailable }

  @Test(
    "No submission gains what it should not, or takes the points of other lines", arguments: corpus)
  func attack(_ attack: Attack) async throws {
    var limits = Limits(seconds: 0.3, memoryInMegabytes: 512)
    limits.secondsInAssignment = 30
    let report = try await Submissions.report(Hostile.callName(of: attack), limits: limits)
    let told = "\(report.lines.compactMap(\.verdict.complaint)) \(report.problems.map(\.text))"
    #expect(report.lines.map(\.name) == Attack.lines)
    #expect(report.points <= attack.most, "\(report.right) \(told)")
    for line in attack.spared { #expect(report[line] == .right, "\(line) \(told)") }
    // Whatever it says, it says in a line of its own that somebody else has begun.
    for text in report.lines.compactMap(\.verdict.complaint) + report.problems.map(\.text) {
      #expect(!text.contains { $0.isNewline || $0 == "\u{1b}" })
      #expect(text.utf8.count < 2000)
    }
    #expect(report.printed.utf8.count < 20_000)
    #expect(!report.printed.contains("\u{1b}"))
    #expect(await HostileTests.isGone { HostileTests.leftovers.isEmpty })
    #expect(HostileTests.litter == [])
  }

  @Test("The corpus holds more than 120 submissions, no two of one name")
  func size() {
    #expect(Attack.corpus.count > 120)
    #expect(Set(Attack.corpus.map(\.name)).count == Attack.corpus.count)
  }

  #if os(Linux)
    @Test("No memory that outlives a process is left")
    func sharedMemory() throws {
      for kind in ["shm", "msg", "sem"] {
        let table = try String(contentsOfFile: "/proc/sysvipc/\(kind)", encoding: .utf8)
        #expect(table.split(separator: "\n").count <= 1, "\(table)")
      }
    }
  #endif

  @Test("An assignment that uses up all it has is left alone, and says what")
  func budget() async throws {
    var limits = Limits(seconds: 0.3)
    limits.messages = 40
    let report = try await Submissions.report("sumTimes/prints in Chinese", limits: limits)
    #expect(
      report.problems.first?.text
        == "sumTimes is not tried any further: this assignment has used up all that it has, "
        + "40 messages")
    #expect(report.points < 7)
  }
}

extension Attack: @retroactive CustomTestStringConvertible {
  public var testDescription: String { name }
}
