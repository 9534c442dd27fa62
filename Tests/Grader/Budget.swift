/// What the code of one assignment may use up in all, whatever each line of it is allowed: a submission
/// whose every line stays just below its limits must have an end, too.
final class Budget {
  private let limits: Limits
  private var seconds = 0.0
  private var messages = 0
  private var bytes = 0

  init(_ limits: Limits) { self.limits = limits }

  func noteWaiting(_ seconds: Double) { self.seconds += seconds }

  func noteMessage(_ length: Int) {
    messages += 1
    bytes += length
  }

  /// What has been used up, in words; `nil` while there is something left of everything.
  var whatIsSpent: String? {
    let most =
      seconds > limits.secondsInAssignment
      ? "\(Int(limits.secondsInAssignment)) seconds"
      : messages > limits.messages
        ? "\(limits.messages) messages" : bytes > limits.bytes ? "\(limits.bytes) bytes" : nil
    return most.map { "this assignment has used up all that it has, \($0)" }
  }
}
