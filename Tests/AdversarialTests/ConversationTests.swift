import Adversarial
import KitSupport
import TestSupport
import FlatBackprop
import Foundation
import Testing
import Protocol

@testable import Grader
@testable import Supervisor

@Suite("A conversation with a process")
struct ConversationTests {
  /// A conversation with a small program in place of a submission.
  static func conversation(
    with script: String, seconds: Double = 0.3, printedBytes: Int = 1000
  ) throws -> (Conversation, URL) {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).sh")
    // Whoever starts a program meanwhile must not inherit the file while it is open for writing: it
    // could not be run then. So it is written by another process.
    let writer = Process()
    writer.executableURL = URL(filePath: "/bin/sh")
    writer.arguments = [
      "-c", "printf '#!/bin/sh\\n%s\\n' \"$1\" > \"$0\"; chmod 755 \"$0\"", file.path, script,
    ]
    try writer.run()
    writer.waitUntilExit()
    let limits = Limits(seconds: seconds, printedBytes: printedBytes)
    return (try Conversation(executable: file.path, limits: limits), file)
  }

  /// How a program ends.
  /// - Parameter seconds: The limit; on a busy machine a program that ends by itself takes its time.
  static func death(of script: String, within seconds: Double = 60) async throws -> Death? {
    try await Submissions.onThread {
      let (conversation, file) = try conversation(with: script, seconds: seconds)
      defer { try? FileManager.default.removeItem(at: file) }
      do {
        _ = try conversation.receive()
        return nil
      } catch { return error as? Death }
    }
  }

  @Test("How a process ended is known: by an exit, a signal, a limit of time")
  func endings() async throws {
    #expect(try await Self.death(of: "exit 3")?.cause == .exited(3))
    #expect(try await Self.death(of: "kill -SEGV $$")?.cause == .signal(SIGSEGV))
    #expect(try await Self.death(of: "while :; do :; done", within: 0.3)?.cause == .outOfTime(0.3))
    #expect(try await Self.death(of: "sleep 100", within: 0.3)?.cause == .asleep(0.6))
    #expect(
      try await Self.death(of: "printf 'no message at all, and long'; sleep 9")?.cause == .damage)
  }

  @Test("A crash says what the runtime said last")
  func reason() async throws {
    let script = "echo 'SVM/SVM.swift:4: Fatal error: Index out of range' >&2; kill -TRAP $$"
    #expect(try await Self.death(of: script)?.sentence == "crashed: Index out of range")
    let memory = "echo 'Fatal error: failed to allocate 80 bytes' >&2; kill -TRAP $$"
    #expect(try await Self.death(of: memory)?.sentence == "crashed: the memory ran out")
    #expect(
      try await Self.death(of: "kill -SEGV $$")?.sentence
        == "crashed (signal 11: the stack or the memory ran out)")
  }

  @Test("Prints are kept up to a limit, and what is beyond is counted")
  func prints() async throws {
    let printed = try await Submissions.onThread {
      let (conversation, file) = try Self.conversation(
        with: "i=0; while [ $i -lt 100 ]; do echo 0123456789012345678 >&2; i=$((i+1)); done; exit 0"
      )
      defer { try? FileManager.default.removeItem(at: file) }
      _ = try? conversation.receive()
      conversation.close()
      let prints = conversation.takePrints()
      return (prints.bytes.count, prints.beyond)
    }
    #expect(printed == (1000, 1000))
  }

  @Test("A process that does not listen is not waited for")
  func deaf() async throws {
    let cause = try await Submissions.onThread { () -> Death.Cause? in
      let (conversation, file) = try Self.conversation(with: "sleep 100")
      defer { try? FileManager.default.removeItem(at: file) }
      do {
        try conversation.send(.handOn(.zeros([1 << 20])))
        return nil
      } catch { return (error as? Death)?.cause }
    }
    #expect(cause == .asleep(0.6))
  }

  @Test("A process sees nothing of what the judge has open, and little of its environment")
  func inheritance() async throws {
    let open = try #require(fopen("/dev/null", "r"))
    defer { fclose(open) }
    setenv("FLAT_BACKPROP_SECRET", "1", 1)
    let script = """
      echo "folder $(pwd)" >&2; env >&2
      for i in 3 4 5 6 7 8 9; do if (: <&$i) 2>/dev/null; then echo "open $i" >&2; fi; done
      ulimit -c >&2
      """
    let printed = try await Submissions.onThread {
      let (conversation, file) = try Self.conversation(with: script)
      defer { try? FileManager.default.removeItem(at: file) }
      _ = try? conversation.receive()
      conversation.close()
      return String(decoding: conversation.takePrints().bytes, as: UTF8.self)
    }
    #expect(printed.contains("folder /\n"))
    #expect(!printed.contains("SECRET"))
    #expect(!printed.contains("open"))
    #expect(printed.hasSuffix("0\n"))
  }

  @Test("A process and its children are gone when the conversation is over")
  func gone() async throws {
    let children = try await Submissions.onThread {
      let (conversation, file) = try Self.conversation(
        with: "sleep \(Hostile.nap) & sleep \(Hostile.nap)", seconds: 0.1)
      defer { try? FileManager.default.removeItem(at: file) }
      _ = try? conversation.receive()
      return conversation
    }
    #expect(await HostileTests.isGone { HostileTests.leftovers.isEmpty })
    withExtendedLifetime(children) {}
  }

  @Test("Text for people holds nothing that a terminal obeys, and has an end")
  func clipping() {
    #expect("a\u{1b}[2Jb\nc\r".clipped() == "a\u{fffd}[2Jb\u{fffd}c\u{fffd}")
    #expect(String(repeating: "x", count: 400).clipped(to: 10) == "xxxxxxxxxx…")
    #expect("ä😀".clipped() == "ä😀")
    #expect("a\nb\u{7}".withoutControls(except: "\n") == "a\nb\u{fffd}")
  }
}

extension Conversation: @unchecked Sendable {}
