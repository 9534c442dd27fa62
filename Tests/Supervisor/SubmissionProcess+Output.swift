import Foundation
import KitSupport

extension SubmissionProcess {
  /// Runs a program that ends by itself, and returns what it prints.
  ///
  /// Foundation's own way to run a program does not work if fewer than 256 files may be open. Only
  /// code that starts a submission calls this, one call at a time.
  static func output(of command: [String], _ environment: [String: String]) throws -> String {
    let (out, into) = try pipe()
    defer { close(out) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, into, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var id: pid_t = 0
    let status = withCStrings(command) { arguments in
      withCStrings(environment.map { "\($0)=\($1)" }) { environment in
        posix_spawn(&id, command[0], &actions, nil, arguments, environment)
      }
    }
    close(into)
    guard status == 0 else { throw KitError.cannotStart(String(cString: strerror(status))) }
    let text = FileHandle(fileDescriptor: out).readDataToEndOfFile()
    waitpid(id, nil, 0)
    return String(decoding: text, as: UTF8.self)
  }
}
