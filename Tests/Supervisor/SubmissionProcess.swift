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
      throw KitError.cannotStart(
        Self.what, "there is no program \(executable); `swift build` makes it")
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
    let (started, ends) = try Launch.exclusively {
      let pipes = try (0..<4).map { _ in try Launch.pipe(for: Self.what) }
      let theirs = [pipes[0].out, pipes[1].in, pipes[2].in, pipes[3].out]
      defer { for end in theirs { close(end) } }
      let ours = [pipes[0].in, pipes[1].out, pipes[2].out, pipes[3].in]
      do {
        return (
          try Launch.start(
            Self.what, arguments, environment: environment, descriptors: theirs), ours
        )
      } catch {
        for end in ours { close(end) }
        throw error
      }
    }
    shell = started
    (requests, events, prints, lifeline) = (ends[0], ends[1], ends[2], ends[3])
    // Writing to a process that has died is an error to handle, not a signal to die of.
    signal(SIGPIPE, SIG_IGN)
    for end in [requests, events, prints] {
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
    }
  }

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

  static let what = "The submission"
  private static let kept: Set = ["PATH", "LANG", "LD_LIBRARY_PATH"]
}
