@preconcurrency import Foundation
import Protocol

/// The submission's end of the conversation with the judge.
///
/// The student's code may print and read as it likes: the conversation moves to file descriptors of
/// its own, printed text goes to standard error, and standard input is empty. The numbers of the
/// descriptors are random, so that code that writes into arbitrary descriptors does not hit them.
final class JudgeConnection {
  private let input: Int32
  private let output: Int32
  private var arrived = FrameBuffer()
  private let sending = NSLock()
  private let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  /// Takes over standard input and output.
  init() {
    // From the upper half of the available numbers, but below 1000; `ulimit -n` may leave few, or set
    // no limit, which is −1.
    let available = sysconf(Int32(_SC_OPEN_MAX))
    let most = available < 1 ? 1000 : Int32(clamping: min(available, 1000))
    input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, .random(in: most / 2..<most - most / 8))
    output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, .random(in: most / 2..<most - most / 8))
    let nothing = open("/dev/null", O_RDONLY)
    dup2(nothing, STDIN_FILENO)
    close(nothing)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    setvbuf(stdout, nil, _IOLBF, 0)
  }

  /// Runs something and throws away what it prints meanwhile, but not what the runtime says of a crash.
  func withoutPrints(_ body: () throws -> Void) rethrows {
    fflush(stdout)
    dup2(nowhere, STDOUT_FILENO)
    defer {
      fflush(stdout)
      dup2(STDERR_FILENO, STDOUT_FILENO)
    }
    try body()
  }

  /// The judge's next request, or `nil` when it has hung up.
  func receive() -> Request? {
    while true {
      do {
        if let message = try arrived.next() { return try Request(decoding: message) }
      } catch {
        return nil
      }
      let count = read(input, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      arrived.append(chunk[..<count])
    }
  }

  /// Sends an event to the judge, from any thread. If that fails, there is nothing left to do but
  /// exit.
  func send(_ event: Event) {
    let bytes = Frame.wrapping(event.encoded)
    sending.lock()
    defer { sending.unlock() }
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { write(output, $0.baseAddress! + sent, $0.count - sent) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { _exit(Frame.lostPipe) }
      sent += count
    }
  }
}

extension Event {
  /// An error that a line or a function threw. Its description is cut, because it may be of any
  /// length.
  static func threw(describing error: any Error) -> Event {
    .threw(String("\(error)".unicodeScalars.prefix(1000)))
  }
}
