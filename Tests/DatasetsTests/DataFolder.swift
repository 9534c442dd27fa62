import Foundation

/// A folder that is gone when the test is over.
final class DataFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ name: String, _ bytes: [UInt8]) throws -> URL {
    let file = url.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return file
  }
}

/// How an IDX file of bytes begins.
func idxHeader(_ shape: [Int]) -> [UInt8] {
  [0, 0, 8, UInt8(shape.count)]
    + shape.flatMap { size in [24, 16, 8, 0].map { UInt8(size >> $0 & 255) } }
}
