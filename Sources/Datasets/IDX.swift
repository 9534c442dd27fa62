import FlatBackprop
import Foundation

// The IDX format, in which MNIST and Fashion-MNIST come: two zero bytes, a byte for the kind of
// number (8: unsigned bytes), a byte for the number of axes, each axis as four bytes, the largest
// first, and then the numbers in row-major order.

extension LabeledImages {
  /// Grayscale images and their labels from two uncompressed IDX files, such as
  /// `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`.
  /// - Parameters:
  ///   - images: The file of the images.
  ///   - labels: The file of their labels.
  ///   - classNames: What the classes are called; labels beyond them are refused.
  ///   - limit: How many images to take at most, from the first on.
  /// - Throws: ``DatasetError``.
  public static func idx(
    images imageFile: URL, labels labelFile: URL,
    classNames: [String] = (0...9).map { "\($0)" }, limit: Int = .max
  ) throws -> LabeledImages {
    let images = try IDXFile(imageFile, axes: 3)
    let labels = try IDXFile(labelFile, axes: 1)
    guard images.shape[0] == labels.shape[0] else {
      throw DatasetError(
        .wrongSize, labelFile,
        "expected a label for each of the \(images.shape[0]) images in \(imageFile.path), "
          + "found \(labels.shape[0]) labels.")
    }
    if let place = labels.numbers.firstIndex(where: { $0 >= classNames.count }) {
      throw DatasetError(
        .wrongLabel, labelFile,
        "expected labels from 0 to \(classNames.count - 1), found \(labels.numbers[place]) at "
          + "label \(place).")
    }
    let (height, width) = (images.shape[1], images.shape[2])
    let count = min(max(limit, 0), images.shape[0])
    return LabeledImages(
      images: Tensor(
        shape: [count, 1, height, width],
        images.numbers.prefix(count * height * width).map { Double($0) / 255 }),
      labels: labels.numbers.prefix(count).map { Int($0) }, classNames: classNames)
  }
}

private struct IDXFile {
  let shape: [Int]
  let numbers: ArraySlice<UInt8>

  init(_ file: URL, axes: Int) throws {
    let bytes = try bytes(of: file)
    let magic: [UInt8] = [0, 0, 8, UInt8(axes)]
    if bytes.starts(with: [0x1f, 0x8b]) {
      throw DatasetError(
        .wrongMagic, file,
        "expected the first bytes \(hex(magic)), found \(hex(bytes.prefix(4))): the file is still "
          + "compressed. Run gunzip on it.")
    }
    let header = 4 + 4 * axes
    guard bytes.count < 4 || bytes.starts(with: magic) else {
      throw DatasetError(
        .wrongMagic, file,
        "expected the first bytes \(hex(magic)) (unsigned bytes, \(axes) "
          + "\(axes == 1 ? "axis" : "axes")), found \(hex(bytes.prefix(4))).")
    }
    guard bytes.count >= header else {
      throw Self.truncated(file, header, bytes.count, "for the header")
    }
    let shape = (0..<axes).map { axis in
      bytes[(4 + 4 * axis)..<(8 + 4 * axis)].reduce(0) { $0 << 8 | Int($1) }
    }
    var size = 1
    for length in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: length)
      guard length > 0, !overflow, product < .max - header else {
        throw DatasetError(
          .wrongSize, file, "expected a size for each axis, found \(shape) in the header.")
      }
      size = product
    }
    let text = shape.map { "\($0)" }.joined(separator: " × ")
    if bytes.count < header + size {
      throw Self.truncated(file, header + size, bytes.count, "for \(text) numbers")
    }
    if bytes.count > header + size {
      throw DatasetError(
        .wrongSize, file,
        "expected \(header + size) bytes for \(text) numbers, found \(bytes.count).")
    }
    self.shape = shape
    numbers = ArraySlice(Array(bytes[header...]))
  }

  static func truncated(_ file: URL, _ expected: Int, _ found: Int, _ use: String) -> DatasetError {
    DatasetError(
      .truncated, file, "expected \(expected) bytes \(use), found \(found): the file is cut off.")
  }
}

private func hex(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}
