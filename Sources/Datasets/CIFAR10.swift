import FlatBackprop
import Foundation

// The binary version of CIFAR-10: images one after the other, each a byte for its label and 3072
// for its pixels: 32 × 32 of red, then of green, then of blue, which is the order of [C, H, W].

extension LabeledImages {
  /// The names of CIFAR-10's classes.
  public static let cifar10Names = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  /// Colour images and their labels from the binary version of CIFAR-10, `data_batch_1.bin` and the
  /// like.
  /// - Parameters:
  ///   - files: The files, whose images are taken one after the other.
  ///   - limit: How many images to take at most, from the first on.
  /// - Throws: ``DatasetError``.
  public static func cifar10(_ files: [URL], limit: Int = .max) throws -> LabeledImages {
    let (pixels, record) = (3 * 32 * 32, 1 + 3 * 32 * 32)
    var labels: [Int] = []
    var elements: [Double] = []
    for file in files where labels.count < limit {
      let bytes = try bytes(of: file)
      if bytes.starts(with: [0x1f, 0x8b]) {
        throw DatasetError(
          .wrongMagic, file,
          "expected images of \(record) bytes each, found a compressed file. Unpack it first.")
      }
      if bytes.isEmpty {
        throw DatasetError(
          .truncated, file, "expected images of \(record) bytes each, found an empty file.")
      }
      if bytes.count % record != 0 {
        throw DatasetError(
          bytes.count < record ? .truncated : .wrongSize, file,
          "expected a multiple of \(record) bytes, that many for each image, found \(bytes.count): "
            + "the last image has only \(bytes.count % record).")
      }
      for start in stride(from: 0, to: bytes.count, by: record) where labels.count < limit {
        guard bytes[start] <= 9 else {
          throw DatasetError(
            .wrongLabel, file,
            "expected labels from 0 to 9, found \(bytes[start]) at image \(start / record). Is it "
              + "the binary version of CIFAR-10?")
        }
        labels.append(Int(bytes[start]))
        elements += bytes[(start + 1)...(start + pixels)].lazy.map { Double($0) / 255 }
      }
    }
    return LabeledImages(
      images: Tensor(shape: [labels.count, 3, 32, 32], elements), labels: labels,
      classNames: cifar10Names)
  }
}
