import Foundation

/// The student's code as a process: it is started, watched and killed here, and what it prints is
/// caught.
///
/// It runs in a process group of its own, with limits on its memory and on the files it writes that
/// it cannot raise, so that nothing of it outlives the judge.
final class SubmissionProcess {
  let id: pid_t

  /// Where the judge writes requests, reads events, and reads what is printed.
  let requests: Int32
  let events: Int32
  let prints: Int32

  private var hasEnded = false

  /// Starts an executable.
  /// - Throws: ``CannotStart`` where the system refuses.
  init(executable: String, limits: Limits) throws {
    guard FileManager.default.isExecutableFile(atPath: executable) else {
      throw CannotStart(
        reason: "there is no program \(executable); `swift build` makes it")
    }
    // Only one at a time: a process started meanwhile must not inherit the ends of our pipes.
    Self.starting.lock()
    defer { Self.starting.unlock() }
    let (requestsOut, requestsIn) = try Self.pipe()
    let (eventsOut, eventsIn) = try Self.pipe()
    let (printsOut, printsIn) = try Self.pipe()

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
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      for end in [requestsOut, eventsIn, printsIn] { close(end) }
    }

    // The shell sets limits that hold before the first instruction of the student's code.
    let script =
      "ulimit -c 0; ulimit -v \(limits.memoryInMegabytes * 1024) 2>/dev/null; "
      + "ulimit -f \(limits.fileInMegabytes * 2048); exec \"$0\""
    let arguments = ["/bin/sh", "-c", script, executable]
    // A crash must be quick: the runtime's own backtraces take seconds.
    let inherited = ProcessInfo.processInfo.environment.filter { Self.kept.contains($0.key) }
    let environment = inherited.map { "\($0)=\($1)" } + ["SWIFT_BACKTRACE=enable=no"]
    var id: pid_t = 0
    let status = Self.withCStrings(arguments) { arguments in
      Self.withCStrings(environment) { environment in
        posix_spawn(&id, "/bin/sh", &actions, &attributes, arguments, environment)
      }
    }
    (self.id, requests, events, prints) = (id, requestsIn, eventsOut, printsOut)
    guard status == 0 else {
      throw CannotStart(reason: String(cString: strerror(status)))
    }
    // Writing to a process that has died is an error to handle, not a signal to die of.
    signal(SIGPIPE, SIG_IGN)
    for end in [requests, events, prints] {
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
    }
  }

  deinit {
    end()
    for descriptor in [requests, events, prints] { close(descriptor) }
  }

  /// Kills the process and all it started, if it still runs, and says how it ended.
  @discardableResult
  func end(after patience: Double = 0) -> Ending {
    guard !hasEnded else { return .killed }
    hasEnded = true
    var status: Int32 = 0
    var reaped = waitpid(id, &status, WNOHANG) == id
    let deadline = Date().addingTimeInterval(patience)
    while !reaped, Date() < deadline {
      usleep(500)
      reaped = waitpid(id, &status, WNOHANG) == id
    }
    kill(-id, SIGKILL)
    if !reaped {
      kill(id, SIGKILL)
      waitpid(id, &status, 0)
      return .killed
    }
    let signal = status & 0x7f
    return signal == 0 ? .exited(code: (status >> 8) & 0xff) : .signaled(signal)
  }

  /// How a process ended.
  enum Ending: Equatable {
    case exited(code: Int32)
    case signaled(Int32)

    /// It still ran, and the judge killed it.
    case killed
  }

  /// The seconds of CPU the process has used so far.
  var cpuSeconds: Double {
    #if os(Linux)
      var clock: clockid_t = 0
      var time = timespec()
      guard clock_getcpuclockid(id, &clock) == 0, clock_gettime(clock, &time) == 0 else { return 0 }
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    #else
      var usage = rusage_info_v2()
      let status = withUnsafeMutablePointer(to: &usage) {
        $0.withMemoryRebound(to: rusage_info_t?.self, capacity: 1) {
          proc_pid_rusage(id, RUSAGE_INFO_V2, $0)
        }
      }
      guard status == 0 else { return 0 }
      return Double(usage.ri_user_time + usage.ri_system_time) * 1e-9
    #endif
  }

  private static let starting = NSLock()
  private static let kept: Set = ["PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH"]

  private static func pipe() throws -> (out: Int32, in: Int32) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else {
      throw CannotStart(reason: String(cString: strerror(errno)))
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
  }
}

/// The submission cannot be started at all.
public struct CannotStart: Error, CustomStringConvertible {
  public let reason: String
  public var description: String { "The submission cannot be started: \(reason)." }
}

/// What a line may use up.
public struct Limits: Sendable {
  /// Seconds of CPU for a line; a line that waits may take twice as long by the clock.
  public var seconds: Double
  public var memoryInMegabytes: Int
  public var fileInMegabytes: Int

  /// How much of what the student's code prints is kept.
  public var printedBytes: Int

  public init(
    seconds: Double = 10, memoryInMegabytes: Int = 4096, fileInMegabytes: Int = 64,
    printedBytes: Int = 16_384
  ) {
    self.seconds = seconds
    self.memoryInMegabytes = memoryInMegabytes
    self.fileInMegabytes = fileInMegabytes
    self.printedBytes = printedBytes
  }
}
