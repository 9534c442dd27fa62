import Foundation
import KitSupport
import Protocol

/// A conversation with a submission: sends requests, receives events, collects prints and measures
/// time.
final class Conversation {
  private let process: SubmissionProcess
  private let limits: Limits
  private let budget: Budget
  private var arrived = FrameBuffer(longest: Limits.messageBytes)
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  /// What the student's code has printed since its prints were last taken, up to the limit, and how
  /// many bytes there were beyond the limit.
  private var printed: [UInt8] = []
  private var printedBeyond = 0

  /// The end of what was printed, where the runtime says why it stopped.
  private var lastPrinted: [UInt8] = []
  private var hasClosedPrints = false
  private var hasHeard = false

  init(
    executable: String, limits: Limits, budget: Budget? = nil, confined isConfined: Bool = false
  ) throws {
    self.limits = limits
    self.budget = budget ?? Budget(limits)
    process = try SubmissionProcess(executable: executable, limits: limits, confined: isConfined)
  }

  /// Sends a request to the submission.
  /// - Throws: ``Death`` if it no longer reads requests, or takes too long to.
  func send(_ request: Request) throws(Death) {
    let bytes = Frame.wrapping(request.encoded)
    var sent = 0
    var patience = Patience(process, limits)
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(process.requests, $0.baseAddress! + sent, $0.count - sent)
      }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        wait(toWrite: true)
        if let overdue = patience.overdue { throw die(overdue) }
      } else if errno != EINTR {
        throw die(nil)
      }
    }
  }

  /// Waits for the next event from the submission.
  /// - Throws: ``Death`` if it sends no valid event, takes too long, or has used up the budget.
  func receive() throws(Death) -> Event {
    var patience = Patience(process, limits)
    while true {
      do {
        if let message = try arrived.next() {
          hasHeard = true
          budget.noteMessage(message.count)
          if let spent = budget.whatIsSpent { throw die(.givenUp(spent)) }
          return try Event(decoding: message)
        }
      } catch {
        throw die(.damage)
      }
      let count = read(process.events, &chunk, chunk.count)
      if count > 0 {
        arrived.append(chunk[..<count])
        // A message that never ends must not keep the judge waiting forever.
        if let overdue = patience.overdue { throw die(overdue) }
      } else if count == 0 {
        throw die(nil)
      } else if errno == EAGAIN {
        wait(toWrite: false)
        if let spent = budget.whatIsSpent { throw die(.givenUp(spent)) }
        if let overdue = patience.overdue { throw die(overdue) }
      } else if errno != EINTR {
        throw die(nil)
      }
    }
  }

  /// Ends the submission.
  func close() { process.end() }

  /// Returns what has been printed since the last call.
  func takePrints() -> (bytes: [UInt8], beyond: Int) {
    collectPrints()
    defer { (printed, printedBeyond) = ([], 0) }
    return (printed, printedBeyond)
  }

  /// Waits a moment until something happens.
  private func wait(toWrite: Bool) {
    var waiting = [
      pollfd(fd: process.events, events: Int16(POLLIN), revents: 0),
      pollfd(fd: hasClosedPrints ? -1 : process.prints, events: Int16(POLLIN), revents: 0),
      pollfd(fd: process.requests, events: toWrite ? Int16(POLLOUT) : 0, revents: 0),
    ]
    if toWrite { waiting[0].events = 0 }
    let watch = Stopwatch()
    poll(&waiting, nfds_t(toWrite ? 3 : 2), 50)
    budget.noteWaiting(watch.seconds)
    if waiting[1].revents != 0 { collectPrints() }
  }

  /// Reads what has been printed so far, or part of it if there is a flood.
  private func collectPrints() {
    for _ in 0..<64 {
      let count = read(process.prints, &chunk, chunk.count)
      if count == 0 { hasClosedPrints = true }
      guard count > 0 else { return }
      let room = max(0, limits.printedBytes - printed.count)
      printed += chunk[..<min(count, room)]
      printedBeyond += max(0, count - room)
      lastPrinted = (lastPrinted + chunk[..<count]).suffix(4096)
    }
  }

  private func die(_ cause: Death.Cause?) -> Death {
    // A process that has closed its side is about to end: give it a moment to say how.
    let ending = process.end(after: cause == nil ? 0.2 : 0)
    collectPrints()
    let text = String(decoding: lastPrinted, as: UTF8.self)
    return Death(cause: cause ?? self.cause(of: ending, text), printed: text)
  }

  private func cause(of ending: SubmissionProcess.Ending, _ text: String) -> Death.Cause {
    switch ending {
    case .exited(code: Frame.lostPipe), .killed: .damage
    // A shell, or the system's loader, could not start it.
    case .exited(let code) where !hasHeard && (code == 126 || code == 127):
      .unstartable(text.split(separator: "\n").last.map { $0.clipped() } ?? "exit code \(code)")
    case .exited(let code): .exited(code)
    case .signaled(let signal): .signal(signal)
    }
  }
}

/// How long one step of a conversation may take: a number of seconds of CPU time, or twice as many
/// seconds of wall-clock time if the process merely waits. A process that has to share the CPU gets
/// more wall-clock time.
private struct Patience {
  private let process: SubmissionProcess
  private let seconds: Double
  private let watch = Stopwatch()
  private var lastLook = 0.0
  private var start: (clock: Double, cpu: Double)?

  init(_ process: SubmissionProcess, _ limits: Limits) {
    self.process = process
    seconds = limits.seconds
  }

  /// The cause of death once patience has run out; `nil` until then.
  var overdue: Death.Cause? {
    mutating get {
      let clock = watch.seconds
      // Looking at another process costs more than most steps take.
      guard clock - lastLook > 0.02 else { return nil }
      lastLook = clock
      // The process cannot be found until it has started, which takes a while on a busy machine.
      guard let cpu = process.cpuSeconds else {
        return clock > 10 * seconds ? .outOfTime(seconds) : nil
      }
      // Both are counted from the first look, which may come late if the judge has to share the
      // CPU, too.
      let start = start ?? (clock, cpu)
      self.start = start
      let (passed, used) = (clock - start.clock, cpu - start.cpu)
      if used > seconds || passed > 10 * seconds { return .outOfTime(seconds) }
      let isBusy = used > seconds / 8
      let isAsleep = passed > 2 * seconds && !isBusy && process.isWaiting
      return isAsleep ? .asleep(2 * seconds) : nil
    }
  }
}
