import Adversarial
import TestSupport
import Sandbox
import Mutants
import Foundation
import Testing

@testable import Grader
@testable import Supervisor

@Suite("Hostile lines")
struct HostileTests {
  /// What this machine can withstand: see the README.
  static let corpus = Hostile.corpus.filter { !$0.needsConfinement || Landlock.isAvailable }

  @Test("No hostile line gains its point, or costs another line its own", arguments: corpus)
  func hostile(_ hostile: Hostile) async throws {
    // To fill the memory takes longer than to show that a line hangs.
    let seconds = hostile.message.contains("memory") ? 5 : 0.3
    let report = try await Submissions.report(
      hostile.callName, limits: Limits(seconds: seconds, memoryInMegabytes: 512))
    #expect(report.lines.map(\.name) == ["q", "f", "df", "dq", "dz", "dx", "dy"])
    let complaint = report[hostile.line]?.complaint
    let isTold = hostile.message.isEmpty || complaint?.contains(hostile.message) == true
    #expect(complaint != nil && isTold, "\(complaint ?? "no complaint")")
    #expect(complaint?.contains { $0.isNewline || $0 == "\u{1b}" } != true)
    #expect(report.printed.utf8.count < 20_000)
    #expect(!report.printed.contains("\u{1b}"))
    #expect(report.problems.isEmpty)
    for line in report.lines where line.name != hostile.line {
      // A gradient that flows through a hostile line has to wait for it.
      let isSpared = hostile.line == "q" && ["q", "dx", "dy"].contains(line.name)
      #expect(isSpared || line.verdict.isRight, "\(line.name) \(line.verdict)")
    }
    #expect(await Self.isGone { Self.leftovers.isEmpty })
    #expect(Self.litter == [])
  }

  @Test("The corpus holds no two lines of one name")
  func names() {
    #expect(Set(Hostile.corpus.map(\.callName)).count == Hostile.corpus.count)
  }

  /// What has been killed takes a moment to be gone.
  static func isGone(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<200 {
      if condition() { return true }
      try? await Task.sleep(for: .milliseconds(10))
    }
    return false
  }

  /// The processes of this judge that nobody waits for any more, and programs that were left behind.
  static var leftovers: [String] {
    #if os(Linux)
      let orphans = Leftovers.processes("FLAT_BACKPROP_JUDGE=\(getpid())-").filter { id in
        let status = (try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)) ?? ""
        return status.contains("PPid:\t1\n")
      }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      let naps = names.filter { Int32($0) != nil }.filter { id in
        let command = try? String(contentsOfFile: "/proc/\(id)/cmdline", encoding: .utf8)
        return command?.contains("sleep") == true && command?.contains(Hostile.nap) == true
      }
      return orphans.map { "\($0)" } + naps
    #else
      return []
    #endif
  }

  /// The files that hostile lines have left.
  static var litter: [String] {
    ["/", "/tmp/", "/var/tmp/", "/dev/shm/", Hostile.kit + "/"].map { $0 + Hostile.litter }
      .filter { FileManager.default.fileExists(atPath: $0) }
  }
}

extension Hostile: CustomTestStringConvertible {
  public var testDescription: String { name }
}
