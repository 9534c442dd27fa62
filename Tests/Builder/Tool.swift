import Foundation
import KitSupport
import Supervisor

/// Runs the compiler's programs, each in a process group of its own, with a time limit, and
/// captures their output.
enum Tool {
  struct Outcome {
    /// Its output, standard output and standard error together.
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

  /// Runs a program to its end.
  /// - Parameters:
  ///   - arguments: The program's path, and its arguments.
  ///   - seconds: How much CPU it may use; by the clock it may take ten times as long.
  ///   - workroom: What it may read and write; `nil` for all that there is.
  /// - Throws: A sentence where it cannot be started.
  static func run(
    _ arguments: [String], within seconds: Double, in workroom: Workroom? = nil
  ) throws -> Outcome {
    let command = workroom?.command(arguments, within: seconds) ?? arguments
    let (process, output) = try Launch.start(command[0], reading: command, keepsErrors: true)
    defer { close(output) }
    let start = DispatchTime.now()
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let hasMore = poll(&waiting, 1, 20) > 0
      let passed = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
      // On a machine that is busy with other things the clock says little.
      if passed > seconds, (cpuSeconds(of: process) ?? passed) > seconds || passed > 10 * seconds {
        kill(-process, SIGKILL)
        _ = wait(for: process)
        return Outcome(text: String(decoding: text, as: UTF8.self), status: .outOfTime)
      }
      guard hasMore else { continue }
      let count = read(output, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      text += chunk[..<min(count, mostBytes - text.count)]
    }
    let status = wait(for: process)
    let signal = status & 0x7f
    return Outcome(
      text: String(decoding: text, as: UTF8.self),
      status: signal == 0 ? .exited((status >> 8) & 0xff) : .died(signal: signal))
  }

  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }

  /// The seconds of CPU that a process has used; `nil` where the system does not say.
  private static func cpuSeconds(of process: pid_t) -> Double? {
    #if os(Linux)
      var clock: clockid_t = 0
      var time = timespec()
      guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else {
        return nil
      }
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    #else
      return nil
    #endif
  }
}
