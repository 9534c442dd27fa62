@preconcurrency import Foundation
import Protocol

/// The submission's end of the conversation with the judge.
///
/// The student's code may print and read as it likes: the conversation moves to descriptors of its
/// own, what is printed goes to standard error, and standard input is empty. Their numbers are drawn
/// anew each time, so that code that writes into descriptors at random does not meet them.
final class Pipe {
  private let input: Int32
  private let output: Int32
  private var arrived = FrameBuffer()
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  /// Takes over standard input and output.
  init() {
    let most = Int32(clamping: min(max(sysconf(Int32(_SC_OPEN_MAX)), 200), 1000)) - 20
    input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, .random(in: 100..<most))
    output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, .random(in: 100..<most))
    let nothing = open("/dev/null", O_RDONLY)
    dup2(nothing, STDIN_FILENO)
    close(nothing)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    setvbuf(stdout, nil, _IOLBF, 0)
  }

  /// The judge's next request, or `nil` when it has hung up.
  func receive() -> Request? {
    while true {
      do {
        if let message = try arrived.next() { return try Request(decoding: message) }
      } catch {
        return nil
      }
      lookOut()
      let count = read(input, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      arrived.append(chunk[..<count])
    }
  }

  /// Waits for a request awake, for a moment: the next one is mostly close by, and a processor that has
  /// gone to sleep takes longer to wake up than the judge takes to ask.
  private func lookOut() {
    var request = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    for _ in 0..<25 where poll(&request, 1, 0) == 0 { sched_yield() }
  }

  /// Says something to the judge; when that does not work any more, there is nothing left to do.
  func send(_ event: Event) {
    let bytes = Frame.wrapping(event.encoded)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { write(output, $0.baseAddress! + sent, $0.count - sent) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { _exit(Frame.lostPipe) }
      sent += count
    }
  }
}
