import Foundation

/// Standard error, read by `swift test` some 4 KB at a time.
///
/// A piece that ends in the middle of a character is thrown away whole, with all that stands in it.
/// Where the pipe is empty before each message, and none is longer than a piece, every piece ends
/// where a message does. The board goes where the messages go, so that it comes after them.
enum Output {
  /// What a reader takes at once.
  private static let piece = 4096

  /// Writes a text of any length.
  static func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      var end = min(rest.startIndex + piece, rest.endIndex)
      // A byte that starts with 10 goes on with a character.
      while end < rest.endIndex, rest[end] & 0b1100_0000 == 0b1000_0000 { end -= 1 }
      settle()
      writeWhole(rest[..<end])
      rest = rest[end...]
    }
    settle()
  }

  /// Waits until what was written has been read: a moment, if whoever reads is there at all.
  static func settle() {
    var status = stat()
    guard fstat(STDERR_FILENO, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return }
    var unread: Int32 = 0
    for _ in 0..<1000 {
      guard ioctl(STDERR_FILENO, UInt(FIONREAD), &unread) == 0, unread > 0 else { return }
      usleep(500)
    }
  }

  private static func writeWhole(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.write(STDERR_FILENO, $0.baseAddress!, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
