import Foundation
import KitSupport

/// Runs the student's code as a process: starts, watches and kills it, and captures what it prints.
///
/// A shell stands between, so that the parent that the student's code could kill is not the judge.
/// The shell sets limits that hold before the first instruction of the student's code, and that the
/// code cannot raise. All of these processes are in a group of their own. A second shell in the
/// group waits for the end of a pipe that the judge holds, so nothing in it outlives the judge,
/// however that ends.
final class SubmissionProcess {
  /// The shell; it leads the process group.
  let shell: pid_t

  /// The student's code itself, once it has been looked up.
  var child: pid_t?

  /// Where the judge writes requests, reads events, and reads what is printed.
  let requests: Int32
  let events: Int32
  let prints: Int32

  /// Nothing is ever written here: it is closed when the judge ends.
  let lifeline: Int32

  /// A mark in the environment of the process and of everything that it starts.
  private let mark: String
  private var hasEnded = false

  /// Starts an executable.
  /// - Parameter isConfined: Whether to deny it access to everything it does not need, as far as
  ///   the system can.
  /// - Throws: ``KitError`` if the system refuses.
  init(executable: String, limits: Limits, confined isConfined: Bool = false) throws {
    guard FileManager.default.isExecutableFile(atPath: executable) else {
      throw KitError.cannotStart("there is no program \(executable); `swift build` makes it")
    }
    // Only one at a time: a process started meanwhile must not inherit the ends of our pipes.
    Self.starting.lock()
    defer { Self.starting.unlock() }
    let (requestsOut, requestsIn) = try Self.pipe()
    let (eventsOut, eventsIn) = try Self.pipe()
    let (printsOut, printsIn) = try Self.pipe()
    let (lifeOut, lifeIn) = try Self.pipe()
    (requests, events, prints, lifeline) = (requestsIn, eventsOut, printsOut, lifeIn)

    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, requestsOut, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, eventsIn, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, printsIn, STDERR_FILENO)
    posix_spawn_file_actions_adddup2(&actions, lifeOut, Self.lifelineInShell)
    posix_spawnattr_init(&attributes)
    // Nothing else that the judge has open is any business of the student's code.
    #if canImport(Darwin)
      let closing = POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
      let closing: Int32 = 0
      if let closeFrom = Self.closeFrom {
        _ = closeFrom(&actions, Self.lifelineInShell + 1)
      } else {
        // With an older C library, a descriptor that another thread opens right now is missed.
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for descriptor in open.compactMap({ Int32($0) }) where descriptor > Self.lifelineInShell {
          posix_spawn_file_actions_addclose(&actions, descriptor)
        }
      }
    #endif
    posix_spawnattr_setflags(&attributes, Int16(Int32(POSIX_SPAWN_SETPGROUP) | Int32(closing)))
    posix_spawnattr_setpgroup(&attributes, 0)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      for end in [requestsOut, eventsIn, printsIn, lifeOut] { close(end) }
    }

    // A separate program does the confining, so that no student code runs before it.
    let program =
      isConfined
      ? [Products.program("starter"), executable] + Libraries.files(of: executable).sorted()
      : [executable]
    let arguments = ["/bin/sh", "-c", Self.script(limits)] + program
    mark = "FLAT_BACKPROP_JUDGE=\(getpid())-\(UInt64.random(in: 0 ... .max))"
    // A crash must be quick: the runtime's own backtraces take seconds.
    let inherited = ProcessInfo.processInfo.environment.filter { Self.kept.contains($0.key) }
    let environment = inherited.map { "\($0)=\($1)" } + ["SWIFT_BACKTRACE=enable=no", mark]
    var id: pid_t = 0
    let status = Self.withCStrings(arguments) { arguments in
      Self.withCStrings(environment) { environment in
        posix_spawn(&id, "/bin/sh", &actions, &attributes, arguments, environment)
      }
    }
    shell = id
    guard status == 0 else {
      hasEnded = true
      throw KitError.cannotStart(String(cString: strerror(status)))
    }
    // Writing to a process that has died is an error to handle, not a signal to die of.
    signal(SIGPIPE, SIG_IGN)
    for end in [requests, events, prints] {
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
    }
  }

  #if os(Linux)
    private typealias CloseFrom =
      @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32

    /// In glibc 2.34 and later, closes all descriptors from one on, in the new process itself.
    private static let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map {
      unsafeBitCast($0, to: CloseFrom.self)
    }
  #endif

  private static let lifelineInShell: Int32 = 3

  /// The shell's script sets limits, leaves the kit's folder, watches for the judge's end, and runs
  /// the program. What the shell itself says about a crash ("Trace/breakpoint trap") is discarded.
  private static func script(_ limits: Limits) -> String {
    """
    ulimit -c 0; ulimit -f 0; ulimit -t \(limits.secondsInAll); ulimit -s 8192 2>/dev/null
    ulimit -v \(limits.memoryInMegabytes * 1024) 2>/dev/null
    cd /; exec 4>&2 2>/dev/null
    (read nothing <&3; kill -9 0) >/dev/null 4>&- & exec 3<&-
    (exec "$0" "$@" 2>&4 4>&-); exit $?
    """
  }

  deinit {
    end()
    for descriptor in [requests, events, prints, lifeline] { close(descriptor) }
  }

  /// Kills the process and all it started, if it still runs, and says how it ended.
  @discardableResult
  func end(after patience: Double = 0) -> Ending {
    guard !hasEnded else { return .killed }
    hasEnded = true
    let hasEndedByItself = hasShellEnded(within: patience)
    if !hasEndedByItself, let child = child ?? findChild() {
      // Kill the student's code first, so that the shell can still report its end.
      kill(child, SIGKILL)
      _ = hasShellEnded(within: 0.1)
    }
    kill(-shell, SIGKILL)
    var status: Int32 = 0
    waitpid(shell, &status, 0)
    Leftovers.kill(mark)
    return hasEndedByItself ? Ending(status) : .killed
  }

  /// Whether the shell has ended. It is not reaped yet, so its process ID cannot be reused.
  private func hasShellEnded(within seconds: Double) -> Bool {
    let watch = Stopwatch()
    while true {
      var info = siginfo_t()
      waitid(P_PID, id_t(shell), &info, WEXITED | WNOHANG | WNOWAIT)
      if info.si_signo == SIGCHLD { return true }
      if watch.seconds >= seconds { return false }
      usleep(200)
    }
  }

  private static let starting = NSLock()
  private static let kept: Set = ["PATH", "LANG", "LD_LIBRARY_PATH"]

  static func pipe() throws -> (out: Int32, in: Int32) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else {
      throw KitError.cannotStart(String(cString: strerror(errno)))
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
  }
}

extension KitError {
  /// The submission cannot be started at all, which is not the student's mistake.
  static func cannotStart(_ reason: String) -> KitError {
    KitError("The submission cannot be started: \(reason).")
  }
}
