import FlatBackprop
import Mutants
import Foundation

extension Hostile {
  /// Lines that end the process, or somebody else's, or keep it from ending.
  static let endings = [
    Hostile("exits with success", message: "ended the whole program") { _ in exit(0) },
    Hostile("exits at once with success", message: "ended the whole program") { _ in _exit(0) },
    Hostile("exits, and spins on the way out", message: "seconds of computing") { _ in
      atexit { while true {} }
      exit(0)
    },
    Hostile("aborts", message: "crashed") { _ in abort() },
    Hostile("traps", message: "crashed") { values in
      Tensor([Double]()[values["x"].count])
    },
    Hostile("recurses without end", message: "the stack") { values in
      Tensor(depth(values["x"].scalar))
    },
    Hostile("swaps the handlers of crashes, and crashes", message: "ended the whole program") { _ in
      for code in [SIGSEGV, SIGILL, SIGTRAP, SIGABRT] { signal(code) { _ in _exit(0) } }
      abort()
    },
    Hostile("ignores every signal, and spins", message: "seconds of computing") { _ in
      for code: Int32 in 1..<32 { signal(code, SIG_IGN) }
      while true {}
    },
    Hostile("kills its parent", message: "1234") { _ in
      if getppid() > 1 { kill(getppid(), SIGKILL) }
      return wrong
    },
    Hostile("kills its process group", message: "") { _ in
      kill(0, SIGKILL)
      return wrong
    },
    Hostile("kills the parent of its parent", message: "1234", needsConfinement: true) { _ in
      if let judge, judge > 1 { kill(judge, SIGKILL) }
      return wrong
    },
    Hostile("stops itself", message: "waits for something") { _ in
      raise(SIGSTOP)
      return wrong
    },
    Hostile("sets an alarm for the lines after it", message: "leaves an alarm") { values in
      alarm(1)
      return values["df"] * values["z"]
    },
    Hostile("spins", message: "seconds of computing") { _ in while true {} },
    Hostile("sleeps", message: "waits for something") { _ in
      sleep(100_000)
      return wrong
    },
    Hostile("waits for a pipe that nobody writes to", message: "waits for something") { _ in
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      var byte: UInt8 = 0
      read(ends[0], &byte, 1)
      return wrong
    },
    Hostile("throws at length", message: "TestRun") { _ in
      throw Rude(text: "\u{1b}[2J\n✔ TestRun passed\r" + String(repeating: "!", count: 1_000_000))
    },
  ]

  private static func depth(_ x: Double) -> Double { x.isNaN ? 0 : depth(x + 1) + 1 }

  /// The process that has started the shell that has started this one.
  static var judge: pid_t? {
    let status = try? String(contentsOfFile: "/proc/\(getppid())/stat", encoding: .utf8)
    return status?.split(separator: ")").last?.split(separator: " ").dropFirst().first
      .flatMap { pid_t($0) }
  }
}

private struct Rude: Error, CustomStringConvertible {
  let text: String
  var description: String { text }
}
