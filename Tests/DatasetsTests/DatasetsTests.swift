import Datasets
import FlatBackprop
import Foundation
import Testing

@Suite("Data sets")
struct DatasetsTests {
  @Test("IDX images and labels are read, scaled to 0 to 1")
  func idx() throws {
    let folder = try DataFolder()
    let images = try folder.write("images", idxHeader([2, 2, 3]) + Array(0..<12).map { $0 * 20 })
    let labels = try folder.write("labels", idxHeader([2]) + [7, 9])
    let data = try LabeledImages.idx(images: images, labels: labels)
    #expect(data.images.shape == [2, 1, 2, 3])
    #expect(data.images[1, 0, 1, 2] == 220.0 / 255)
    #expect(data.labels == [7, 9])
    let one = try LabeledImages.idx(images: images, labels: labels, limit: 1)
    #expect(one.images.shape == [1, 1, 2, 3])
    #expect(one.labels == [7])
  }

  @Test("sizes of more than a byte are read with the largest byte first")
  func bigEndian() throws {
    let folder = try DataFolder()
    let images = try folder.write(
      "images", idxHeader([300, 1, 1]) + [UInt8](repeating: 255, count: 300))
    let labels = try folder.write("labels", idxHeader([300]) + [UInt8](repeating: 1, count: 300))
    #expect(try LabeledImages.idx(images: images, labels: labels).count == 300)
  }

  @Test("broken IDX files are refused with a sentence that names file, expected and found")
  func brokenIDX() throws {
    let folder = try DataFolder()
    let good = try folder.write("good", idxHeader([2, 1, 2]) + [1, 2, 3, 4])
    let goodLabels = try folder.write("goodLabels", idxHeader([2]) + [0, 1])

    func expect(
      _ kind: DatasetError.Kind, images: [UInt8]? = nil, labels: [UInt8]? = nil, _ sentence: String
    ) throws {
      var (imageFile, labelFile, broken) = (good, goodLabels, good)
      if let images { (imageFile, broken) = try twice(folder.write("broken", images)) }
      if let labels { (labelFile, broken) = try twice(folder.write("broken", labels)) }
      let error = #expect(throws: DatasetError.self) {
        try LabeledImages.idx(images: imageFile, labels: labelFile)
      }
      #expect(error?.kind == kind)
      #expect(error?.description == "\(broken.path): \(sentence)")
    }

