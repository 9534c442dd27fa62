import FlatBackprop
import Foundation

/// What is said where a student's line crashes: its place, and what tells the reason. The runtime would
/// print sixty lines about the machine.
package enum CrashReport {
  /// How long the path of the package's folder is, which is left out.
  nonisolated(unsafe) private static var prefix = 0

  /// What stands behind the place.
  nonisolated(unsafe) private static var advice: UnsafeMutablePointer<CChar>?

  /// From now on a crash in a line is told in a sentence.
  /// - Parameters:
  ///   - root: The package's folder.
  ///   - assignments: The numbers of the assignments whose lines are run.
  package static func install(root: String, assignments: [String]) {
    prefix = root.utf8.count + 1
    advice = strdup(
      ": this line crashed. Why? This tells: swift run kit grade "
        + assignments.joined(separator: " ") + "\n")
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE] {
      signal(number) { number in
        guard RunningLine.line > 0 else {
          // Not the student's: the runtime says what it can.
          signal(number, SIG_DFL)
          raise(number)
          return
        }
        CrashReport.tell()
        _exit(1)
      }
    }
  }

  /// Writes the sentence. Where a signal has stopped the program, no memory may be taken.
  private static func tell() {
    put("\n", 1)
    let (file, skipped) = (RunningLine.file, min(prefix, RunningLine.file.utf8CodeUnitCount))
    put(file.utf8Start + skipped, file.utf8CodeUnitCount - skipped)
    put(":", 1)
    var divisor: UInt = 1
    while RunningLine.line / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      var digit = UInt8(ascii: "0") + UInt8(RunningLine.line / divisor % 10)
      put(&digit, 1)
      divisor /= 10
    }
    if let advice { put(advice, strlen(advice)) }
  }

  private static func put(_ bytes: UnsafeRawPointer, _ count: Int) {
    _ = write(STDERR_FILENO, bytes, count)
  }
}
