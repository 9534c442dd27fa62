import Foundation
import KitSupport

/// Starts programs, each in a process group of its own.
package enum Launch {
  private static let lock = NSLock()

  /// Makes pipes and starts a program. It is done by one thread at a time: a program started
  /// meanwhile must not inherit the ends of the pipes.
  package static func exclusively<Result>(_ start: () throws -> Result) rethrows -> Result {
    try lock.withLock(start)
  }

  /// - Parameter what: What the pipe is for, as in "The submission": the error begins with it.
  package static func pipe(for what: String) throws -> (out: Int32, in: Int32) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { throw KitError.cannotStart(what, because: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Starts a program.
  /// - Parameters:
  ///   - what: What is started: the error begins with it.
  ///   - arguments: The program's path, and its arguments.
  ///   - environment: Its environment, as in "LANG=C"; `nil` for that of this process.
  ///   - descriptors: What it finds as its descriptors 0, 1, 2 and so on. Whatever else this process
  ///     has open is no business of it.
  /// - Returns: The process, which leads the group.
  package static func start(
    _ what: String, _ arguments: [String], environment: [String]? = nil, descriptors: [Int32]
  ) throws -> pid_t {
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
    }
    for (place, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(place))
    }
    #if canImport(Darwin)
      let closing = POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
      let closing: Int32 = 0
      if let closeFrom = Self.closeFrom {
        _ = closeFrom(&actions, Int32(descriptors.count))
      } else {
        // With an older C library, a descriptor that another thread opens right now is missed.
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for descriptor in open.compactMap({ Int32($0) }) where descriptor >= descriptors.count {
          posix_spawn_file_actions_addclose(&actions, descriptor)
        }
      }
    #endif
    posix_spawnattr_setflags(&attributes, Int16(Int32(POSIX_SPAWN_SETPGROUP) | Int32(closing)))
    posix_spawnattr_setpgroup(&attributes, 0)
    var process: pid_t = 0
    let status = withCStrings(arguments) { arguments in
      guard let environment else {
        return posix_spawn(&process, arguments[0]!, &actions, &attributes, arguments, environ)
      }
      return withCStrings(environment) { environment in
        posix_spawn(&process, arguments[0]!, &actions, &attributes, arguments, environment)
      }
    }
    guard status == 0 else { throw KitError.cannotStart(what, because: status) }
    return process
  }

  /// Starts a program that is given no input, and whose output is read from a pipe.
  /// - Parameter keepsErrors: Whether what it writes to standard error comes with it, or is dropped.
  package static func start(
    _ what: String, reading arguments: [String], environment: [String]? = nil, keepsErrors: Bool
  ) throws -> (process: pid_t, output: Int32) {
    try exclusively {
      let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
      let (output, end) = try pipe(for: what)
      defer { for descriptor in [nothing, end] { close(descriptor) } }
      do {
        let process = try start(
          what, arguments, environment: environment,
          descriptors: [nothing, end, keepsErrors ? end : nothing])
        return (process, output)
      } catch {
        close(output)
        throw error
      }
    }
  }

  /// What a program prints that ends by itself.
  ///
  /// Foundation's own way to run a program does not work if fewer than 256 files may be open.
  static func output(of command: [String], _ environment: [String: String]) throws -> String {
    let (process, output) = try start(
      command[0], reading: command, environment: environment.map { "\($0)=\($1)" },
      keepsErrors: false)
    let text = FileHandle(fileDescriptor: output, closeOnDealloc: true).readDataToEndOfFile()
    waitpid(process, nil, 0)
    return String(decoding: text, as: UTF8.self)
  }

  #if os(Linux)
    private typealias CloseFrom =
      @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32

    /// In glibc 2.34 and later, closes all descriptors from one on, in the new process itself.
    private static let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map {
      unsafeBitCast($0, to: CloseFrom.self)
    }
  #endif

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
  }
}

extension KitError {
  static func cannotStart(_ what: String, _ reason: String) -> KitError {
    KitError("\(what) cannot be started: \(reason).")
  }

  fileprivate static func cannotStart(_ what: String, because error: Int32) -> KitError {
    cannotStart(what, String(cString: strerror(error)))
  }
}
