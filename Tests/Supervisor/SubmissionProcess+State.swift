import Foundation
import KitSupport

// What the system knows about a submission: how it ended, and what it does while it runs.

extension SubmissionProcess {
  /// How a process ended.
  enum Ending: Equatable {
    case exited(code: Int32)
    case signaled(Int32)

    /// It still ran, and the judge killed it.
    case killed

    /// Interprets the shell's exit code: 128 plus the signal for a program that died of a signal.
    init(_ status: Int32) {
      let code = (status >> 8) & 0xff
      if status & 0x7f != 0 {
        self = .killed
      } else if 128 < code, code < 160 {
        self = .signaled(code - 128)
      } else {
        self = .exited(code: code)
      }
    }
  }

  /// The seconds of CPU the student's code has used so far, or `nil` where it cannot be found.
  var cpuSeconds: Double? {
    if child == nil { child = findChild() }
    guard let child else { return nil }
    #if os(Linux)
      var clock: clockid_t = 0
      var time = timespec()
      guard clock_getcpuclockid(child, &clock) == 0, clock_gettime(clock, &time) == 0 else {
        return nil
      }
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    #else
      var usage = rusage_info_v2()
      let status = withUnsafeMutablePointer(to: &usage) {
        $0.withMemoryRebound(to: rusage_info_t?.self, capacity: 1) {
          proc_pid_rusage(child, RUSAGE_INFO_V2, $0)
        }
      }
      guard status == 0 else { return nil }
      return Double(usage.ri_user_time + usage.ri_system_time) * 1e-9
    #endif
  }

  /// Whether the student's code is waiting for something, rather than merely short of CPU because
  /// others are busy. `true` if the system does not say.
  var isWaiting: Bool {
    #if os(Linux)
      guard let child,
        let text = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
      else { return true }
      return text.split(separator: ")").last?.hasPrefix(" R") != true
    #else
      return true
    #endif
  }

  /// Finds the shell's second child, which is the student's code. The first one watches for the
  /// judge's end.
  func findChild() -> pid_t? {
    #if os(Linux)
      let children = try? String(
        contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
      let ids = children?.split(separator: " ").compactMap { pid_t($0) } ?? []
      return ids.count > 1 ? ids.last : nil
    #else
      var children: [pid_t] = [0, 0]
      let size = Int32(2 * MemoryLayout<pid_t>.size)
      return proc_listchildpids(shell, &children, size) > 1 ? children.max() : nil
    #endif
  }

  /// Whether any program can be started on this machine and within these limits. This is tried with
  /// one of the kit's programs, because what a submission says about its start may be the student's
  /// words.
  static func canStart(within limits: Limits, confined isConfined: Bool) -> Bool {
    let nothingToDo: Int32 = 64
    let process = try? SubmissionProcess(
      executable: Products.program("starter"), limits: limits, confined: isConfined)
    return process?.end(after: 10) == .exited(code: nothingToDo)
  }
}
