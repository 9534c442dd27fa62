/// Messages are sent as frames: the length of the message in eight bytes, then the message.
public enum Frame {
  /// A message with its length in front.
  public static func wrapping(_ message: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: UInt64(message.count).littleEndian) { Array($0) } + message
  }

  /// The longest message that is accepted by default: half a gigabyte.
  public static let longest = 1 << 29

  /// The exit code of a submission that can no longer write to its pipe.
  public static let lostPipe: Int32 = 113
}

/// Collects bytes as they arrive, and gives out whole messages.
public struct FrameBuffer {
  private var bytes: [UInt8] = []
  private var start = 0
  private let longest: Int

  /// - Parameter longest: The longest message that is accepted, so that the writer cannot fill the
  ///   reader's memory.
  public init(longest: Int = Frame.longest) { self.longest = longest }

  public mutating func append(_ more: some Sequence<UInt8>) {
    if start > 1 << 16 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes.append(contentsOf: more)
  }

  /// The next complete message, or `nil` if it has not arrived yet.
  /// - Throws: ``Damage`` if it claims to be longer than is accepted.
  public mutating func next() throws -> [UInt8]? {
    guard bytes.count - start >= 8 else { return nil }
    let length = bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
    guard length <= UInt64(longest) else { throw Damage() }
    guard bytes.count - start - 8 >= Int(length) else { return nil }
    let message = Array(bytes[(start + 8)..<(start + 8 + Int(length))])
    start += 8 + Int(length)
    return message
  }
}
