import FlatBackprop

/// Bytes that are not a message: the other side is broken, or something else wrote into the pipe.
public struct Damage: Error {}

/// Reads back what a ``MessageWriter`` wrote. It trusts nothing: whatever does not fit is
/// ``Damage``.
struct MessageReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private mutating func take(_ count: Int) throws -> Range<Int> {
    guard count >= 0, count <= bytes.count - position else { throw Damage() }
    defer { position += count }
    return position..<(position + count)
  }

  mutating func byte() throws -> UInt8 { bytes[try take(1).lowerBound] }

  mutating func integer() throws -> Int {
    let range = try take(8)
    return bytes.withUnsafeBytes {
      Int(Int64(littleEndian: $0.loadUnaligned(fromByteOffset: range.lowerBound, as: Int64.self)))
    }
  }

  /// A number of things that follow, each at least one byte long.
  mutating func length() throws -> Int {
    let length = try integer()
    guard length >= 0, length <= bytes.count else { throw Damage() }
    return length
  }

  mutating func text() throws -> String {
    let range = try take(try length())
    guard let text = String(validating: bytes[range], as: UTF8.self) else { throw Damage() }
    return text
  }

  mutating func doubles() throws -> [Double] {
    let count = try length()
    let range = try take(count * 8)
    return [Double](unsafeUninitializedCapacity: count) { buffer, filled in
      bytes.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0[range]))
      }
      filled = count
    }
  }

  mutating func tensor() throws -> Tensor {
    let rank = try length()
    guard rank <= Tensor.mostAxes else { throw Damage() }
    let shape = try (0..<rank).map { _ in try integer() }
    let elements = try doubles()
    guard Tensor.size(of: shape) == elements.count else { throw Damage() }
    return Tensor(shape: shape, elements)
  }

  mutating func optionalTensor() throws -> Tensor? { try byte() == 0 ? nil : try tensor() }

  mutating func tensors() throws -> [String: Tensor] {
    var values: [String: Tensor] = [:]
    for _ in 0..<(try length()) {
      let name = try text()
      values[name] = try tensor()
    }
    return values
  }

  mutating func name() throws -> LineName {
    LineName(try text(), step: try byte() == 0 ? nil : try integer())
  }

  mutating func namedTensors() throws -> [LineName: Tensor] {
    var values: [LineName: Tensor] = [:]
    for _ in 0..<(try length()) {
      let name = try name()
      values[name] = try tensor()
    }
    return values
  }

  /// Checks that all bytes have been read.
  func finish() throws {
    guard position == bytes.count else { throw Damage() }
  }
}

extension Tensor {
  /// The most axes that a value may have, which is more than any has.
  public static let mostAxes = 16

  /// The number of elements of a shape; `nil` if a size is negative or the number overflows.
  static func size(of shape: [Int]) -> Int? {
    var size = 1
    for axis in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: axis)
      guard axis >= 0, !overflow else { return nil }
      size = product
    }
    return size
  }
}
