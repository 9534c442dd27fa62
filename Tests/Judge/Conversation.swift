import Foundation
import Wire

/// A conversation with a submission: requests out, events in, its prints aside, its time measured.
final class Conversation {
  private let process: SubmissionProcess
  private let limits: Limits
  private var arrived = FrameBuffer()
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  /// What the student's code has printed, up to the limit; and how many bytes more there were.
  private(set) var printed: [UInt8] = []
  private(set) var printedBeyond = 0

  init(executable: String, limits: Limits) throws {
    self.limits = limits
    process = try SubmissionProcess(executable: executable, limits: limits)
  }

  /// Says something to the submission.
  /// - Throws: ``Death`` where it does not listen any more.
  func send(_ request: Request) throws(Death) {
    let bytes = Frame.wrapping(request.encoded)
    var sent = 0
    let watch = Stopwatch(process, limits)
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(process.requests, $0.baseAddress! + sent, $0.count - sent)
      }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        wait(toWrite: true)
        if let overdue = watch.overdue { throw die(overdue) }
      } else if errno != EINTR {
        throw die(nil)
      }
    }
  }

  /// Waits for what the submission says next.
  /// - Throws: ``Death`` where it says nothing any more, or takes too long.
  func receive() throws(Death) -> Event {
    let watch = Stopwatch(process, limits)
    while true {
      do {
        if let message = try arrived.next() { return try Event(decoding: message) }
      } catch {
        process.end()
        throw Death(cause: .damage, printed: "")
      }
      let count = read(process.events, &chunk, chunk.count)
      if count > 0 {
        arrived.append(chunk[..<count])
      } else if count == 0 {
        throw die(nil)
      } else if errno == EAGAIN {
        wait(toWrite: false)
        if let overdue = watch.overdue { throw die(overdue) }
      } else if errno != EINTR {
        throw die(nil)
      }
    }
  }

  /// Ends the submission and collects the last of what it printed.
  func close() {
    process.end()
    collectPrints()
  }

  private func wait(toWrite: Bool) {
    var waiting = [
      pollfd(fd: process.events, events: Int16(POLLIN), revents: 0),
      pollfd(fd: hasClosedPrints ? -1 : process.prints, events: Int16(POLLIN), revents: 0),
      pollfd(fd: process.requests, events: toWrite ? Int16(POLLOUT) : 0, revents: 0),
    ]
    if toWrite { waiting[0].events = 0 }
    poll(&waiting, nfds_t(toWrite ? 3 : 2), 50)
    if waiting[1].revents != 0 { collectPrints() }
  }

  private func collectPrints() {
    while true {
      let count = read(process.prints, &chunk, chunk.count)
      if count == 0 { hasClosedPrints = true }
      guard count > 0 else { return }
      let room = max(0, limits.printedBytes - printed.count)
      printed += chunk[..<min(count, room)]
      printedBeyond += max(0, count - room)
      lastPrinted = (lastPrinted + chunk[..<count]).suffix(4096)
    }
  }

  /// The end of what was printed: there the runtime says why it stopped.
  private var lastPrinted: [UInt8] = []
  private var hasClosedPrints = false

  private func die(_ overdue: Death.Cause?) -> Death {
    // A process that has closed its side is about to end: give it a moment to say how.
    let ending = process.end(after: overdue == nil ? 0.2 : 0)
    collectPrints()
    let text = String(decoding: lastPrinted, as: UTF8.self)
    if let overdue { return Death(cause: overdue, printed: text) }
    switch ending {
    case .exited(let code): return Death(cause: .exited(code), printed: text)
    case .signaled(let signal): return Death(cause: .signal(signal), printed: text)
    case .killed: return Death(cause: .damage, printed: text)
    }
  }
}

/// Measures one step of a conversation.
private struct Stopwatch {
  private let process: SubmissionProcess
  private let limits: Limits
  private let start = Date()
  private let startCPU: Double

  init(_ process: SubmissionProcess, _ limits: Limits) {
    self.process = process
    self.limits = limits
    startCPU = process.cpuSeconds
  }

  var overdue: Death.Cause? {
    if process.cpuSeconds - startCPU > limits.seconds { return .outOfTime(limits.seconds) }
    if Date().timeIntervalSince(start) > 2 * limits.seconds { return .asleep(2 * limits.seconds) }
    return nil
  }
}

/// Why a submission says nothing any more.
struct Death: Error, Equatable {
  enum Cause: Equatable {
    case exited(Int32)
    case signal(Int32)
    case outOfTime(Double)
    case asleep(Double)

    /// What came through the pipe was no message.
    case damage
  }

  let cause: Cause

  /// The end of what it printed.
  let printed: String

  /// The cause in a sentence about "this line".
  var sentence: String {
    switch cause {
    case .exited(let code): return "ended the whole program (exit code \(code))"
    case .outOfTime(let seconds):
      return "was stopped after \(seconds.formatted) seconds of computing: does a loop never end?"
    case .asleep(let seconds):
      return "was stopped after \(seconds.formatted) seconds: it waits for something"
    case .damage: return "wrote into, or closed, the pipe that the judge listens to"
    case .signal(let signal):
      if let reason = runtimeReason { return "crashed: \(reason)" }
      return "crashed (\(Death.name(of: signal)))"
    }
  }

  var isTimeout: Bool {
    switch cause {
    case .outOfTime, .asleep: true
    default: false
    }
  }

  /// What the runtime or a misuse sentence of the kit printed last.
  private var runtimeReason: String? {
    guard let found = printed.range(of: "Fatal error: ", options: .backwards) else { return nil }
    return printed[found.upperBound...].split(separator: "\n").first.map(String.init)
  }

  private static func name(of signal: Int32) -> String {
    switch signal {
    case SIGILL, SIGTRAP:
      "signal \(signal): an index out of range, an overflow, a nil that was unwrapped, or no memory"
    case SIGSEGV, SIGBUS: "signal \(signal): the stack or the memory ran out"
    case SIGKILL: "signal \(signal): it was killed"
    case SIGXFSZ: "signal \(signal): it wrote too large a file"
    default: "signal \(signal)"
    }
  }
}

extension Double {
  fileprivate var formatted: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}
