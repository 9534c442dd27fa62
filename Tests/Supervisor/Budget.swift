import Foundation

/// What the code of one assignment may use up in total, whatever each line of it is allowed. A
/// submission whose every line stays just below its limits must come to an end, too.
final class Budget {
  private let limits: Limits

  /// The number of processes that compete for each processor. On a busy machine, waiting takes that
  /// much more wall-clock time, and that is not the student's doing.
  private let crowding: () -> Double
  private var seconds = 0.0
  private var messages = 0
  private var bytes = 0

  init(_ limits: Limits, crowding: @escaping () -> Double = Budget.crowding) {
    (self.limits, self.crowding) = (limits, crowding)
  }

  /// The load average of the last minute per processor, at least 1.
  static func crowding() -> Double {
    var loads = [0.0]
    guard getloadavg(&loads, 1) == 1 else { return 1 }
    return max(1, loads[0] / Double(ProcessInfo.processInfo.activeProcessorCount))
  }

  func noteWaiting(_ seconds: Double) { self.seconds += seconds }

  func noteMessage(_ length: Int) {
    messages += 1
    bytes += length
  }

  /// What has been used up, in words; `nil` while there is something left of everything.
  var whatIsSpent: String? {
    let most =
      seconds > limits.secondsInAssignment && seconds > limits.secondsInAssignment * crowding()
      ? "\(Int(limits.secondsInAssignment)) seconds"
      : messages > limits.messages
        ? "\(limits.messages) messages" : bytes > limits.bytes ? "\(limits.bytes) bytes" : nil
    return most.map { "this assignment has used up all that it has, \($0)" }
  }
}
