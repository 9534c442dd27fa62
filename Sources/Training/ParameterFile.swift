import FlatBackprop
import Foundation
import KitSupport

/// A network's parameters in a file: a line that says what it is, a line of JSON with names and shapes,
/// and the numbers, eight bytes each, the least significant first; at the end a checksum of them.
package struct ParameterFile {
  private static let title = "Flat Backprop parameters 1\n"

  private struct Entry: Codable {
    let name: String
    let shape: [Int]
  }

  package let path: String

  package init(_ path: String) { self.path = path }

  /// - Throws: ``KitError``, where the file cannot be written.
  package func write(_ parameters: [String: Tensor]) throws {
    let names = parameters.keys.sorted()
    let entries = names.map { Entry(name: $0, shape: parameters[$0]?.shape ?? []) }
    let numbers = names.flatMap { parameters[$0]?.elements ?? [] }
    var data = Data(Self.title.utf8)
    do {
      data += try JSONEncoder().encode(entries) + Data("\n".utf8)
      for number in numbers { data.append(littleEndian: number.bitPattern) }
      data.append(littleEndian: Self.checksum(numbers))
      // A new file takes the old one's place only when it is complete.
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw KitError("\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  /// Reads the parameters of a network.
  /// - Parameter network: Parameters of the network that they are for, whatever their values.
  /// - Throws: ``KitError``, where the file cannot be read, is damaged, or is another network's.
  package func read(for network: [String: Tensor]) throws -> [String: Tensor] {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw KitError("\(path) cannot be read: is there such a file?")
    }
    let title = Data(Self.title.utf8)
    guard data.starts(with: title) else {
      throw KitError("\(path) holds no parameters: --load takes a file that --save wrote.")
    }
    let damaged = KitError("\(path) is damaged: save the parameters once more.")
    let rest = data.dropFirst(title.count)
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")),
      let entries = try? JSONDecoder().decode([Entry].self, from: Data(rest[..<end])),
      entries.allSatisfy({ $0.shape.allSatisfy { (0...1_000_000).contains($0) } })
    else { throw damaged }
    let sizes = entries.map { $0.shape.reduce(1.0) { $0 * Double($1) } }
    let bytes = [UInt8](rest[(end + 1)...])
    guard sizes.reduce(8, { $0 + 8 * $1 }) == Double(bytes.count) else { throw damaged }

    let words = stride(from: 0, to: bytes.count, by: 8).map { (start: Int) -> UInt64 in
      var word: UInt64 = 0
      for place in 0..<8 { word |= UInt64(bytes[start + place]) << UInt64(8 * place) }
      return word
    }
    let numbers = words.dropLast().map { Double(bitPattern: $0) }
    guard words.last == Self.checksum(numbers) else { throw damaged }
    var parameters: [String: Tensor] = [:]
    var next = 0
    for (entry, size) in zip(entries, sizes) {
      let count = Int(size)
      parameters[entry.name] = Tensor(
        shape: entry.shape, Array(numbers[next..<(next + count)]))
      next += count
    }
    try check(parameters, against: network)
    return parameters
  }

  private func check(_ read: [String: Tensor], against network: [String: Tensor]) throws {
    func shape(_ tensor: Tensor?) -> String { tensor.map { "\($0.shape)" } ?? "none" }
    for name in Set(read.keys).union(network.keys).sorted() {
      guard read[name]?.shape != network[name]?.shape else { continue }
      throw KitError(
        "\(path) is of another network: the shape of \(name) is \(shape(read[name])) there and "
          + "\(shape(network[name])) here. Train with the flags that it was saved with.")
    }
  }

  /// FNV-1a over the numbers' bits.
  private static func checksum(_ numbers: [Double]) -> UInt64 {
    numbers.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1.bitPattern) &* 0x100_0000_01b3 }
  }
}

extension Data {
  fileprivate mutating func append(littleEndian word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }
}
