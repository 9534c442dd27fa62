import Foundation

/// Runs the compiler's programs: each in a process group of its own, with a limit of time, and what it
/// says caught.
enum Tool {
  struct Outcome {
    /// What it said, on both of its outputs.
    var text: String
    var status: Status
  }

  enum Status: Equatable {
    case exited(Int32)
    case died(signal: Int32)

    /// It was stopped at the limit.
    case outOfTime
  }

  /// Longer outputs are cut.
  private static let mostBytes = 1 << 20

  /// Only one process is started at a time: one started meanwhile must not inherit the other's pipe.
  private static let starting = NSLock()

  /// Runs a program to its end.
  /// - Parameters:
  ///   - arguments: The program's path, and its arguments.
  ///   - seconds: How long it may take, by the clock.
  /// - Throws: A sentence where it cannot be started.
  static func run(_ arguments: [String], within seconds: Double) throws -> Outcome {
    let (process, output) = try start(arguments)
    defer { close(output) }
    let end = DispatchTime.now() + seconds
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let now = DispatchTime.now()
      guard now < end else {
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return Outcome(text: String(decoding: text, as: UTF8.self), status: .outOfTime)
      }
      let left = Double(end.uptimeNanoseconds - now.uptimeNanoseconds) * 1e-6
      var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, Int32(clamping: Int(left) + 1)) > 0 else { continue }
      let count = read(output, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      text += chunk[..<min(count, mostBytes - text.count)]
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return Outcome(
      text: String(decoding: text, as: UTF8.self),
      status: signal == 0 ? .exited((status >> 8) & 0xff) : .died(signal: signal))
  }

  private static func start(_ arguments: [String]) throws -> (process: pid_t, output: Int32) {
    starting.lock()
    defer { starting.unlock() }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
      throw CannotBuild("\(arguments[0]) cannot be started: \(String(cString: strerror(errno))).")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      close(ends[1])
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let status = posix_spawn(&process, arguments[0], &actions, &attributes, &words, environ)
    guard status == 0 else {
      close(ends[0])
      throw CannotBuild("\(arguments[0]) cannot be started: \(String(cString: strerror(status))).")
    }
    return (process, ends[0])
  }
}

/// Why nothing can be built: the machine's fault, not the student's.
public struct CannotBuild: Error, CustomStringConvertible {
  public let description: String
  init(_ description: String) { self.description = description }
}
