import Adversarial
import Foundation
import Sandbox
import TestSupport
import Testing

@testable import Grader
@testable import Supervisor
import KitSupport

@Suite("A student who means no harm")
struct UnluckyTests {
  static let all = ["q", "f", "df", "dq", "dz", "dx", "dy"]

  @Test("A stage inside a stage is told at its own line, and the others are graded")
  func nested() async throws {
    let report = try await Submissions.report("sumTimes/a stage inside a stage")
    #expect(
      report["dq"]?.complaint == "is a stage inside a stage: it stands in the line \"dz\"")
    #expect(report.right == Self.all.filter { $0 != "dq" })
    #expect(report.problems == [])
    let helper = try await Submissions.report("sumTimes/a helper's stage inside a stage")
    #expect(helper.right == Self.all)
    #expect(
      helper.problems.map(\.text) == [
        "\"product\" is a stage inside a stage: it stands in the line \"dq\". Make it a plain let."
      ])
  }

  @Test("A line on another thread is told so, and the others are graded")
  func otherThread() async throws {
    let report = try await Submissions.report("sumTimes/a stage on another thread")
    #expect(
      report["q"]?.complaint
        == "is run on another thread: a line is run where its function is")
    #expect(report.right == ["f", "df", "dz"])
    #expect(report["dx"] == .waits(for: ["q"]))
  }

  @Test(
    "What a line does beside its work costs no line its point",
    arguments: [
      "a line in pieces at once", "a line on a queue", "rounds upwards from here on",
      "traps from here on", "prints in Chinese",
    ])
  func harmless(_ name: String) async throws {
    let report = try await Submissions.report("sumTimes/\(name)", limits: Limits(seconds: 3))
    #expect(report.right == Self.all, "\(report.lines.compactMap(\.verdict.complaint))")
    #expect(report.problems == [])
    #expect(!report.printed.contains("\u{fffd}"))
  }

  @Test("A submission that is confined finds what it needs to start")
  func confined() async throws {
    let event = try await Submissions.onThread {
      let conversation = try Conversation(
        executable: Products.submission, limits: Limits(), confined: true)
      defer { conversation.close() }
      try conversation.send(.record(.init(folder: "", function: "", inputs: [:], upstream: nil)))
      return try conversation.receive()
    }
    #expect(event == .threw(" has no function \"\"."))
  }

  #if os(Linux)
    @Test("What a submission needs is known from the system's loader")
    func libraries() {
      let files = Libraries.files(of: Products.submission)
      for part in ["/Submission", "/libFoundation.so", "/libswiftCore.so", "/libc.so.6", "/ld-"] {
        #expect(files.contains { $0.contains(part) }, "\(part)")
      }
      #expect(files.allSatisfy { FileManager.default.fileExists(atPath: $0) })
    }
  #endif

  #if os(Linux)
    @Test("Where no program can be started, that is not the student's mistake")
    func machine() async throws {
      let error = await #expect(throws: KitError.self) {
        try await Submissions.onThread {
          let limits = Limits(seconds: 1, memoryInMegabytes: 1)
          _ = try Submissions.grader(limits: limits).grade("00-warm-up")
        }
      }
      #expect(error?.description.hasPrefix("The submission cannot be started: ") == true)
    }
  #endif

  @Test(
    "A program that has not started, or says so, costs its own points where others do start",
    arguments: [
      "#!/no/such/interpreter", "#!/bin/sh\nexit 127", "#!/bin/sh\necho no memory; exit 126",
    ])
  func unstartable(_ script: String) async throws {
    let report = try await Submissions.onThread {
      let program = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
      try Data((script + "\n").utf8).write(to: program)
      defer { try? FileManager.default.removeItem(at: program) }
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
      return try AssignmentGrader(
        submission: program.path, sources: Submissions.root.appending(path: "solutions").path,
        expected: Submissions.expected
      ).grade("00-warm-up")
    }
    #expect(report.points == 0)
    #expect(report.problems.first?.text.hasPrefix("sumTimes ended before it began: ") == true)
  }

  #if os(Linux)
    static func isAsleep(_ nap: String) -> Bool {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return names.filter { Int32($0) != nil }.contains { id in
        let command = try? String(contentsOfFile: "/proc/\(id)/cmdline", encoding: .utf8)
        return command?.hasPrefix("sleep") == true && command?.contains(nap) == true
      }
    }

    @Test("Nothing of a submission outlives the judge, however that ends")
    func orphan() async throws {
      let nap = "98764"
      let script = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).sh")
      try Data("#!/bin/sh\nsleep \(nap)\n".utf8).write(to: script)
      defer { try? FileManager.default.removeItem(at: script) }
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
      let process = try SubmissionProcess(executable: script.path, limits: Limits())
      #expect(await HostileTests.isGone { Self.isAsleep(nap) })
      // As if the judge were gone: nobody holds the pipe's other end any more.
      let nothing = open("/dev/null", O_RDONLY)
      dup2(nothing, process.lifeline)
      close(nothing)
      #expect(await HostileTests.isGone { !Self.isAsleep(nap) })
      process.end()
    }
  #endif
}
