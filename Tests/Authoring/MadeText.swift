import Foundation

/// A file that is made from others, and so never edited by hand.
public struct MadeText: Equatable, Sendable {
  /// Where it is kept, below the package's folder.
  public let path: String
  public let text: String

  public init(path: String, text: String) {
    (self.path, self.text) = (path, text)
  }

  /// Whether the file is missing, or differs from what it should be.
  public func isStale(root: URL) -> Bool {
    (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) != text
  }

  func write(root: URL) throws {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file, options: .atomic)
  }
}

extension [MadeText] {
  /// Writes the files that differ from what is on disk.
  /// - Returns: The paths written.
  @discardableResult
  public func writeStale(root: URL) throws -> [String] {
    let stale = filter { $0.isStale(root: root) }
    for made in stale { try made.write(root: root) }
    return stale.map(\.path)
  }
}