    try expect(
      .truncated, images: idxHeader([2, 1, 2]) + [1, 2, 3],
      "expected 20 bytes for 2 × 1 × 2 numbers, found 19: the file is cut off.")
    try expect(
      .truncated, images: [0, 0, 8, 3, 0, 0],
      "expected 16 bytes for the header, found 6: the file is cut off.")
    try expect(
      .truncated, images: [], "expected 16 bytes for the header, found 0: the file is cut off.")
    try expect(
      .wrongSize, images: idxHeader([2, 1, 2]) + [1, 2, 3, 4, 5],
      "expected 20 bytes for 2 × 1 × 2 numbers, found 21.")
    try expect(
      .wrongMagic, images: idxHeader([2]) + [0, 1],
      "expected the first bytes 00 00 08 03 (unsigned bytes, 3 axes), found 00 00 08 01.")
    try expect(
      .wrongMagic, labels: idxHeader([2, 1, 2]) + [1, 2, 3, 4],
      "expected the first bytes 00 00 08 01 (unsigned bytes, 1 axis), found 00 00 08 03.")
    try expect(
      .wrongMagic, images: [0x1f, 0x8b, 8, 0, 1, 2, 3, 4],
      "expected the first bytes 00 00 08 03, found 1f 8b 08 00: the file is still compressed. "
        + "Run gunzip on it.")
    try expect(
      .wrongSize, labels: idxHeader([3]) + [0, 1, 2],
      "expected a label for each of the 2 images in \(good.path), found 3 labels.")
    try expect(
      .wrongLabel, labels: idxHeader([2]) + [0, 10],
      "expected labels from 0 to 9, found 10 at label 1.")
    try expect(
      .wrongSize, images: idxHeader([1, 0, 2]),
      "expected a size for each axis, found [1, 0, 2] in the header.")
    let huge = Int(UInt32.max)
    try expect(
      .wrongSize, images: idxHeader([huge, huge, huge]),
      "expected a size for each axis, found [\(huge), \(huge), \(huge)] in the header.")
  }

  @Test("a file that is not there is refused")
  func missing() throws {
    let folder = try DataFolder()
    let nowhere = folder.url.appendingPathComponent("nowhere")
    let error = #expect(throws: DatasetError.self) { try LabeledImages.cifar10([nowhere]) }
    #expect(error?.kind == .unreadable)
    #expect(error?.description.hasPrefix("\(nowhere.path): expected a file") == true)
  }

  @Test("CIFAR-10 images are read: red, then green, then blue")
  func cifar10() throws {
    let folder = try DataFolder()
    let plane = 32 * 32
    let colours: [UInt8] =
      [UInt8](repeating: 255, count: plane) + [UInt8](repeating: 51, count: plane)
      + [UInt8](repeating: 0, count: plane)
    let first = try folder.write("1.bin", [6] + colours + [9] + colours)
    let second = try folder.write("2.bin", [2] + colours)
    let data = try LabeledImages.cifar10([first, second])
    #expect(data.images.shape == [3, 3, 32, 32])
    #expect(data.labels == [6, 9, 2])
    #expect(data.classNames[data.labels[0]] == "frog")
    #expect(
      [data.images[1, 0, 31, 31], data.images[1, 1, 0, 0], data.images[1, 2, 0, 0]] == [1, 0.2, 0])
    #expect(try LabeledImages.cifar10([first, second], limit: 1).labels == [6])
  }

  @Test("broken CIFAR-10 files are refused with a sentence that names file, expected and found")
  func brokenCIFAR10() throws {
    let folder = try DataFolder()
    func expect(_ kind: DatasetError.Kind, _ bytes: [UInt8], _ sentence: String) throws {
      let file = try folder.write("broken.bin", bytes)
      let error = #expect(throws: DatasetError.self) { try LabeledImages.cifar10([file]) }
      #expect(error?.kind == kind)
      #expect(error?.description == "\(file.path): \(sentence)")
    }
    let image = [UInt8](repeating: 0, count: 3073)
    try expect(.truncated, [], "expected images of 3073 bytes each, found an empty file.")
    try expect(
      .truncated, image.dropLast(),
      "expected a multiple of 3073 bytes, that many for each image, found 3072: the last image has "
        + "only 3072.")
    try expect(
      .wrongSize, image + [1, 2],
      "expected a multiple of 3073 bytes, that many for each image, found 3075: the last image has "
        + "only 2.")
    try expect(
      .wrongLabel, image + [10] + image.dropFirst(),
      "expected labels from 0 to 9, found 10 at image 1. Is it the binary version of CIFAR-10?")
    try expect(
      .wrongMagic, [0x1f, 0x8b] + image.dropFirst(2),
      "expected images of 3073 bytes each, found a compressed file. Unpack it first.")
  }

  @Test("standardized, each channel of the first images has mean 0 and deviation 1")
  func standardized() {
    var random = SeededGenerator(seed: 4)
    let images = Tensor.uniform([6, 2, 3, 4], in: 0...1, using: &random)
    let data = LabeledImages(
      images: images, labels: [0, 1, 0, 1, 0, 1], classNames: ["a", "b"]
    ).standardized(byTheFirst: 4)
    for channel in 0..<2 {
      let pixels = (0..<4).flatMap { n in
        (0..<12).map { data.images[n, channel, $0 / 4, $0 % 4] }
      }
      let mean = pixels.reduce(0, +) / 48
      #expect(abs(mean) < 1e-12)
      #expect(abs(pixels.reduce(0) { $0 + $1 * $1 } / 48 - 1) < 1e-12)
    }
    // The images held out go by the same numbers.
    let slope =
      (data.images[5, 0, 0, 0] - data.images[0, 0, 0, 0])
      / (images[5, 0, 0, 0] - images[0, 0, 0, 0])
    #expect(
      abs(
        (images[5, 0, 1, 1] - images[0, 0, 0, 0]) * slope
          - (data.images[5, 0, 1, 1] - data.images[0, 0, 0, 0])) < 1e-12)
    // One brightness everywhere has no deviation to divide by.
    let flat = LabeledImages(
      images: .ones([2, 1, 2, 2]), labels: [0, 0], classNames: ["a"]
    ).standardized(byTheFirst: 2)
    #expect(flat.images == .zeros([2, 1, 2, 2]))
  }

  @Test("drawn shapes are the same for the same seed, and each class is there as often")
  func drawnShapes() {
    var (one, same, other) = (
      SeededGenerator(seed: 1), SeededGenerator(seed: 1), SeededGenerator(seed: 2)
    )
    let data = LabeledImages.drawnShapes(40, using: &one)
    #expect(data.images == LabeledImages.drawnShapes(40, using: &same).images)
    #expect(data.images != LabeledImages.drawnShapes(40, using: &other).images)
    #expect(data.images.shape == [40, 1, 12, 12])
    #expect(data.classNames == ["circle", "square", "triangle", "cross"])
    for label in 0..<4 { #expect(data.labels.filter { $0 == label }.count == 10) }
  }

  @Test("a circle takes the most ink, then a square, a cross, and a triangle")
  func shapesAreDrawn() {
    var random = SeededGenerator(seed: 3)
    let data = LabeledImages.drawnShapes(400, size: 16, noise: 0, using: &random)
    var ink = [0.0, 0, 0, 0]
    for i in 0..<data.count {
      let image = data.images.rows([i])
      ink[data.labels[i]] += image.sum()
      #expect(image.elements.allSatisfy { (0...1).contains($0) })
      #expect(image.sum() > 5)
    }
    #expect(ink[2] < ink[3] && ink[3] < ink[1] && ink[1] < ink[0])
  }
}

private func twice<Value>(_ value: Value) -> (Value, Value) { (value, value) }
