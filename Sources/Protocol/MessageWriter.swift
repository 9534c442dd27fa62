import FlatBackprop

/// Writes values as bytes. Doubles keep every bit, NaN and infinities included.
struct MessageWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ value: UInt8) { bytes.append(value) }

  mutating func write(_ value: Int) {
    withUnsafeBytes(of: Int64(value).littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ text: String) {
    let utf8 = Array(text.utf8)
    write(utf8.count)
    bytes.append(contentsOf: utf8)
  }

  mutating func write(_ name: LineName) {
    write(name.base)
    write(name.step == nil ? 0 as UInt8 : 1)
    if let step = name.step { write(step) }
  }

  mutating func write(_ values: [Double]) {
    write(values.count)
    values.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ tensor: Tensor) {
    write(tensor.shape.count)
    for size in tensor.shape { write(size) }
    write(tensor.elements)
  }

  mutating func write(_ tensor: Tensor?) {
    write(tensor == nil ? 0 as UInt8 : 1)
    if let tensor { write(tensor) }
  }

  mutating func write(_ values: [String: Tensor]) {
    write(values.count)
    for (name, tensor) in values {
      write(name)
      write(tensor)
    }
  }

  mutating func write(_ values: [LineName: Tensor]) {
    write(values.count)
    for (name, tensor) in values {
      write(name)
      write(tensor)
    }
  }
}
