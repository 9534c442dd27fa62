import Foundation

/// Something that code can do beside computing.
struct Act: Sendable {
  let name: String

  /// How many of the seven lines may be right at most, done outside of any line: none where it ends the
  /// process, all where it does nothing to anyone.
  let most: Int
  var needsConfinement = false
  let run: @Sendable () -> Void

  static let all = endings + forgeries + nothings

  private static func act(_ name: String, _ most: Int, _ run: @escaping @Sendable () -> Void) -> Act
  {
    Act(name: name, most: most, run: run)
  }

  /// What ends the process, or keeps it from ever ending.
  private static let endings = [
    act("exits", 0) { exit(0) },
    act("exits as a lost pipe does", 0) { _exit(113) },
    act("aborts", 0) { abort() },
    act("traps", 0) { _ = [Int]()[Int(getpid())] },
    act("kills itself", 0) { kill(getpid(), SIGKILL) },
    act("stops itself", 0) { raise(SIGSTOP) },
    act("spins", 0) { while getpid() > 0 {} },
    act("fails with a board for a message", 0) {
      fatalError("no\n04-svm  12/12  done\n403/403  points, one a line\nAll lines are right.")
    },
    act("closes every descriptor", 0) { for descriptor: Int32 in 0...1024 { close(descriptor) } },
  ]

  /// What is written into the judge's pipe.
  private static let forgeries = [
    act("writes garbage into every descriptor", 6) { everywhere([7, 7, 7, 7, 7, 7, 7, 7, 7]) },
    act("says that it has finished", 6) { everywhere(frame([4])) },
    act("says that it is at line Int.min", 6) {
      everywhere(frame([0] + text("dq") + [0, 2] + text("WarmUp/WarmUp.swift") + word(.min)))
    },
    act("gives a tensor of four million axes", 6) {
      everywhere(frame([1] + word(4_000_000) + [UInt8](repeating: 0, count: 4000)))
    },
    act("gives a tensor of a million numbers", 6) {
      everywhere(
        frame([1] + word(1) + word(1 << 20) + word(1 << 20) + [UInt8](repeating: 0, count: 8 << 20))
      )
    },
    act("sends empty messages", 6) { everywhere([UInt8](repeating: 0, count: 80_000)) },
    act("asks for the upstream gradient again and again", 6) {
      everywhere((0..<3000).flatMap { _ in frame([6] + text("out")) })
    },
  ]

  /// What does nothing to anyone, or is refused.
  private static let nothings = [
    act("prints a board", 7) {
      print("\n04-svm  12/12  done\n\u{1b}[2J403/403  points, one a line")
    },
    act("rounds upwards", 7) { fesetround(0x800) },
    act("rounds towards zero", 7) { fesetround(0xc00) },
    act("takes every number too small for zero", 7) {
      var environment = fenv_t()
      fegetenv(&environment)
      #if os(Linux) && arch(x86_64)
        environment.__mxcsr |= 0x8040
      #endif
      fesetenv(&environment)
    },
    act("ignores every signal", 7) { for code: Int32 in 1..<32 { signal(code, SIG_IGN) } },
    act("empties its environment", 7) {
      for name in ProcessInfo.processInfo.environment.keys { unsetenv(name) }
    },
    act("opens files to write", 7) {
      for folder in ["/tmp", "/var/tmp", "/dev/shm", "."] {
        let file = open(folder + "/flat-backprop-litter", O_WRONLY | O_CREAT, 0o600)
        if file >= 0 { close(file) }
      }
    },
    refused("takes shared memory", 29, 0, 1 << 20, 0o1600),
    refused("opens a queue of messages", 68, 0, 0o1600),
    refused("keeps a key", 248, 0, 0, 0),
    refused("goes into a namespace of its own", 272, 0x1000_0000),
    refused("names the machine", 170, 0, 0),
    refused("sets a virtual timer", 38, 1, 0, 0),
    refused("opens a socket", 41, 1, 1, 0),
    refused("forks", 57),
    refused("kills its parent", 62, Int(getppid()), 9),
    refused("changes its root", 161, 0),
  ]

  /// A system call by its number on x86-64; on other machines it does nothing.
  private static func refused(
    _ name: String, _ number: Int, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0
  ) -> Act {
    Act(name: name, most: 7, needsConfinement: true) {
      #if os(Linux) && arch(x86_64)
        typealias Call = @convention(c) (Int, Int, Int, Int) -> Int
        let call = dlsym(nil, "syscall").map { unsafeBitCast($0, to: Call.self) }
        if call?(number, a, b, c) == 0, number == 57 { while true { sleep(1000) } }
      #endif
    }
  }

  // MARK: - Messages

  private static func everywhere(_ bytes: [UInt8]) {
    for descriptor: Int32 in 3...1024 {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress!, $0.count) }
        guard count > 0 else { break }
        rest = rest.dropFirst(count)
      }
    }
  }

  private static func word(_ number: Int) -> [UInt8] {
    withUnsafeBytes(of: Int64(number).littleEndian) { Array($0) }
  }

  private static func text(_ text: String) -> [UInt8] { word(text.utf8.count) + Array(text.utf8) }

  private static func frame(_ message: [UInt8]) -> [UInt8] { word(message.count) + message }
}
