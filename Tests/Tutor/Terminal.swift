import Foundation
import Synchronization

/// A terminal that shows a screen of its own, gives keys one by one, and is left as it was found.
final class Terminal {
  /// Whether there is one, for both input and output.
  static var isThere: Bool {
    isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
      && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Can be polled, and gives the signals that came.
  let signals: Int32

  private let inColor: Bool
  private var before = termios()
  private var isOpen = false

  /// The descriptor that the signals' numbers are written to.
  private static let signalsIn = Atomic<Int32>(-1)
  private static let caught = [SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH]

  init() {
    inColor = (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    signals = ends[0]
    Self.signalsIn.store(ends[1], ordering: .relaxed)
    for number in Self.caught {
      signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(Terminal.signalsIn.load(ordering: .relaxed), &byte, 1)
      }
    }
    open()
  }

  /// Takes the terminal: no line editing, no echo, no cursor, another screen.
  func open() {
    guard !isOpen else { return }
    isOpen = true
    tcgetattr(STDIN_FILENO, &before)
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &raw)
    put("\u{1B}[?1049h\u{1B}[?25l")
  }

  /// Gives it back.
  func close() {
    guard isOpen else { return }
    isOpen = false
    put("\u{1B}[?25h\u{1B}[?1049l")
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
  }

  /// Lets the shell have it until the program is continued.
  func suspend() {
    close()
    kill(getpid(), SIGSTOP)
    open()
  }

  /// Columns and rows.
  var size: (width: Int, height: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return (80, 24)
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Draws over what is there, all at once, so that nothing flickers.
  func draw(_ lines: [StyledLine]) {
    let text = lines.map { $0.written(inColor: inColor) + "\u{1B}[K" }.joined(separator: "\r\n")
    put("\u{1B}[H" + text + "\u{1B}[J")
  }

  /// The keys pressed so far; `nil` where the terminal has gone. Arrows and the like are left out.
  func keys() -> [Character]? {
    guard let bytes = Self.bytes(of: STDIN_FILENO), !bytes.isEmpty else { return nil }
    if bytes.count > 1, bytes[0] == 0x1B { return [] }
    return Array(String(decoding: bytes, as: UTF8.self))
  }

  /// The signals that have come.
  func caughtSignals() -> [Int32] { (Self.bytes(of: signals) ?? []).map(Int32.init) }

  private static func bytes(of descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(descriptor, &bytes, bytes.count)
    return count < 0 ? nil : Array(bytes.prefix(count))
  }

  private func put(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }
}
