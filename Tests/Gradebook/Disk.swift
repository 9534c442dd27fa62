import Foundation
import KitSupport

/// How a gradebook looks at what was handed in. What is not there is no failure; what is there and may
/// not be looked at is one, and not the student's.
public struct Disk: Sendable {
  /// Why something cannot be looked at.
  public struct Refusal: Error, Equatable, CustomStringConvertible {
    let path: String

    /// The system's reason, as in "Permission denied".
    let reason: String

    public var description: String { "\(path) may not be read: \(reason)." }
  }

  private let refuses: @Sendable (_ path: String) -> Bool

  public init() { self.init { _ in false } }

  /// - Parameter refuses: The paths that may not be looked at, besides those that the system refuses:
  ///   tests that run as an administrator may read everything.
  init(refuses: @escaping @Sendable (_ path: String) -> Bool) { self.refuses = refuses }

  /// The kind of what lies at a place, links not followed; `nil` if nothing does.
  public func kind(of url: URL) throws(Refusal) -> FileAttributeType? {
    try check(url)
    var status = stat()
    if lstat(url.path, &status) == 0 {
      return switch status.st_mode & S_IFMT {
      case S_IFDIR: .typeDirectory
      case S_IFREG: .typeRegular
      case S_IFLNK: .typeSymbolicLink
      default: .typeUnknown
      }
    }
    // A file where a folder is looked for holds nothing.
    if [ENOENT, ENOTDIR].contains(errno) { return nil }
    throw Refusal(path: url.path, reason: String(cString: strerror(errno)))
  }

  func isFolder(_ url: URL) throws(Refusal) -> Bool { try kind(of: url) == .typeDirectory }

  /// The names in a folder.
  public func names(in folder: URL) throws(Refusal) -> [String] {
    try check(folder)
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
      throw Self.refusal(folder, error)
    }
  }

  func contents(of file: URL) throws(Refusal) -> Data {
    try check(file)
    do {
      return try Data(contentsOf: file)
    } catch {
      throw Self.refusal(file, error)
    }
  }

  private func check(_ url: URL) throws(Refusal) {
    if refuses(url.path) { throw Refusal(path: url.path, reason: "Permission denied") }
  }

  private static func refusal(_ url: URL, _ error: any Error) -> Refusal {
    // The system's own words are shorter than Foundation's, and the same on all systems.
    let isOpen = access(url.path, R_OK) == 0
    let reason = isOpen ? error.reason : String(cString: strerror(errno))
    return Refusal(
      path: url.path, reason: reason.hasSuffix(".") ? String(reason.dropLast()) : reason)
  }
}
