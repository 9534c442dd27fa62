import Foundation
import KitSupport

/// Keeps two gradebooks from working in one folder. The lock ends with the process, however that
/// ends.
public final class FolderLock {
  private let descriptor: Int32

  /// - Throws: A sentence where another gradebook holds the lock, or the folder cannot be written.
  public init(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw KitError("\(folder.path) cannot be made: \(error.reason)")
    }
    descriptor = open(folder.appending(path: ".lock").path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw KitError(
        "Nothing can be written to \(folder.path): \(String(cString: strerror(errno))).")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw KitError(
        "Another gradebook is at work in \(folder.path): wait for it, or choose another --out.")
    }
  }

  deinit { close(descriptor) }
}
