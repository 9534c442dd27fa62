import FlatBackprop
import Mutants
import Foundation

extension Hostile {
  /// Lines that try to leave something behind, or to get at somebody else's process.
  static let escapes = [
    Hostile("leaves a child behind", message: "") { _ in
      start(["/bin/sleep", nap])
      return wrong
    },
    Hostile("leaves a child in a session of its own", message: "") { _ in
      start(["/bin/sh", "-c", "/bin/sleep \(nap) & exit"], inNewSession: true)
      return wrong
    },
    Hostile("forks twice and detaches", message: "") { _ in
      guard let fork = function("fork") else { return wrong }
      guard fork(0, 0, 0, 0) == 0 else { return wrong }
      setsid()
      if fork(0, 0, 0, 0) == 0 { while true { sleep(1000) } }
      _exit(0)
    },
    Hostile("becomes another program", message: "") { _ in
      var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/echo"), strdup("PASS"), nil]
      execv("/bin/echo", &arguments)
      return wrong
    },
    Hostile("leaves its process group", message: "1234") { _ in
      setsid()
      setpgid(0, 0)
      return wrong
    },
    Hostile("leaves a thread running that exits", message: "ended the whole") { values in
      Thread.detachNewThread {
        usleep(20_000)
        exit(0)
      }
      return values["df"] * values["z"]
    },
    Hostile("leaves a thread running", message: "leaves a thread running") { values in
      Thread.detachNewThread { while true { sleep(1000) } }
      return values["df"] * values["z"]
    },
    Hostile("changes the working directory", message: "1234") { _ in
      chdir(kit)
      chdir("Tests/Grading")
      return wrong
    },
    Hostile("traces the judge", message: "1234", needsConfinement: true) { _ in
      guard let trace = function("ptrace"), let judge else { return wrong }
      for target in [Int(getppid()), Int(judge)] {
        // 16 is to attach on Linux, 10 on macOS.
        if trace(16, target, 0, 0) == 0 { return values(of: target) }
      }
      return wrong
    },
    Hostile("looks into the judge's memory", message: "1234", needsConfinement: true) { _ in
      guard let judge else { return wrong }
      let memory = open("/proc/\(judge)/mem", O_RDWR)
      return memory >= 0 ? values(of: 0) : wrong
    },
    Hostile("takes the judge's time away", message: "1234", needsConfinement: true) { _ in
      guard let limit = function("prlimit"), let judge else { return wrong }
      var none = rlimit(rlim_cur: 1, rlim_max: 1)
      // 0 is the limit on the CPU's time.
      withUnsafeMutablePointer(to: &none) { _ = limit(Int(judge), 0, Int(bitPattern: $0), 0) }
      return wrong
    },
    Hostile("hides a child's origin", message: "", needsConfinement: true) { _ in
      for name in ProcessInfo.processInfo.environment.keys { unsetenv(name) }
      start(["/bin/sleep", nap], inNewSession: true)
      return wrong
    },
  ]

  /// For how long a program sleeps that is left behind; it is known by this number.
  public static let nap = "98765"

  /// What a line would give that has got at the judge: nothing that this corpus expects.
  private static func values(of process: Int) -> Tensor { Tensor(Double(-process)) }

  /// A function of the system that Swift does not offer.
  private static func function(_ name: String) -> (@convention(c) (Int, Int, Int, Int) -> Int)? {
    typealias Function = @convention(c) (Int, Int, Int, Int) -> Int
    let everywhere = UnsafeMutableRawPointer(bitPattern: 0)
    return dlsym(everywhere, name).map { unsafeBitCast($0, to: Function.self) }
  }

  private static func start(_ arguments: [String], inNewSession: Bool = false) {
    #if os(Linux)
      var attributes = posix_spawnattr_t()
      posix_spawnattr_init(&attributes)
      if inNewSession { posix_spawnattr_setflags(&attributes, 0x80) }
      var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
      var id: pid_t = 0
      posix_spawn(&id, arguments[0], nil, &attributes, &words, environ)
    #endif
  }
}
