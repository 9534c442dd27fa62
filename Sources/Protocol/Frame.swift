/// Messages travel as frames: eight bytes that say how long the message is, then the message.
public enum Frame {
  /// A message with its length in front.
  public static func wrapping(_ message: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: UInt64(message.count).littleEndian) { Array($0) } + message
  }

  /// The longest message that is believed unless somebody says otherwise: half a gigabyte.
  public static let longest = 1 << 29

  /// What a submission exits with when it cannot write into its pipe any more.
  public static let lostPipe: Int32 = 113
}

/// Collects bytes as they arrive, and gives out whole messages.
public struct FrameBuffer {
  private var bytes: [UInt8] = []
  private var start = 0
  private let longest: Int

  /// - Parameter longest: The longest message that is believed, so that whoever writes cannot fill
  ///   the memory of whoever reads.
  public init(longest: Int = Frame.longest) { self.longest = longest }

  public mutating func append(_ more: some Sequence<UInt8>) {
    if start > 1 << 16 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes.append(contentsOf: more)
  }

  /// The next whole message, or `nil` while it has not arrived.
  /// - Throws: ``Damage`` where its length is absurd.
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
